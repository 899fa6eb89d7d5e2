"""The list of projects and one project's figures: a query in, frozen rows out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator import shares
from incubator.money import yuan
from incubator.rulebook.models import rule
from projects.models import Activity, BudgetLine, Instalment, Project, Spending

STATUSES = dict(Project.Status.choices)
METHODS = dict(Project.Method.choices)
FIELDS = dict(Project.Field.choices)


def _sum(queryset: QuerySet, group: str, field: str, output: Any = None) -> Coalesce:
    """The sum of a field of the rows of the outer thing, as a subquery; 0 without rows."""
    found = queryset.filter(**{group: OuterRef("pk")}).order_by().values(group).annotate(total=Sum(field))
    return Coalesce(Subquery(found.values("total")), Value(0), output_field=output or IntegerField())


def with_service(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each project with the hours and person-times of its standing activities."""
    standing = Activity.objects.standing()
    return projects.annotate(
        sum_hours=_sum(standing, "project", "hours", DecimalField(max_digits=14, decimal_places=2)),
        sum_person_times=_sum(standing, "project", "person_times"))


def with_work(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each project with all that its standing activities sum to."""
    standing = Activity.objects.standing()
    count = standing.filter(project=OuterRef("pk")).order_by().values("project").annotate(n=Count("pk")).values("n")
    return with_service(projects).annotate(
        sum_beneficiaries=_sum(standing, "project", "beneficiaries"),
        sum_sessions=_sum(standing, "project", "sessions"),
        activity_count=Coalesce(Subquery(count), Value(0), output_field=IntegerField()))


def percent(part: int | Decimal, whole: int | Decimal) -> str:
    """As the reports print a share (`33.33%`), of whole numbers or of hundredths; a dash without a whole."""
    return shares.percent(int(part * 100), int(whole * 100)) or "—"


@dataclass(frozen=True)
class ProjectRow:
    href: str
    number: str
    name: str
    contractor: str
    method: Any
    field: Any
    status: str
    starts_on: str
    ends_on: str
    amount_fen: int
    spent_fen: int
    paid_fen: int
    returned_fen: int

    @property
    def get_status_display(self) -> Any:
        return STATUSES[self.status]

    @property
    def amount(self) -> str:
        return yuan(self.amount_fen)

    @property
    def spent(self) -> str:
        return yuan(self.spent_fen)

    @property
    def paid(self) -> str:
        return yuan(self.paid_fen)

    @property
    def rate(self) -> str:
        """The execution rate: spent of the project amount."""
        return percent(self.spent_fen, self.amount_fen)


def project_rows(projects: QuerySet[Project]) -> list[ProjectRow]:
    """Plain values, one query."""
    base = reverse("projects:project", args=[0])
    return [
        ProjectRow(
            href=base.replace("/0/", f"/{pk}/"), number=number, name=name, contractor=contractor,
            method=METHODS[method], field=FIELDS[field], status=status, starts_on=start.isoformat(),
            ends_on=end.isoformat(), amount_fen=amount, spent_fen=spent, paid_fen=paid,
            returned_fen=returned)
        for pk, number, name, contractor, method, field, status, start, end, amount, spent, paid, returned in
        projects.values_list(
            "pk", "number", "name", "contractor__name", "method", "field", "status", "starts_on", "ends_on",
            "amount_fen", "spent_fen", "paid_fen", "returned_fen")
    ]


@dataclass(frozen=True)
class LineRow:
    name: str
    budget: str
    spent: str
    left: str
    rate: str
    is_over: bool  # beyond the flagged share of its budget


def line_rows(project: Project, *, flagged_percent: int) -> list[LineRow]:
    """The money by budget line, from one query."""
    lines = BudgetLine.objects.filter(project=project).annotate(
        spent=_sum(Spending.objects.standing(), "line", "amount_fen"))
    return [
        LineRow(
            name=name, budget=yuan(budget), spent=yuan(spent), left=yuan(budget - spent), rate=percent(spent, budget),
            is_over=spent * 100 > budget * flagged_percent)
        for name, budget, spent in lines.order_by("order", "pk").values_list("name", "amount_fen", "spent")
    ]


def over_budget(line: BudgetLine, *, on: date) -> str:
    """A warning in words when the line's spending stands beyond the flagged share of its budget; else empty."""
    spent = line.spendings.standing().aggregate(total=Sum("amount_fen"))["total"] or 0
    flagged = rule("report-alert-line-percent", area=line.project.area.code, on=on)
    if spent * 100 <= line.amount_fen * flagged:
        return ""
    return _("The budget line «%(line)s» now stands at %(rate)s of its budget (%(spent)s of %(budget)s yuan).") % {
        "line": line.name, "rate": percent(spent, line.amount_fen), "spent": yuan(spent),
        "budget": yuan(line.amount_fen)}


@dataclass(frozen=True)
class TargetRow:
    indicator: Any
    planned: str
    reached: str
    rate: str


def target_rows(project: Any) -> list[TargetRow]:
    """What the activities so far reached of each target; the project comes from `with_work`."""
    reached = {
        "service_hours": project.sum_hours, "person_times": project.sum_person_times,
        "beneficiaries": project.sum_beneficiaries, "sessions": project.sum_sessions,
    }
    return [
        TargetRow(
            indicator=target.get_indicator_display(), planned=plain(target.planned),
            reached=plain(reached[target.indicator]), rate=percent(reached[target.indicator], target.planned))
        for target in project.targets.all()
    ]


def plain(number: Decimal | int) -> str:
    """`1,200` or `2.5`: no zeros that say nothing."""
    words = f"{Decimal(number):,.2f}"
    return words.rstrip("0").rstrip(".")


@dataclass(frozen=True)
class YearSum:
    count: int
    total: str


def year_sum(project: Project) -> YearSum | None:
    """What this contractor was given for this field in the year the project starts, when it is more than this one.

    A note against splitting (化整为零, 政府采购法实施条例 art.28); nothing is blocked by it.
    """
    same = Project.objects.exclude(status=Project.Status.TERMINATED).filter(
        contractor=project.contractor_id, field=project.field, starts_on__year=project.starts_on.year,
        area__code__startswith=project.area.street_code)
    found = same.aggregate(count=Count("pk"), total=Sum("amount_fen"))
    return YearSum(found["count"], yuan(found["total"])) if found["count"] > 1 else None


def gate_words(instalment: Instalment) -> str:
    """What the instalment waits for, or that it has come."""
    values = {"order": instalment.order, "report": instalment.report_number, "day": instalment.paid_on}
    if instalment.status == Instalment.Status.PAID:
        return _("Instalment %(order)s was paid on %(day)s") % values
    if instalment.status == Instalment.Status.STOPPED:
        return _("Instalment %(order)s is no longer paid: the project was terminated") % values
    if instalment.status == Instalment.Status.PAYABLE:
        return _("Instalment %(order)s may be paid; it is with the street office") % values
    return {
        Instalment.Trigger.AGREEMENT: _("Instalment %(order)s waits for the contract to be signed"),
        Instalment.Trigger.REPORT_ACCEPTED: _("Instalment %(order)s waits for progress report %(report)s"),
        Instalment.Trigger.MIDTERM_PASS: _("Instalment %(order)s waits for the mid-term review"),
        Instalment.Trigger.ACCEPTANCE: _("Instalment %(order)s waits for the project to be closed out"),
    }[Instalment.Trigger(instalment.trigger)] % values
