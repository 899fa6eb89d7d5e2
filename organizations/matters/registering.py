"""Opinion on a registration (成立登记初审): the street examines and forwards, the county's civil affairs decides, and
its answer, one or the other, goes on record here.

An organization that is filed or listed goes up to a registered one and keeps its history (domain.md §2.2).
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete
from organizations.matters.asking import Question, about, answer
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.models import Certificate, Matter, Organization
from organizations.notices import announce_registered
from organizations.workflow import life_of, organization_workflow

Type = Organization.Type
WANTED = tuple(choice for choice in Type.choices if choice[0] in (Type.ASSOCIATION, Type.SERVICE_AGENCY))
QUESTIONS = (
    Question("wanted", gettext_lazy("registered as"), "choice", choices=WANTED),
    about("name", required=True, hint=gettext_lazy(
        "As it is to be registered, with the name of the district in front.")),
    Question("supervising_unit", gettext_lazy("supervising unit"), hint=gettext_lazy(
        "The department or street that answers for it (业务主管单位).")),
    Question("funds_fen", gettext_lazy("start-up funds"), "yuan"),
    about("member_count", "count", required=True),
    about("venue", required=True),
    about("purpose", "long", required=True),
)


def papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("registration-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """An association needs its members; the name must be free."""
    found: dict[str, list[str]] = {}
    members, area = answer(matter, "member_count"), matter.organization.area.code
    least = rule("registered-association-min-members", area=area, on=on)
    if answer(matter, "wanted") == Type.ASSOCIATION and members is not None and members < least:
        found["member_count"] = [_("An association needs at least %(least)s members; %(given)s are given.") % {
            "least": least, "given": members}]
    if name_taken_from(matter.organization, answer(matter, "name") or "", registered=True):
        found["name"] = [name_is_taken()]
    return found


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """The opinion is favourable; the register changes when the county has registered it (`record`)."""


def forward(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    """转报: the papers went to civil affairs today; `note` says how, with the receipt or reference. Once."""
    with life_of(matter).performing("forward", matter, by=by, seen=seen, note=note, setting={
            "forwarded_on": timezone.localdate(now)}):
        pass


def not_registered(matter: Matter, *, by: User, seen: int, note: str) -> None:
    """不予登记: the county refused, for the reason in `note`; the organization stays what it is and may apply anew."""
    with life_of(matter).performing("not_registered", matter, by=by, seen=seen, note=note, setting={
            "outcome": Matter.CountyAnswer.NOT_REGISTERED}):
        pass


def record(
    matter: Matter, *, by: User, seen: int, name: str, uscc: str, registration_no: str, registered_on: date,
    now: datetime,
) -> None:
    """The county registered it: the organization goes on as a registered one, its filing certificate falls.

    `uscc` is checked by the form (18 characters, check digit, start by type); `seen` is the organization's version.
    Raises Stale, Incomplete when the name is taken, and PermissionDenied with the reason when the county's answer is
    on record already.
    """
    organization = matter.organization
    life_of(matter).require("record", matter, by)
    if name_taken_from(organization, name, registered=True):
        raise Incomplete({"name": [name_is_taken()]})
    with (
        life_of(matter).performing("record", matter, by=by, setting={"outcome": Matter.CountyAnswer.REGISTERED}),
        organization_workflow.performing("register", organization, by=by, seen=seen, note=matter.receipt_no),
    ):
        organization.org_type, organization.uscc = answer(matter, "wanted"), uscc
        organization.registration_no = registration_no
        organization.name, organization.founded_on = name, registered_on
        organization.save()
        Certificate.objects.withdraw(
            organization.pk, on=timezone.localdate(now), why=Certificate.Withdrawal.REGISTERED)
        announce_registered(matter)
