"""The surroundings of a test run: its own secrets and folders, set before the one settings file is read.

Named by `--ds` in pyproject.toml, so that neither a fresh clone nor an office's `.env` matters. `DATABASE_URL` and
`CELERY_BROKER_URL` stay as the caller set them: that is how the suite runs on PostgreSQL and Redis.
"""

import atexit
import os
import shutil
import tempfile

data_dir = tempfile.mkdtemp(prefix="incubator-test-")  # one for each process of pytest-xdist
atexit.register(shutil.rmtree, data_dir, ignore_errors=True)
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "incubator.settings",  # for commands that a test starts as processes of their own
    "ENV_FILE": os.devnull,
    "DATA_DIR": data_dir,
    "SECRET_KEY": "only-for-tests-" * 4,
    "FIELD_KEY": "only-for-tests-too-" * 3,
    "EMAIL_URL": "memorymail://",
    "STATIC_MANIFEST": "0",  # WhiteNoise would scan the static root for each test client
}

from incubator.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # signing in is not what a test waits for
