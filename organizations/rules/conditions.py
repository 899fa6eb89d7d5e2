"""The conditions of the catalogue, checked one by one with the fact beside each; pure reading, nothing is written.

Which conditions count, how much, and after which source is a rule of the street (`catalogue-conditions`). What is
found is kept as codes with their values, so that the same finding can be read in any language later.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum.cn import uscc

from incubator.rulebook.models import Rule, in_force, nearest, rule
from incubator.workdays import add_months
from organizations.models import AnnualFault, CreditRecord, OfficeHolder, Organization
from organizations.rules.annual import annual_standing
from organizations.rules.people import heads_beside_register

CONDITIONS = "catalogue-conditions"  # the rule: condition -> what it weighs, and its source
MET, UNMET, OPEN = "met", "unmet", "open"  # open: to be judged by the office
HARD, SOFT, OFF = "hard", "soft", "off"  # what a condition weighs
HEADS = (OfficeHolder.Role.RESPONSIBLE_PERSON, OfficeHolder.Role.LEGAL_REPRESENTATIVE)

LABELS: dict[str, Any] = {
    "liability": _("Independent civil liability"),  # 独立承担民事责任
    "governance": _("Charter and governance"),  # 章程与治理
    "venue": _("Fixed office"),  # 固定办公场所
    "staff": _("Full-time staff"),  # 专职工作人员
    "taxes": _("Taxes and social security"),  # 依法纳税和缴纳社会保障资金
    "annual_report": _("Annual report"),  # 年报（年检）
    "lists": _("On neither list of civil affairs"),  # 未列入活动异常名录、严重违法失信名单
    "faults": _("No breach on record"),  # 无重大违法记录
    "performance": _("Past performance"),  # 以往绩效
}
STATES: dict[str, Any] = {MET: _("met"), UNMET: _("not met"), OPEN: _("for the office to judge")}
GRADES = {
    "excellent": pgettext_lazy("grade", "Excellent"), "good": pgettext_lazy("grade", "Good"),
    "fair": pgettext_lazy("grade", "Fair"), "poor": pgettext_lazy("grade", "Poor")}
FACTS: dict[str, Any] = {
    "no_legal_person": _("It is %(type)s, no legal person."),
    "not_standing": _("It stands in the register as «%(status)s»."),
    "code_wrong": _("Its unified social credit code is missing or wrong."),
    "legal_person": _("%(type)s, unified social credit code %(uscc)s."),
    "no_charter": _("The register holds no charter of it."),
    "no_heads": _("No responsible person or legal representative is entered as in office."),
    "term_over": _("The term of %(name)s ran out on %(day)s."),
    "other_head": _("The list of people names %(name)s as responsible person, the register %(register)s."),
    "in_office": _("Charter on record; %(count)s people in office."),
    "no_venue": _("The register holds no venue of it."),
    "venue": _("The register says: %(venue)s."),
    "not_told": _("The organization tells it in its application."),
    "staff": _("%(count)s people full time, at least %(least)s are asked for."),
    "taxes_paid": _("The organization declares that it pays in full; the proof is with the application."),
    "taxes_none": _("The organization declares that none are due."),
    "taxes_gaps": _("The organization declares gaps in its payments."),
    "no_report_kept": _("No annual report is kept here: look it up with the registrar."),
    "report_fault": _("Annual report %(year)s: %(fault)s."),
    "report_late": _("Annual report %(year)s: handed in after its day, %(day)s."),
    "report_in_order": _("Annual report %(year)s: in order."),
    "on_list": _("%(kind)s since %(day)s: %(title)s."),
    "unlisted": _("On neither list."),
    "fault": _("Since %(day)s: %(title)s (counts for %(years)s years)."),
    "declares_breach": _("The organization itself declares a breach within %(years)s years."),
    "no_fault": _("Nothing on record within %(years)s years."),
    "not_judged": _("No result is published here."),
    "grade": _("Graded «%(grade)s» on the review day «%(review)s»."),
}


@dataclass(frozen=True)
class Finding:
    """One condition, what it weighs and after which source, how it stands, and the fact found."""

    condition: str
    weight: str
    source: str
    state: str
    fact: str
    values: dict[str, Any] = field(default_factory=dict)
    judged_by: str = ""  # the officer who found it met, where that was for the office to judge

    @property
    def label(self) -> Any:
        return LABELS[self.condition]

    @property
    def state_label(self) -> Any:
        return STATES[self.state]

    @property
    def words(self) -> str:
        """The fact in the reader's language; codes among its values in words."""
        words = {
            "type": dict(Organization.Type.choices), "status": dict(Organization.Status.choices),
            "kind": dict(CreditRecord.Kind.choices), "grade": GRADES,
            "fault": dict(AnnualFault.choices)}
        told = {name: str(words[name].get(value, value)) if name in words else value
                for name, value in self.values.items()}
        return str(FACTS[self.fact]) % told

    @property
    def bars(self) -> bool:
        return self.state == UNMET and self.weight == HARD

    @property
    def needs_reason(self) -> bool:
        return self.state == UNMET and self.weight == SOFT


Found = tuple[str, str, dict[str, Any]]  # state, fact, values


@dataclass(frozen=True)
class Look:
    """One organization on one day, with what it answered in its application; each table is asked once."""

    organization: Organization
    on: date
    answers: Mapping[str, Any]

    def rule(self, key: str) -> Any:
        return rule(key, area=self.organization.area.code, on=self.on)

    @cached_property
    def records(self) -> list[CreditRecord]:
        return list(self.organization.credit_records.filter(
            status=CreditRecord.Status.STANDING, started_on__lte=self.on).order_by("-started_on", "-pk"))


def liability(look: Look) -> Found:
    organization = look.organization
    if not organization.is_registered:
        return UNMET, "no_legal_person", {"type": organization.org_type}
    if organization.status != Organization.Status.ACTIVE:
        return UNMET, "not_standing", {"status": organization.status}
    if not uscc.is_valid(organization.uscc):
        return UNMET, "code_wrong", {}
    return MET, "legal_person", {"type": organization.org_type, "uscc": organization.uscc}


def governance(look: Look) -> Found:
    if not look.organization.has_charter:
        return UNMET, "no_charter", {}
    serving = list(look.organization.holders.filter(status=OfficeHolder.Status.SERVING).order_by("term_ends_on", "pk"))
    if not any(holder.role in HEADS for holder in serving):
        return UNMET, "no_heads", {}
    for holder in serving:
        if holder.term_ends_on and holder.term_ends_on < look.on:
            return UNMET, "term_over", {"name": holder.name, "day": holder.term_ends_on.isoformat()}
    if others := heads_beside_register(look.organization, serving):
        return OPEN, "other_head", {"name": "、".join(others), "register": look.organization.responsible_person}
    return MET, "in_office", {"count": len(serving)}


def venue(look: Look) -> Found:
    place = look.organization.venue.strip()
    return (MET, "venue", {"venue": place}) if place else (UNMET, "no_venue", {})


def staff(look: Look) -> Found:
    count = look.answers.get("staff_count")
    if count in (None, ""):
        return OPEN, "not_told", {}
    least = look.rule("catalogue-min-staff")
    return MET if int(count) >= least else UNMET, "staff", {"count": int(count), "least": least}


def taxes(look: Look) -> Found:
    told = look.answers.get("taxes", "")
    if told == "gaps":
        return UNMET, "taxes_gaps", {}
    return OPEN, {"paid": "taxes_paid", "none": "taxes_none"}.get(told, "not_told"), {}


def annual_report(look: Look) -> Found:
    """Handed in on time, not failed, nothing left to rectify; where none was asked for here, the registrar knows."""
    standing = annual_standing(look.organization, on=look.on)
    if standing is None or standing.state == "exempt":
        return OPEN, "no_report_kept", {}
    if standing.in_order:
        return MET, "report_in_order", {"year": standing.year}
    if standing.fault:
        return UNMET, "report_fault", {"year": standing.year, "fault": standing.fault}
    return UNMET, "report_late", {"year": standing.year, "day": standing.due_on.isoformat()}


def lists(look: Look) -> Found:
    for record in look.records:
        if record.is_listing:
            return UNMET, "on_list", {
                "kind": record.kind, "day": record.started_on.isoformat(), "title": record.title}
    return MET, "unlisted", {}


def faults(look: Look) -> Found:
    """A fault counts so many years from its day, also when it has run out by now (政府采购法第二十二条: three)."""
    years = look.rule("catalogue-fault-years")
    since = add_months(look.on, -12 * years)
    for record in look.records:
        if record.kind == CreditRecord.Kind.FAULT and record.started_on > since:
            return UNMET, "fault", {"day": record.started_on.isoformat(), "title": record.title, "years": years}
    if look.answers.get("no_breach") == "no":
        return UNMET, "declares_breach", {"years": years}
    return MET, "no_fault", {"years": years}


# What the storeys above know of an organization's past work: (state, fact, values), or nothing.
PERFORMANCE: list[Callable[[Organization, date], Found | None]] = []


# The same of many: of these organizations those whose last result is the worst -> the values of the fact «grade».
POORLY_JUDGED: list[Callable[[Any, date], dict[int, dict[str, str]]]] = []


def performance(look: Look) -> Found:
    return next((found for ask in PERFORMANCE if (found := ask(look.organization, look.on))), (OPEN, "not_judged", {}))


CHECKS: dict[str, Callable[[Look], Found]] = {
    "liability": liability, "governance": governance, "venue": venue, "staff": staff, "taxes": taxes,
    "annual_report": annual_report, "lists": lists, "faults": faults, "performance": performance,
}


def weights_of(rules: list[Rule], *, area: str, on: date) -> dict[str, dict[str, str]]:
    """Condition -> weight and source in an area, out of the rules in force; what the street leaves out, the country
    says."""
    country, here = (nearest(rules, CONDITIONS, area=code, on=on).value for code in ("", area))
    return country | here


def conditions(organization: Organization, *, on: date, answers: Mapping[str, Any] | None = None) -> list[Finding]:
    """Every condition that counts in the organization's street on that day, as it stands.

    `answers` are those of the application, as far as there is one. Where the street's rule leaves a condition out, the
    countrywide one counts.
    """
    weights = weights_of(list(in_force(CONDITIONS, on=on)), area=organization.area.code, on=on)
    look = Look(organization, on, answers or {})
    return [
        Finding(name, weights[name]["weight"], weights[name]["source"], *check(look))
        for name, check in CHECKS.items() if weights[name]["weight"] != OFF
    ]


def kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """As plain JSON, for the entry."""
    return [asdict(finding) for finding in findings]


def as_kept(facts: Iterable[dict[str, Any]]) -> list[Finding]:
    """The findings an entry keeps."""
    return [Finding(**fact) for fact in facts]


def judged(findings: Iterable[Finding], *, met: Collection[str], by: str) -> list[Finding]:
    """The findings, those for the office to judge met where the officer `by` says so: `met` are conditions by name."""
    return [
        replace(one, state=MET, judged_by=by) if one.state == OPEN and one.condition in met else one
        for one in findings]


def left_to_judge(findings: Iterable[Finding]) -> list[str]:
    """What the office has not judged yet, in words."""
    return [str(_("%(what)s is for the office to judge: confirm that it is met.") % {"what": one.label})
            for one in findings if one.state == OPEN]


def reasons_against(findings: Iterable[Finding], *, reasoned: bool) -> list[str]:
    """Why the entry cannot be verified: a hard condition is not met, or a soft one is not and no reason is given."""
    found = []
    for finding in findings:
        words = f"{finding.label}：{finding.words}"
        if finding.bars:
            found.append(words)
        elif finding.needs_reason and not reasoned:
            found.append(str(_("%(words)s Say why it is taken in nevertheless.") % {"words": words}))
    return found
