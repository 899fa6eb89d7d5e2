"""Counting the figures of many reports at once: four queries, however many reports there are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Count, DateField, F, FilteredRelation, Q, Sum, Value

from incubator.rulebook.models import Rule, nearest
from incubator.shares import hundredths
from projects.models import Activity, BudgetLine, ProgressReport, Project, Spending, Target
from projects.reporting.figures import (
    ActivityRow,
    Alert,
    Figures,
    Head,
    MoneyRow,
    RuleUsed,
    TargetRow,
    Work,
    days,
)

GAP = "report-alert-gap-points"  # time gone less money spent, in points
LINE = "report-alert-line-percent"  # spending of a line over its budget
BEHIND = "report-alert-target-points"  # time gone less target reached, in points
ALERT_RULES = (GAP, LINE, BEHIND)
# What `count` needs to know of a report's project without asking again.
PROJECT_OF_REPORT = ("project__area", "project__contractor", "project__host", "project__contract")
OF_PROJECT = ("area", "contractor", "host", "contract")


def count(reports: Sequence[ProgressReport]) -> list[Figures]:
    """The figures of each report from the records as they are now; the reports need not be saved.

    Their projects come with what PROJECT_OF_REPORT names.
    """
    if not reports:
        return []
    projects = {report.project_id for report in reports}
    first = min(report.period_start for report in reports)
    last = max(report.period_end for report in reports)
    work = _work(projects, first, last)
    spent = _spent(projects, last)
    targets = defaultdict(list)
    for project, indicator, planned in Target.objects.filter(project__in=projects).order_by("pk").values_list(
            "project_id", "indicator", "planned"):
        targets[project].append((indicator, int(planned * 100)))
    rules = list(Rule.objects.filter(key__in=ALERT_RULES))
    return [
        _figures(report, work[report.project_id], spent[report.project_id], targets[report.project_id], rules)
        for report in reports
    ]


Occasion = tuple[date | None, str, str, Work]  # date None: the sum of everything before the first period
# Line, its name, its budget, the day, the voucher number, the sum of that day and number, how many spendings it was.
LinePaid = tuple[int, str, int, date | None, str, int, int]


def _work(projects: set[int], first: date, last: date) -> dict[int, list[Occasion]]:
    """Each activity from `first` to `last`, and one sum of what was before, by project."""
    sums = ("sessions", "person_times", "beneficiaries", "hours", "volunteers")
    standing = Activity.objects.standing().filter(project__in=projects).order_by()
    rows = standing.filter(date__range=(first, last)).annotate(n=Value(1), key=F("pk")).values_list(
        "project_id", "date", "place", "content", "n", *sums, "key")
    before = standing.filter(date__lt=first).values("project_id").annotate(
        day=Value(None, output_field=DateField()), where=Value(""), what=Value(""), n=Count("pk"),
        **{f"sum_{name}": Sum(name) for name in sums}, key=Value(0),
    ).values_list("project_id", "day", "where", "what", "n", *(f"sum_{name}" for name in sums), "key")
    found = defaultdict(list)
    for project, day, place, content, n, sessions, times, people, hours, helpers, key in rows.union(before, all=True):
        done = Work(n, sessions, times, people, int(hours * 100), helpers)
        found[project].append((day, key, place, content, done))
    return defaultdict(list, {
        project: [(day, place, content, done) for day, _key, place, content, done in
                  sorted(occasions, key=lambda row: (row[0] or date.min, row[1]))]
        for project, occasions in found.items()})


def _spent(projects: set[int], last: date) -> dict[int, list[LinePaid]]:
    """Each budget line with its spending by day and voucher, by project; one without any comes once, with no day."""
    paid = FilteredRelation(
        "spendings", condition=Q(spendings__status=Spending.Status.RECORDED, spendings__date__lte=last))
    rows = BudgetLine.objects.filter(project__in=projects).annotate(paid=paid).order_by(
        "project_id", "order", "pk", "paid__date").values_list(
        "project_id", "pk", "name", "amount_fen", "paid__date", "paid__voucher_no").annotate(
        sum=Sum("paid__amount_fen"), times=Count("paid__pk"))
    found = defaultdict(list)
    for project, line, name, budget, day, voucher, amount, times in rows:
        found[project].append((line, name, budget, day, voucher or "", amount or 0, times))
    return found


def _figures(
    report: ProgressReport, work: list[Occasion], spent: list[LinePaid], targets: list[tuple[str, int]],
    rules: list[Rule],
) -> Figures:
    start, end, project = report.period_start, report.period_end, report.project
    head = _head(project, end)
    here = [(day, place, content, done) for day, place, content, done in work if day and start <= day <= end]
    period = sum((done for *_rest, done in here), Work())
    so_far = sum((done for day, *_rest, done in work if day is None or day <= end), Work())
    lines: dict[int, MoneyRow] = {}
    for line, name, budget, day, _voucher, amount, _times in spent:
        was = lines.get(line, MoneyRow(name, budget, 0, 0))
        lines[line] = MoneyRow(
            name, budget, was.period + (amount if day and start <= day <= end else 0),
            was.cumulative + (amount if day and day <= end else 0))
    goals = tuple(
        TargetRow(
            indicator, planned, planned_period=_share(planned, days(start, end), head.days_planned),
            planned_so_far=_share(planned, head.days_gone, head.days_planned),
            period=period.reached(indicator), cumulative=so_far.reached(indicator))
        for indicator, planned in targets)
    money = tuple(lines.values())

    def used(key: str) -> Rule:
        return nearest(rules, key, area=project.area.code, on=end)

    return Figures(
        head=head, work=period, work_so_far=so_far,
        activities=tuple(
            ActivityRow(day.isoformat(), place, content, done.sessions, done.person_times, done.beneficiaries,
                        done.hours, done.volunteers)
            for day, place, content, done in here if day),
        targets=goals, lines=money, alerts=(
            *alerts(head, goals, money, lambda key: used(key).value), *_vouchers_used_again(spent, start, end)),
        rules=tuple(
            RuleUsed(key, used(key).value, used(key).area_code, used(key).effective_from.isoformat())
            for key in ALERT_RULES))


def alerts(
    head: Head, targets: Sequence[TargetRow], lines: Sequence[MoneyRow], limit: Callable[[str], int]
) -> list[Alert]:
    """What stands out. Compared exactly, by cross multiplication; `measured` is rounded only to be shown."""
    found = []
    budget, spent = sum(line.budget for line in lines), sum(line.cumulative for line in lines)
    gone, planned = head.days_gone, head.days_planned
    if budget and (gone * budget - spent * planned) * 100 > limit(GAP) * planned * budget:
        found.append(Alert("slow_spending", "", _points(gone * budget - spent * planned, planned * budget),
                           limit(GAP) * 100))
    found += [
        Alert("line_over", line.name, _points(line.cumulative, line.budget), limit(LINE) * 100)
        for line in lines if line.cumulative * 100 > limit(LINE) * line.budget
    ]
    for row in targets:
        behind = gone * row.planned - row.cumulative * planned
        if behind * 100 > limit(BEHIND) * planned * row.planned:
            found.append(Alert("target_behind", row.indicator, _points(behind, planned * row.planned),
                               limit(BEHIND) * 100))
    return found


def _vouchers_used_again(spent: list[LinePaid], start: date, end: date) -> list[Alert]:
    """The voucher numbers of the period that stand on more than one spending up to its end."""
    uses: Counter[str] = Counter()
    here = set()
    for _line, _name, _budget, day, voucher, _amount, times in spent:
        if day and day <= end:
            uses[voucher] += times
            if day >= start:
                here.add(voucher)
    return [Alert("voucher_again", voucher, uses[voucher] * 100, 100) for voucher in sorted(here) if uses[voucher] > 1]


def _points(part: int, whole: int) -> int:
    return hundredths(part * 100, whole)


def _share(planned: int, part: int, whole: int) -> int:
    """The part of a plan that falls to some days, in hundredths as the plan itself, half up."""
    return (planned * part * 2 + whole) // (2 * whole)


def _head(project: Project, end: date) -> Head:
    contract = getattr(project, "contract", None)
    return Head(
        project_number=project.number, project_name=project.name, contractor=project.contractor.name,
        host=project.host.name if project.host else "", purchaser=project.area.name, method=project.method,
        field=project.field, contract_number=contract.number if contract else "", amount=project.amount_fen,
        starts_on=project.starts_on.isoformat(), ends_on=project.ends_on.isoformat(),
        days_gone=min(days(project.starts_on, end), days(project.starts_on, project.ends_on)),
        days_planned=days(project.starts_on, project.ends_on))
