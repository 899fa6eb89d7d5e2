"""Cancellation (注销): after everything is settled, the organization leaves the register and its certificate falls."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Blocked
from organizations.matters.asking import Question
from organizations.models import Certificate, Matter, Organization
from organizations.rules.duties import duties
from organizations.workflow import organization_workflow

GROUNDS = (  # 《社会团体登记管理条例》第十九条: 完成宗旨, 自行解散, 分立合并, 其他
    ("fulfilled", gettext_lazy("Its purpose is fulfilled")),
    ("dissolved", gettext_lazy("Dissolved by its members")),
    ("merged", gettext_lazy("Split or merged")),
    ("other", gettext_lazy("Other")),
)
QUESTIONS = (
    Question("ground", gettext_lazy("ground of the cancellation"), "choice", choices=GROUNDS),
    Question("reason", gettext_lazy("what happened"), "long"),
    Question("settled_on", gettext_lazy("liquidation ended on"), "date", not_yet=gettext_lazy(
        "The liquidation comes first: this day has not come yet.")),
    Question("property", gettext_lazy("what becomes of the property left"), "long", gettext_lazy(
        "Under the charter, for purposes of the same kind; «none left» if there is none.")),
)


def papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("cancellation-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """The duties still open."""
    open_duties = duties(matter.organization)
    return {"duties": [str(duty.words) for duty in open_duties]} if open_duties else {}


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """Raises Blocked while a duty is open: one may have come up since the matter was handed in."""
    organization: Organization = matter.organization
    if open_duties := duties(organization):
        raise Blocked([duty.words for duty in open_duties])
    with organization_workflow.performing("cancel", organization, by=by, note=f"{matter.receipt_no} {note}".strip()):
        pass
    Certificate.objects.withdraw(
        organization.pk, on=timezone.localdate(now), why=Certificate.Withdrawal.CANCELLED)
