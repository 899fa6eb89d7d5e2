"""The annual report: who must hand one in and by when, who acts on it, and how an organization stands with its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.accounts.rules import acts_for_street
from incubator.rulebook.models import rule
from incubator.workdays import Unit, add_workdays, after, next_workday
from incubator.workflow import No
from organizations.models import AnnualCampaign, AnnualDuty, AnnualFault, Organization
from organizations.models.annual import EFFECT, counts, speaks
from organizations.rules.memberships import decides_on

LATECOMERS_DAYS = 30  # who is asked once the usual day is near or over has at least so long
FIRST_YEAR = 2000  # that a report may be about
HERE, ELSEWHERE = "here", "elsewhere"  # values of the rule `annual-report-types`
NONE, WARN, BAR = "none", "warn", "bar"  # values of the rule `annual-report-bars`
Exemption, Outcome, Status = AnnualDuty.Exemption, AnnualDuty.Outcome, AnnualDuty.Status


def runs_campaign(user: User, campaign: AnnualCampaign) -> bool:
    """The office of the street that asks."""
    return acts_for_street(user, campaign.area.code)


def judges_duty(user: User, duty: AnnualDuty) -> bool | No:
    """The street office; never an officer who belongs to the organization."""
    return decides_on(user, duty.organization)


def telephones(user: User, duty: AnnualDuty) -> bool | No:
    """Whoever judges it, while a report or its rectification is owed."""
    may = judges_duty(user, duty)
    if may and duty.status == Status.DECIDED and not duty.to_rectify:
        return No(_("Nothing is owed any more: there is nothing to telephone about."))
    return may


def by_itself(user: User | None, duty: AnnualDuty) -> bool:
    """Follows from an act on a matter or from the clock, which have asked who may."""
    return True


def usual_due_day(year: int, *, area: str, on: date) -> date:
    """By when the reports about `year` are to be in: the rule's day of the next year (L1 art. 28, L2 art. 23).

    A last day that is no working day moves to the next one.
    """
    day = rule("annual-report-due", area=area, on=on)
    return next_workday(date(year + 1, day["month"], day["day"]))


def proposed(*, area: str, on: date) -> tuple[int, date]:
    """The year a new campaign of the street is likely about, and a last day that can still be kept.

    The latest that is over and about which nobody asked yet; last year where there is none.
    """
    asked = set(AnnualCampaign.objects.filter(area__code=area).values_list("year", flat=True))
    year = next((year for year in range(on.year - 1, FIRST_YEAR - 1, -1) if year not in asked), on.year - 1)
    day = usual_due_day(year, area=area, on=on)
    return year, day if day >= on else latecomers_day(on=on)


def latecomers_day(*, on: date) -> date:
    """The first day that leaves time enough to whoever is asked today."""
    return next_workday(on + timedelta(days=LATECOMERS_DAYS))


def types_asked(*, area: str, on: date) -> dict[str, str]:
    """Organization type -> HERE or ELSEWHERE; a type that is not named owes no annual report to anybody."""
    return dict(rule("annual-report-types", area=area, on=on))


def founded_by(year: int, *, area: str, on: date) -> date:
    """Who was founded later is exempt from the report about `year` (C3 art. 3: not yet six months at 31 December)."""
    day = rule("annual-report-founded-by", area=area, on=on)
    return date(year, day["month"], day["day"])


def exemption_of(organization: Organization, *, where: str, cut_off: date) -> str:
    """Why this organization owes no report, as a code; empty: it does. `where`: of its type, see `types_asked`."""
    if where == ELSEWHERE:
        return Exemption.ELSEWHERE
    if organization.founded_on and organization.founded_on > cut_off:
        return Exemption.FOUNDED_LATE
    return ""


def correct_by(duty: AnnualDuty, *, on: date) -> date:
    """By when a report, or the rectification after it, sent back on that day is to come in again.

    Never before the day it was due anyway.
    """
    workdays = rule("annual-correct-workdays", area=duty.area.code, on=on)
    return max(duty.rectify_by or duty.due_on, add_workdays(on, workdays))


def rectify_by(decided_on: date, *, area: str) -> date:
    """The last day of the rectification: so many months after the decision (C3 art. 7 and 9).

    Month ends stay month ends; a last day that is no working day moves to the next one.
    """
    return after(decided_on, rule("annual-rectify-months", area=area, on=decided_on), Unit.MONTHS)


def faults_of_campaign(campaign: AnnualCampaign, *, today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong, as far as the campaign is filled in."""
    faults: dict[str, list[str]] = {}
    if campaign.year is not None and not FIRST_YEAR <= campaign.year <= today.year:
        faults["year"] = [_("A report is about a year that has begun, not earlier than 2000.")]
    if campaign.due_on and campaign.due_on < today:
        faults["due_on"] = [_("This day is over already.")]
    return faults


def running_year(year: int, *, today: date) -> str:
    """What to say of a campaign about a year that is not over yet: allowed, and seldom meant. Empty: it is over."""
    if year < today.year:
        return ""
    return _("%(year)s is not over yet: what is reported now is not the whole year's. Reports are usually asked for "
             "from January of the next year on.") % {"year": year}


@dataclass(frozen=True)
class AnnualStanding:
    """How an organization stands with its annual reports on a day; the words of `state` for people: `words`."""

    year: int
    due_on: date
    state: str  # exempt, on_time, late (handed in after its day), overdue (not handed in), owed (its day is to come)
    outcome: str = ""  # a code of AnnualDuty.Outcome once it is decided
    rectify_by: date | None = None  # the day of its correction once the rectification was sent back
    rectified: bool = False
    fault: str = ""  # a code of AnnualFault, or empty: nothing is held against it

    @property
    def words(self) -> str:
        """The fault as people read it, with its year; empty where there is none."""
        return annual_words(self.fault, self.year)

    @property
    def in_order(self) -> bool:
        """Handed in on time or exempt, not failed, nothing left to rectify too late: what a catalogue asks for."""
        return not self.fault and self.state != "late"


def annual_words(fault: str, year: int | None = None) -> str:
    """A fault's code as words, with the year it is of; empty for none."""
    if not fault:
        return ""
    label = str(AnnualFault(fault).label)
    return _("%(fault)s (%(year)s)") % {"fault": label, "year": year} if year else label


def annual_standing(organization: Organization, *, on: date) -> AnnualStanding | None:
    """How the organization stands with its annual reports on that day; None: it was asked for none yet.

    One query. It is read from the year whose fault stands (`speaks`); without one from the latest whose day is over or
    whose report came in by then. What is true of many at once says `models.annual_fault` within their query.
    """
    years = AnnualDuty.objects.filter(counts(on), organization=organization.pk).select_related("campaign").order_by(
        "-campaign__year").annotate(speaks=speaks(on))
    duties = list(years)
    told = next((duty for duty in duties if duty.speaks), None)
    duty = told if told and fault_of(told, on=on) else next(iter(duties), None)
    return standing_of(duty, on=on) if duty else None


def standing_of(duty: AnnualDuty, *, on: date) -> AnnualStanding:
    """The same of one duty, loaded with its campaign."""
    return AnnualStanding(
        duty.campaign.year, duty.due_on, state_of(duty, on=on), duty.outcome, duty.rectify_day,
        duty.rectified_on is not None, fault_of(duty, on=on))


def state_of(duty: AnnualDuty, *, on: date) -> str:
    if duty.status == Status.EXEMPT:
        return "exempt"
    if duty.status in AnnualDuty.OWING:
        return "overdue" if duty.day < on else "owed"
    assert duty.handed_in_on is not None  # held by the table
    return "late" if duty.handed_in_on > duty.due_on else "on_time"


def fault_of(duty: AnnualDuty, *, on: date) -> str:
    """What is held against the organization, as a code; says the same as `models.annual_fault`."""
    if duty.status in AnnualDuty.OWING and duty.day < on:
        return AnnualFault.OVERDUE
    if duty.rectify_day and duty.rectify_day < on and duty.rectify_handed_in_on is None:
        return AnnualFault.UNRECTIFIED
    return AnnualFault.UNQUALIFIED if duty.outcome == Outcome.UNQUALIFIED and duty.rectified_on is None else ""


def effect(*, area: str, on: date) -> str:
    """What a fault does when a contractor is chosen: NONE, WARN or BAR; a value nobody knows counts as WARN."""
    return known_effect(rule(EFFECT, area=area, on=on))


def known_effect(value: Any) -> str:
    """The rule's value as one of the three; `organization.annual_effect` out of `with_annual` is such a value."""
    return value if value in (NONE, WARN, BAR) else WARN
