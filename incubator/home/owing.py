"""What a person owes the street for the organizations they write for, computed from the state of things.

Readers look: nothing here is theirs to do.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.home.todo import SHOWN, Kind, Todo, Waiting, addresses, counted, kind_of, waiting
from organizations.models import AnnualDuty, Matter, Organization
from organizations.models.annual import rectify_day
from organizations.reports import pending
from organizations.rules.memberships import written_organizations
from projects.forms.reports import ReportFilter
from projects.models import ProgressReport
from projects.rules.reports import to_hand_in

CORRECT = {True: _("Correct the filing"), False: _("Correct the matter")}  # is it a filing?
FINISH = {True: _("Finish the filing"), False: _("Finish the matter")}
OWED = {
    pending.AGREE: (_("Answer the nomination for the catalogue"), "organizations:qualified-entry"),
    pending.APPLY: (_("Apply for the catalogue of qualified organizations"), "organizations:qualified-round"),
}
OF_A_DUTY = (Matter.Kind.ANNUAL, Matter.Kind.RECTIFICATION)  # told by the duty, which has the day


def for_member(user: User, *, today: date) -> Waiting:
    """What the person's organizations owe: matters to finish, reports to write, each with its day."""
    return waiting([_own_matters(user), _own_years(user, today), _own_reports(user, today),
                    _own_catalogue(user, today)])


def _own_matters(user: User) -> Kind:
    matters = list(
        counted(Matter.objects.filter(
            organization__in=written_organizations(user), status__in=[Matter.Status.DRAFT, Matter.Status.RETURNED])
            .exclude(kind__in=OF_A_DUTY).exclude(organization__status__in=Organization.GONE))
        .order_by("pk").values_list("pk", "kind", "organization__name", "status", "total")[:SHOWN]
    )
    filing, other = addresses("organizations:filing-detail"), addresses("organizations:matter")
    return kind_of(_("Matters"), "organizations:matters", matters, [
        Todo((CORRECT if status == Matter.Status.RETURNED else FINISH)[kind == Matter.Kind.FILING],
             name or str(_("New organization")), filing(pk) if kind == Matter.Kind.FILING else other(pk),
             detail="" if kind == Matter.Kind.FILING else Matter.Kind(kind).label)
        for pk, kind, name, status, _total in matters
    ])


def _own_years(user: User, today: date) -> Kind:
    """Annual reports to hand in or correct, and rectifications to report, each with its day."""
    owed = list(
        counted(AnnualDuty.objects.asked().filter(organization__in=written_organizations(user)))
        .order_by("due_on", "pk").values_list(
            "organization", "organization__name", "campaign__year", "status", "due_on", "correct_by", rectify_day(),
            "total")[:SHOWN]
    )
    words = {AnnualDuty.Status.OWED: _("Hand in the annual report"),
             AnnualDuty.Status.RETURNED: _("Correct the annual report")}
    href = addresses("organizations:annual-years")
    todos = []
    for pk, name, year, status, due_on, correct_by, rectify_on, _total in owed:
        day = rectify_on or (correct_by if status == AnnualDuty.Status.RETURNED else due_on)
        todos.append(Todo(words.get(status, _("Rectify and report it")), name, href(pk), until=day, overdue=day < today,
                          detail=str(year)))
    return kind_of(_("Annual reports"), "organizations:mine", owed, todos)


def _own_reports(user: User, today: date) -> Kind:
    reports = list(
        counted(ProgressReport.objects.filter(to_hand_in(user)))
        .order_by("due_on", "pk").values_list(
            "pk", "project__name", "status", "period_start", "period_end", "due_on", "total")[:SHOWN]
    )
    href = addresses("projects:report")
    return kind_of(_("Progress reports"), "projects:reports", reports, [
        Todo(_("Correct the progress report") if status == ProgressReport.Status.RETURNED
             else _("Fill in the progress report"), project, href(pk), until=due_on, overdue=due_on < today,
             detail=f"{start} – {end}")
        for pk, project, status, start, end, due_on, _total in reports
    ], f"?status={ReportFilter.WAITING}")


def _own_catalogue(user: User, today: date) -> Kind:
    found = pending.for_member(user, on=today) if written_organizations(user) else []
    todos = [
        Todo(OWED[one.what][0], one.name, addresses(OWED[one.what][1])(one.pk), until=one.since)
        for one in found[:SHOWN]]
    return Kind(_("Catalogue of qualified organizations"), "organizations:qualified-rounds", todos, len(todos),
                len(found))
