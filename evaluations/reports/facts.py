"""What an evaluator judges from: the public facts of the subject, never a person's name or number."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from evaluations.models import Subject
from incubator.masking import mask_text
from incubator.money import yuan
from organizations.models import Organization
from projects.models import ProgressReport, Project
from projects.reports.projects import TargetRow, percent, plain, target_rows, with_service, with_work

YEAR = timedelta(days=365)  # before the review day: the work that is judged
LATEST = 4  # reports told in full: the page is read on a phone
ORGANIZATION = (
    "org_type", "category", "founded_on", "member_count", "party_member_count", "has_party_branch", "has_charter",
    "is_hub", "purpose")


@dataclass(frozen=True)
class Bought:
    """A project of the organization: its money, how much of it is spent, and what the work came to."""

    name: str
    status: Any
    term: str
    amount: str
    rate: str
    person_times: str
    hours: str


@dataclass(frozen=True)
class Told:
    """An accepted report in the organization's own words."""

    period: str
    results: str
    problems: str


@dataclass(frozen=True)
class Facts:
    rows: list[tuple[Any, Any]]
    projects: list[Bought]
    targets: list[TargetRow]
    reports: list[Told]


def facts_of(subject: Subject, *, on: date) -> Facts:
    """One query for an organization, three for a project; the subject comes with its day, organization and project."""
    if subject.project_id is None:
        return Facts(_organization(subject.organization), _projects(subject.organization_id, on), [], [])
    project: Any = with_work(Project.objects.all()).get(pk=subject.project_id)
    rows = [
        (_verbose(Project, "need"), mask_text(project.need)),
        (_verbose(Project, "field"), project.get_field_display()),
        (_verbose(Project, "status"), project.get_status_display()),
        (_("term"), _term(project.starts_on, project.ends_on)), (_("amount"), yuan(project.amount_fen)),
        (_("execution rate"), percent(project.spent_fen, project.amount_fen)),
        (_("person-times"), plain(project.sum_person_times)), (_("service hours"), plain(project.sum_hours)),
    ]
    return Facts(rows, [], target_rows(project), _reports(project.pk))


def _organization(organization: Organization) -> list[tuple[Any, Any]]:
    return [(_verbose(Organization, name), shown) for name in ORGANIZATION
            if (shown := _shown(organization, name)) not in (None, "")]


def _shown(organization: Organization, name: str) -> Any:
    value = getattr(organization, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, str):
        field: Any = Organization._meta.get_field(name)
        choices = dict(field.choices or ())
        return choices.get(value) or mask_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _projects(organization: int, on: date) -> list[Bought]:
    """What it worked on in the year before the day."""
    found: Any = with_service(Project.objects.exclude(status=Project.Status.DRAFT).filter(
        contractor=organization, starts_on__lte=on, ends_on__gte=on - YEAR)).order_by("starts_on", "pk")
    return [
        Bought(
            project.name, project.get_status_display(), _term(project.starts_on, project.ends_on),
            yuan(project.amount_fen), percent(project.spent_fen, project.amount_fen), plain(project.sum_person_times),
            plain(project.sum_hours))
        for project in found]


def _reports(project: int) -> list[Told]:
    accepted = ProgressReport.objects.filter(project=project, status=ProgressReport.Status.ACCEPTED)
    return [
        Told(_term(start, end), mask_text(results), mask_text(problems))
        for start, end, results, problems in accepted.order_by("-number").values_list(
            "period_start", "period_end", "results", "problems")[:LATEST]]


def _term(first: date, last: date) -> str:
    return f"{first} – {last}"


def _verbose(model: Any, field: str) -> Any:
    return model._meta.get_field(field).verbose_name
