"""What the purchases of the street say of one organization, as its contractor or host: for its page, timeline, file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.money import yuan
from organizations.models import Organization
from organizations.reports.sections import FEW, Clock, Line, Section, Shelf, Storey, Told, Trace
from projects.models import (
    Contract,
    ContractChange,
    Instalment,
    InstalmentChange,
    MoneyReturnChange,
    ProgressReport,
    ProgressReportChange,
    Project,
    ProjectChange,
)

GROUP = ("projects", gettext_lazy("Projects"))
MILESTONES = ("submit", "accept", "return", "undo")  # of a report; what is written in between stands on its own page
REPORT = Concat(*(part for name in ("number", "period_start", "period_end")
                  for part in (Cast(f"report__{name}", CharField()), Value(" "))), "report__project__name")


def projects_of(organization: Organization, user: User) -> QuerySet[Project]:
    """Those this person may see, whichever part the organization has in them."""
    return Project.objects.visible_to(user).filter(Q(contractor=organization) | Q(host=organization))


def page(organization: Organization, user: User, today: date) -> Told:
    """One query, however many: the projects with the first report that is owed, and what waits for the office."""
    owed = ProgressReport.objects.open().filter(project=OuterRef("pk")).order_by("due_on", "number")
    handed_in = ProgressReport.objects.filter(project=OuterRef("pk"), status=ProgressReport.Status.SUBMITTED)
    payable = Instalment.objects.filter(contract__project=OuterRef("pk"), status=Instalment.Status.PAYABLE)
    found: list[Any] = list(projects_of(organization, user).annotate(
        owed=Subquery(owed.values("pk")[:1]), owed_on=Subquery(owed.values("due_on")[:1]),
        to_judge=Subquery(handed_in.order_by("number").values("pk")[:1]), payable=Exists(payable),
    ).order_by("-pk"))
    lines = [
        Line(project.name, _project(project.pk), f"{project.starts_on} – {project.ends_on} · " + _(
            "%(amount)s yuan") % {"amount": yuan(project.amount_fen)}, project.status,
             str(project.get_status_display()))
        for project in found[:FEW]]
    more = f"{reverse('projects:projects')}?organization={organization.pk}"
    return Told(
        [Section("projects", _("Projects"), lines, len(found), more, _("No project yet."))],
        [clock for project in found for clock in _clocks(project, today)])


def _clocks(project: Any, today: date) -> list[Clock]:
    found, named = [], {"project": project.name}
    if project.owed:
        found.append(Clock(_("Progress report of «%(project)s»") % named, _report(project.owed), project.owed_on,
                           project.owed_on < today))
    if project.to_judge:
        found.append(Clock(_("Progress report of «%(project)s» handed in, not judged yet") % named,
                           _report(project.to_judge)))
    if project.payable:
        found.append(Clock(_("Instalment of «%(project)s» to be paid") % named, _project(project.pk)))
    return found


def traces(organization: Organization, user: User) -> list[Trace]:
    projects = projects_of(organization, user).values("pk")
    reports = ProgressReportChange.objects.filter(report__project__in=projects, action__in=MILESTONES)

    def to_project(thing: int, about: str) -> str:
        return _project(thing)

    return [
        Trace(*GROUP, ProjectChange.objects.filter(project__in=projects), "project", F("project__name"),
              to_project),
        Trace(*GROUP, ContractChange.objects.filter(contract__project__in=projects), "contract__project",
              F("contract__project__name"), to_project),
        Trace(*GROUP, InstalmentChange.objects.filter(instalment__contract__project__in=projects),
              "instalment__contract__project", F("instalment__contract__project__name"), to_project),
        Trace(*GROUP, MoneyReturnChange.objects.filter(money_return__project__in=projects), "money_return__project",
              F("money_return__project__name"), to_project),
        Trace(*GROUP, reports, "report", REPORT, lambda thing, about: _report(thing), _report_named),
    ]


def shelves(organization: Organization, user: User) -> list[Shelf]:
    """Its contracts, once they were signed; the paper is in the office's cupboard, the page tells what it says."""
    contracts = Contract.objects.filter(project__in=projects_of(organization, user).values("pk")).exclude(
        status=Contract.Status.DRAFT, signed_on=None)
    told = contracts.annotate(
        row=F("project"), paper_kind=Value(""), paper_name=F("number"), belongs_to=F("project__name"),
        came_at=Cast("signed_on", DateTimeField()),
        current=Case(When(status=Contract.Status.SIGNED, then=Value(1)), default=Value(0), output_field=IntegerField()))
    return [Shelf(told, lambda code: gettext_lazy("Contract"), lambda project, current: _project(project),
                  is_file=False)]


def years(organization: Organization, user: User) -> Mapping[int, Mapping[str, int]]:
    """Year -> projects begun as contractor, their amount, what was paid on its projects in the year; one query."""
    own = Project.objects.visible_to(user).filter(contractor=organization).exclude(status=Project.Status.DRAFT)
    none = Value(0, BigIntegerField())
    begun = own.order_by().values(year=ExtractYear("starts_on")).annotate(
        n=Cast(Count("pk"), BigIntegerField()), amount=Cast(Sum("amount_fen"), BigIntegerField()), paid=none)
    paid = Instalment.objects.filter(
        contract__project__in=own.values("pk"), status=Instalment.Status.PAID,
    ).order_by().values(year=ExtractYear("paid_on")).annotate(
        n=none, amount=none, paid=Cast(Sum("amount_fen"), BigIntegerField()))
    found: dict[int, dict[str, int]] = {}
    for year, n, amount, fen in begun.union(paid, all=True).values_list("year", "n", "amount", "paid"):
        told = found.setdefault(year, {"projects_begun": 0, "amount_fen": 0, "paid_fen": 0})
        for name, figure in zip(told, (n, amount, fen), strict=True):
            told[name] += figure
    return found


def _project(pk: int) -> str:
    return reverse("projects:project", args=[pk])


def _report_named(about: str) -> str:
    """What `REPORT` tells, in words: without them the step of a report reads as one of its project."""
    number, start, end, project = about.split(" ", 3)
    return _("%(project)s · progress report %(number)s (%(start)s – %(end)s)") % {
        "project": project, "number": number, "start": start, "end": end}


def _report(pk: int) -> str:
    return reverse("projects:report", args=[pk])


STOREY = Storey(page, traces, shelves, years)
