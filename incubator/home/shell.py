"""The frame around every page: who is here, where they may go, what waits for them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from evaluations.models import Panelist
from incubator.accounts.models import User
from incubator.accounts.rules import keeps_people
from incubator.errors import page_before
from incubator.notices.models import Letter
from organizations.models import Membership
from organizations.rules.organizations import keeps_some_register


@dataclass(frozen=True)
class Facts:
    """What one query tells about the person, beside their posts."""

    unread: int = 0
    member: bool = False
    evaluator: bool = False


@dataclass(frozen=True)
class Link:
    label: Any
    href: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Group:
    label: Any
    links: list[Link]


def anybody(user: Any, facts: Facts) -> bool:
    return True


def posted(user: Any, facts: Facts) -> bool:
    """Holds an officer's post; whoever only keeps the system sees no organizations or projects."""
    return user.is_officer


def readers_of_rules(user: Any, facts: Facts) -> bool:
    return user.is_officer or user.is_superuser


def registrars(user: Any, facts: Facts) -> bool:
    return keeps_some_register(user)


def members(user: Any, facts: Facts) -> bool:
    return facts.member


def founders(user: Any, facts: Facts) -> bool:
    """Acts for an organization or may found one; an evaluator without one finds the filing on the home page."""
    return facts.member or not facts.evaluator


def evaluators(user: Any, facts: Facts) -> bool:
    return facts.evaluator


def keepers(user: Any, facts: Facts) -> bool:
    return keeps_people(user)


CATALOGUE = pgettext_lazy("navigation", "Catalogue of qualified organizations")  # short, for the phone's foot

Row = tuple[Any, str, Callable[[Any, Facts], bool]]

# The one navigation: (group, [(label, URL name, who sees it)]). A name whose page does not exist yet is left out.
OFFICER_NAV: list[tuple[Any, list[Row]]] = [
    (_("My desk"), [
        (_("To-do list"), "admin:index", anybody),
        (_("Inbox"), "notices:inbox", anybody),
    ]),
    (_("Organizations"), [
        (_("Register of organizations"), "organizations:organizations", posted),
        (_("Matters"), "organizations:matters", posted),
        (_("Filing applications"), "organizations:filings", posted),
        (_("Annual reports"), "organizations:annual-campaigns", posted),
        (_("Coaching visits"), "organizations:visits", posted),
        (_("Ledger import"), "organizations:imports", registrars),
        (_("Catalogue of qualified organizations"), "organizations:qualified-rounds", posted),
        (_("Statistics"), "organizations:statistics", posted),
        (_("Templates of papers"), "organizations:templates", posted),
    ]),
    (_("Purchase of services"), [
        (_("Projects"), "projects:projects", posted),
        (_("Progress reports"), "projects:reports", posted),
        (_("Monthly summary"), "projects:summary", posted),
    ]),
    (_("Reviews"), [
        (_("Review days"), "evaluations:days", posted),
        (_("Review schemes"), "evaluations:schemes", posted),
        (_("My score sheets"), "evaluations:sheets", evaluators),
    ]),
    (_("Base data"), [
        (_("Rules"), "admin:rulebook_rule_changelist", readers_of_rules),
        (_("All records"), "admin:data", anybody),
        (_("Undelivered letters"), "admin:notices_letter_changelist", keepers),
    ]),
]
PORTAL_NAV: list[tuple[Any, list[Row]]] = [
    ("", [
        (_("Home"), "home:home", anybody),
        (pgettext_lazy("navigation", "My organizations"), "organizations:mine", founders),
        (CATALOGUE, "organizations:qualified-rounds", members),
        (_("Projects"), "projects:projects", members),
        (_("Progress reports"), "projects:reports", members),
        (_("My score sheets"), "evaluations:sheets", evaluators),
        (_("Inbox"), "notices:inbox", anybody),
    ]),
]
PUBLIC_NAV: list[tuple[Any, list[Row]]] = [
    ("", [
        (_("Home"), "home:home", anybody),
        (_("Check a certificate"), "organizations:check", anybody),
        (CATALOGUE, "organizations:public-qualified", anybody),
        (_("Review results"), "evaluations:public", anybody),
    ]),
]


def is_officer(user: Any) -> bool:
    """Works in the office: has a post, or keeps the system."""
    return user.is_authenticated and user.is_active and (user.is_superuser or user.is_officer)


def facts_of(user: Any) -> Facts:
    """Unread letters, memberships and panels in one query."""
    if not user.is_authenticated:
        return Facts()
    unread = Q(letters__channel=Letter.Channel.INBOX, letters__read_at=None)
    row = User.objects.filter(pk=user.pk).values(
        unread=Count("letters", filter=unread),
        member=Exists(Membership.objects.filter(user=OuterRef("pk"), ended_at=None)),
        evaluator=Exists(Panelist.objects.filter(user=OuterRef("pk"))),
    ).first()
    return Facts(**row) if row else Facts()


@cache
def address(name: str) -> str | None:
    """The path of that URL name, or None while nobody has built the page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


@cache
def doors() -> dict[str, str]:
    """The addresses on every page: looked up once, not five times a page."""
    return {name: reverse(url) for name, url in (
        ("home", "home:home"), ("language", "set_language"), ("account", "account_change_password"),
        ("leave", "account_logout"), ("enter", "account_login"), ("join", "account_signup"))}


def navigation(user: Any, facts: Facts, path: str) -> list[Group]:
    """The groups this person sees; the link nearest to the path they are on is the current one."""
    table = OFFICER_NAV if is_officer(user) else PORTAL_NAV if user.is_authenticated else PUBLIC_NAV
    found = [
        (group, [(label, name, href) for label, name, who in rows if who(user, facts) and (href := address(name))])
        for group, rows in table
    ]
    here = max(
        (href for _group, links in found for _label, name, href in links
         if path == href or (path.startswith(href) and name not in ("home:home", "admin:index"))),
        key=len, default="",
    )
    if not here and path.startswith("/admin/"):
        here = address("admin:data") or ""
    return [
        Group(group, [
            Link(label, href, current=href == here, count=facts.unread if name == "notices:inbox" else 0)
            for label, name, href in links
        ])
        for group, links in found if links
    ]


@dataclass
class Shell:
    """Everything base.html asks for, found once and only when a whole page is drawn."""

    user: Any
    facts: Facts
    groups: list[Group]
    officer: bool
    here: str  # where a switch of the language comes back to: a page that can be opened

    @property
    def doors(self) -> dict[str, str]:
        return doors()

    @property
    def links(self) -> list[Link]:
        return [link for group in self.groups for link in group.links]

    @property
    def place(self) -> str:
        """The names of the officer's areas."""
        return "、".join(dict.fromkeys(post.name for post in self.user.posts)) if self.officer else ""


def shell_of(request: HttpRequest) -> Shell:
    user = getattr(request, "user", AnonymousUser())  # an error before the sign-in middleware has none
    facts = facts_of(user)
    here = request.get_full_path() if request.method in ("GET", "HEAD") else page_before(request)
    return Shell(user, facts, navigation(user, facts, request.path), is_officer(user), here)


def leads_to_an_invitation(request: HttpRequest) -> bool:
    """Whether this person signs in or up to go on with an invitation: the pages below do not know its address."""
    after = request.POST.get("next") or request.GET.get("next") or ""
    try:
        return resolve(urlsplit(after).path).view_name == "organizations:invitation"
    except (Resolver404, ValueError):
        return False


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {
        "shell": SimpleLazyObject(lambda: shell_of(request)),
        "invited": SimpleLazyObject(lambda: leads_to_an_invitation(request)),
        "demo_office": settings.DEMO_OFFICE,
        "other_language": ("zh-hans", "中文") if get_language() == "en" else ("en", "English"),
    }
