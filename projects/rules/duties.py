"""What an organization must bring to an end before it is cancelled: its projects, their money, their reports."""

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incubator.accounts.models import User
from incubator.money import yuan
from organizations.models import Organization
from organizations.rules.duties import Duty
from projects.models import ProgressReport, Project

WORDS = {  # what the table of actions offers in this status
    Project.Status.APPROVED: gettext_lazy(
        "The project «%(name)s» is approved and has no signed contract: it has to be terminated first."),
    Project.Status.RUNNING: gettext_lazy(
        "The project «%(name)s» is running: it has to be closed out first, or terminated."),
}
NOT_IN_HAND = (Project.Status.DRAFT, Project.Status.CLOSED, Project.Status.TERMINATED)
CONTRACTOR_GONE = (
    (Q(contractor__status__in=Organization.GONE) | Q(host__status__in=Organization.GONE))
    & ~Q(status__in=NOT_IN_HAND))  # projects in hand that somebody who left the register does or hosts
# `Project.unreturned_fen` within a query, of projects that are `UNRETURNED`
UNRETURNED_FEN = F("paid_fen") - F("spent_fen") - F("returned_fen")
UNRETURNED = Q(paid_fen__gt=F("spent_fen") + F("returned_fen"))
TO_RETURN = UNRETURNED & Q(status=Project.Status.TERMINATED)  # the office sees to it, whoever asks for a cancellation


def open_duties(organization: Organization, by: User | None) -> list[Duty]:
    """Each project in hand, as its contractor or host, and of any that was bought what is unreturned and unreported.

    Of projects that the reader may not open only their number is told.
    """
    found: list[Duty] = []
    unsettled = list(_unsettled(organization))
    seen = set(Project.objects.visible_to(by).filter(pk__in=[one.pk for one in unsettled]).values_list(
        "pk", flat=True)) if by and unsettled else set()
    for project in unsettled:
        if project.pk in seen:
            found += _of_project(project)
    hidden = [project.status in NOT_IN_HAND for project in unsettled if project.pk not in seen]
    if more := hidden.count(False):
        found.append(Duty(ngettext(
            "%(n)s project has to be closed out or terminated first.",
            "%(n)s projects have to be closed out or terminated first.", more) % {"n": more}))
    if more := hidden.count(True):
        found.append(Duty(ngettext(
            "%(n)s project that is over has money to return or reports to hand in.",
            "%(n)s projects that are over have money to return or reports to hand in.", more) % {"n": more}))
    return found


def _unsettled(organization: Organization) -> QuerySet[Project]:
    """Those in hand, and those that are over with something left to settle.

    A report can be handed in after the end of its project too, but by nobody once its contractor left the register.
    """
    owed = Q(progress_reports__status__in=ProgressReport.OPEN) & ~Q(contractor__status__in=Organization.GONE)
    return Project.objects.filter(Q(contractor=organization) | Q(host=organization)).exclude(
        status=Project.Status.DRAFT,
    ).annotate(unreported=Count("progress_reports", filter=owed)).filter(
        ~Q(status__in=NOT_IN_HAND) | UNRETURNED | Q(unreported__gt=0),
    ).order_by("pk")


def _of_project(project: Project) -> list[Duty]:
    """In words, each with the part of the project's page where it is settled; annotated by `_unsettled`."""
    page, found = reverse("projects:project", args=[project.pk]), []
    if words := WORDS.get(Project.Status(project.status)):
        found.append(Duty(words % {"name": project.name}, page))
    if left := project.unreturned_fen:
        found.append(Duty(_("«%(name)s»: %(yuan)s yuan are paid and neither spent nor returned.") % {
            "name": project.name, "yuan": yuan(left)}, f"{page}#money-returned"))
    if late := project.unreported:  # type: ignore[attr-defined]
        found.append(Duty(_("«%(name)s»: %(n)s reports are not handed in.") % {
            "name": project.name, "n": late}, f"{page}#reports"))
    return found
