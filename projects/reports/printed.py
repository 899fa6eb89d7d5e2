"""A progress report in words and printed numbers: the same rows for the page, the PDF and the Word file."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incubator.money import yuan
from incubator.shares import decimals, hundredths, percent, plain
from projects.models import ProgressReport, Project, Target
from projects.reporting.figures import Figures, MoneyRow

LEFT, RIGHT = "left", "right"


@dataclass(frozen=True)
class Table:
    heading: str
    header: tuple[str, ...]
    align: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    total: tuple[str, ...] = ()

    @property
    def cells(self) -> list[list[tuple[str, bool]]]:
        """Each cell with whether it is a number (set to the right)."""
        return [list(zip(row, [side == RIGHT for side in self.align], strict=True)) for row in self.rows]

    @property
    def heads(self) -> list[tuple[str, bool]]:
        return list(zip(self.header, [side == RIGHT for side in self.align], strict=True))

    @property
    def total_cells(self) -> list[tuple[str, bool]]:
        return list(zip(self.total, [side == RIGHT for side in self.align], strict=True)) if self.total else []


@dataclass(frozen=True)
class Bars:
    """Per cent of each target reached, and of the time gone, for a chart."""

    labels: tuple[str, ...]
    reached: tuple[float, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True)
class Printed:
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    alerts: tuple[str, ...]
    targets: Table
    money: Table
    work: Table
    activities: Table
    narrative: tuple[tuple[str, str], ...]
    bars: Bars
    data_time: str


def printed(report: ProgressReport, figures: Figures, *, data_time: datetime) -> Printed:
    """Everything in the reader's language; the numbers rounded here and nowhere before."""
    head = figures.head
    stamp = timezone.localtime(data_time).strftime("%Y-%m-%d %H:%M")
    return Printed(
        title=_("Progress report %(number)s") % {"number": report.number},
        subtitle=head.project_name, facts=_facts(report, figures, stamp), alerts=tuple(alert_words(figures)),
        targets=_targets(figures), money=_money(figures), work=_work(figures), activities=_activities(figures),
        narrative=(
            (pgettext("report", "Results"), report.results), (_("Problems and help wanted"), report.problems),
            (_("Next plan"), report.next_plan)),
        bars=_bars(figures), data_time=stamp)


def alert_words(figures: Figures) -> list[str]:
    """Each alert as a sentence with the measured and the allowed value."""
    sentences = {
        "slow_spending": _("Spending lags behind time by %(measured)s points (more than %(limit)s)."),
        "line_over": _("Budget line «%(subject)s» stands at %(measured)s per cent of its budget (over %(limit)s)."),
        "target_behind": _("Target «%(subject)s» lags behind time by %(measured)s points (more than %(limit)s)."),
        "voucher_again": _("Voucher number «%(subject)s» stands on more than one spending."),
    }
    return [
        sentences[alert.code] % {
            "measured": decimals(alert.measured), "limit": plain(alert.limit),
            "subject": _indicator(alert.subject) if alert.code == "target_behind" else alert.subject}
        for alert in figures.alerts
    ]


def _facts(report: ProgressReport, figures: Figures, stamp: str) -> tuple[tuple[str, str], ...]:
    head = figures.head
    facts = [
        (_("Project number"), head.project_number), (_("Project"), head.project_name),
        (_("Purchaser"), head.purchaser), (_("Contractor"), head.contractor), (_("Host organization"), head.host),
        (_("Method of purchase"), str(Project.Method(head.method).label)), (_("Contract number"), head.contract_number),
        (_("Project amount (yuan)"), yuan(head.amount)),
        (_("Project period"), _("%(start)s to %(end)s") % {"start": head.starts_on, "end": head.ends_on}),
        (_("Reported period"), _("%(start)s to %(end)s") % {
            "start": report.period_start.isoformat(), "end": report.period_end.isoformat()}),
        (_("Report"), _("No. %(number)s, last report") % {"number": report.number} if report.is_final
         else _("No. %(number)s") % {"number": report.number}),
        (_("Time gone"), percent(head.days_gone, head.days_planned)), (_("Data time"), stamp),
    ]
    return tuple((label, value) for label, value in facts if value)


def _targets(figures: Figures) -> Table:
    return Table(
        heading=_("Targets: plan against fact"),
        header=(_("Indicator"), _("Target"), _("Plan, this period"), _("Fact, this period"), _("Plan so far"),
                _("Fact so far"), _("Completion")),
        align=(LEFT, *[RIGHT] * 6), widths=(3, 2, 2, 2, 2, 2, 2),
        rows=tuple(
            (_indicator(t.indicator), plain(t.planned), planned(t.indicator, t.planned_period), plain(t.period),
             planned(t.indicator, t.planned_so_far), plain(t.cumulative), percent(t.cumulative, t.planned))
            for t in figures.targets),
        note=_(
            "The plan is spread evenly over the days of the project. Completion: fact so far over the whole target."))


def planned(indicator: str, share: int) -> str:
    """A share of the plan: hours with their decimals, people and sessions whole, as there are no parts of them."""
    return plain(share) if indicator == Target.Indicator.SERVICE_HOURS else f"{hundredths(share, 10_000):,}"


def _money(figures: Figures) -> Table:
    return Table(
        heading=_("Money (yuan)"),
        header=(_("Budget line"), _("Budget"), _("This period"), _("So far"), _("Remaining"), _("Execution rate")),
        align=(LEFT, *[RIGHT] * 5), widths=(3, 2, 2, 2, 2, 2),
        rows=tuple(_money_row(line) for line in figures.lines),
        total=(_("Total"), *_money_row(figures.money)[1:]),
        note=_("Execution rate: spending so far over the whole budget of the line."))


def _money_row(row: MoneyRow) -> tuple[str, ...]:
    return (row.name, yuan(row.budget), yuan(row.period), yuan(row.cumulative), yuan(row.remaining),
            percent(row.cumulative, row.budget))


def _work(figures: Figures) -> Table:
    here, so_far = figures.work, figures.work_so_far
    rows = [
        (_("Activities"), f"{here.activities:,}", f"{so_far.activities:,}"),
        (_("Sessions"), f"{here.sessions:,}", f"{so_far.sessions:,}"),
        (_("Person-times"), f"{here.person_times:,}", f"{so_far.person_times:,}"),
        (_("Beneficiaries"), f"{here.beneficiaries:,}", f"{so_far.beneficiaries:,}"),
        (_("Service hours"), plain(here.hours), plain(so_far.hours)),
        (_("Volunteers"), f"{here.volunteers:,}", f"{so_far.volunteers:,}"),
    ]
    return Table(
        heading=_("Work done"), header=(_("Item"), _("This period"), _("So far")), align=(LEFT, RIGHT, RIGHT),
        widths=(3, 2, 2), rows=tuple(rows),
        note=_("Beneficiaries: distinct persons of each activity, added up over activities."))


def _activities(figures: Figures) -> Table:
    return Table(
        heading=_("Activities of the period"),
        header=(
            _("Date"), _("Place"), _("Content"), pgettext("column", "Sessions"), pgettext("column", "Person-times"),
            pgettext("column", "Beneficiaries"), pgettext("column", "Hours"), pgettext("column", "Volunteers")),
        align=(LEFT, LEFT, LEFT, *[RIGHT] * 5), widths=(6, 8, 9, 3, 3, 3, 4, 4),
        rows=tuple(
            (a.date, a.place, a.content, str(a.sessions), f"{a.person_times:,}", f"{a.beneficiaries:,}",
             plain(a.hours), f"{a.volunteers:,}")
            for a in figures.activities))


def _bars(figures: Figures) -> Bars:
    money = figures.money
    rows = [(_indicator(t.indicator), t.cumulative, t.planned) for t in figures.targets]
    rows.append((_("Money"), money.cumulative, money.budget))
    rows = [row for row in rows if row[2]]
    gone = hundredths(figures.head.days_gone * 100, figures.head.days_planned) / 100
    return Bars(
        tuple(name for name, *_rest in rows), tuple(hundredths(part * 100, whole) / 100 for _n, part, whole in rows),
        tuple(gone for _row in rows))


def _indicator(code: str) -> str:
    return str(Target.Indicator(code).label)
