"""Settings: one file, read top to bottom; every knob comes from the environment (or the ignored `.env`)."""

from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()
environ.Env.read_env(env.str("ENV_FILE", str(BASE_DIR / ".env")))

# --- what this office is -------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
BEHIND_HTTPS = env.bool("BEHIND_HTTPS", False)
DEMO_OFFICE = env.bool("DEMO_OFFICE", False)  # every page says so
HOST, PORT = env.str("HOST", "127.0.0.1"), env.str("PORT", "8000")
SITE_URL = env.str("SITE_URL", f"http://{HOST}:{PORT}")  # printed in certificates and letters


def secret(name: str) -> str:
    """The secret of that name from the environment; outside DEBUG a missing or short one stops the start."""
    value = env.str(name, "") or ("development-only-" + name.lower() * 3 if DEBUG else "")
    if len(value) < 32:
        raise ImproperlyConfigured(f"{name} is missing or shorter than 32 characters; `make setup` makes one.")
    return value


SECRET_KEY = secret("SECRET_KEY")
# Seals identity numbers and phones. Comma-separated: the first seals, all of them open; see `manage.py reseal`.
FIELD_KEYS = [key.strip() for key in secret("FIELD_KEY").split(",")]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", HOST])
if "*" in ALLOWED_HOSTS and not DEBUG:
    raise ImproperlyConfigured("ALLOWED_HOSTS names the hosts of this office; * is refused outside DEBUG.")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# --- the house ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "incubator.home",
    "evaluations",
    "projects",
    "organizations",
    "incubator.accounts",
    "incubator.documents",
    "incubator.notices",
    "incubator.rulebook",
    "incubator.home.apps.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "rest_framework",
]
MIDDLEWARE = [
    "incubator.home.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "incubator.home.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "incubator.errors.RefusalMiddleware",
]
# Off in tests and while developing: compiled names of static files would ask for collectstatic first.
STATIC_MANIFEST = env.bool("STATIC_MANIFEST", not DEBUG)
if not STATIC_MANIFEST:
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")
ROOT_URLCONF = "incubator.urls"
WSGI_APPLICATION = "incubator.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "incubator.home.shell.shell",
            ],
        },
    },
]

# --- where things are kept ------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'incubator.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL with deferred transactions fails under several writers; IMMEDIATE does not (docs/architecture.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # A file, not memory: tests race real writers against each other.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a query takes 100 ms and more; none of ours runs that long.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache_url("CACHE_URL", "dbcache://cache")}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if env.str("CACHE_URL", "") else (
    "django.contrib.sessions.backends.db"
)
MEDIA_ROOT = DATA_DIR / "files"  # private: served only through views that check who asks
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_MANIFEST
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", 20 * 1024 * 1024)
FONT_DIRS = env.list("FONT_DIRS", default=[])  # an office's own licensed fonts come first in documents

# --- people ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator",
                 "NumericPasswordValidator")  # the last: nobody's own telephone number
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "home:home"
ACCOUNT_ADAPTER = "incubator.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_REDIRECT_URL = "organizations:mine"
ACCOUNT_SIGNUP_FIELDS = ["phone*", "email", "password1*"]
ACCOUNT_FORMS = {
    "login": "incubator.accounts.forms.LoginForm",
    "signup": "incubator.accounts.forms.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # an office may have no mail; letters go to the inbox first
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
# A review hall sits behind one address: limits count per account, the address limit is generous.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip", "login_failed": "100/m/ip,5/5m/key", "signup": "60/m/ip",
    "objection": "20/h/ip", "objection-answer": "60/h/ip",  # by residents, who have no account
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", int(BEHIND_HTTPS))  # whose word on a visitor's address counts
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# --- language and time ----------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", "Asia/Shanghai")

# --- security headers -----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "script-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked inside, behind the proxy
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- letters --------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "incubator@localhost")

# --- the API --------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "incubator.errors.api_refusal",
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    # Machines only: the browsable pages would offer every related row in their forms and need inline scripts.
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Social-organization incubator",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {f"{name}Enum": f"organizations.models.{choices}" for name, choices in (
        ("MatterKind", "Matter.Kind"), ("VisitKind", "CoachingVisit.Kind"), ("OrganizationType", "Organization.Type"),
        ("PaperKind", "Material.Kind"))},
}

# --- work later: the broker is only a bell, the truth is a row (docs/architecture.md) ----------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "filesystem://")
if CELERY_BROKER_URL == "filesystem://":
    BROKER_DIR = DATA_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, str | int] = {
        "data_folder_in": str(BROKER_DIR / "messages"),
        "data_folder_out": str(BROKER_DIR / "messages"),
        "control_folder": str(BROKER_DIR / "control"),
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
    }
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 25
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "send-letters": {"task": "incubator.notices.tasks.send_letters", "schedule": 30.0},
    "make-reports": {"task": "projects.tasks.make_reports", "schedule": crontab(minute=5)},
    "remind": {"task": "projects.tasks.remind", "schedule": crontab(minute=20)},
    "refresh-annual-campaigns": {"task": "organizations.tasks.refresh_campaigns", "schedule": crontab(minute=35)},
    "remind-organizations": {"task": "organizations.tasks.remind", "schedule": crontab(minute=50)},
    "sweep": {"task": "incubator.documents.tasks.sweep", "schedule": crontab(hour=3, minute=40)},
    "heartbeat": {"task": "incubator.home.tasks.heartbeat", "schedule": 60.0},
}
for entry in CELERY_BEAT_SCHEDULE.values():
    entry["options"] = {"expires": 3600}  # bells rung while no worker was there are not all rung again

# --- logs: what happened, never who in person. To stderr; `manage.py serve` keeps them 200 days in DATA_DIR/logs
# (网络安全法: at least six months), elsewhere the journal does (docs/deploying.md).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {
        "()": "incubator.masking.MaskingFormatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},  # Django's own would mail tracebacks, unmasked
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
}
for folder in ("logs", "files", "broker/messages", "broker/control"):
    (DATA_DIR / folder).mkdir(parents=True, exist_ok=True)
