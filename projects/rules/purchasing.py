"""Who may take a purchase and for how long it may run; the reasons against it in words."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from incubator.money import yuan
from incubator.rulebook.models import rule
from incubator.workdays import add_months, today
from organizations.models import CreditRecord, Organization, barred_by_report, listings
from organizations.rules.annual import BAR, annual_standing, annual_words, effect, known_effect
from projects.models import BudgetLine, Instalment, Project, Target

LONGEST_MONTHS = 36  # 102号 art.24: at most three years
USUAL_MONTHS = 12  # 102号 art.24: normally one

REGISTERED = list(Organization.REGISTERED_TYPES)
FILED = Organization.Type.FILED


def open_to_filed(method: str, *, area: str, on: date) -> bool:
    """Whether a filed organization may take a purchase by this method: never by procurement (政府采购法 art.22)."""
    return method != Project.Method.PROCUREMENT and method in rule("filing-methods", area=area, on=on)


def may_take(*, filed_too: bool, on: date) -> Q:
    """The organizations that may take a purchase, as a condition on `Organization`; `filed_too`: see `open_to_filed`.

    Says the same as `bars_for`, which says it of one organization and in words.
    """
    kinds = [*REGISTERED, FILED] if filed_too else REGISTERED
    return Q(status=Organization.Status.ACTIVE, org_type__in=kinds) & _unlisted() & _reported(on)


def may_host(*, on: date) -> Q:
    """The organizations that may sign and receive the money for a filed contractor."""
    return Q(status=Organization.Status.ACTIVE, org_type__in=REGISTERED) & _unlisted() & _reported(on)


def _unlisted() -> Q:
    """On neither list of civil affairs; says the same as `bars_of_lists`."""
    return ~Q(pk__in=CreditRecord.objects.listed().values("organization"))


def _reported(on: date) -> Q:
    """Its annual report bars it not; says the same as `bars_of_reports`."""
    return ~Q(pk__in=barred_by_report(on=_by_now(on)))


def _by_now(on: date) -> date:
    """Whatever day a project starts: nobody has missed a day that is still to come."""
    return min(on, today())


def bars_of_reports(organization: Organization, *, on: date) -> list[str]:
    """Why an organization takes no purchase for the sake of its annual report, where its street's rule says so.

    Asks the database unless the organization came out of `with_annual`.
    """
    if hasattr(organization, "annual_fault"):
        words, does = annual_words(organization.annual_fault), known_effect(organization.annual_effect)  # type: ignore[attr-defined]
    else:
        standing = annual_standing(organization, on=_by_now(on))
        words = standing.words if standing else ""
        does = effect(area=organization.area.code, on=_by_now(on)) if words else ""
    return [_("%(fault)s: it takes no purchase until that is settled.") % {"fault": words}] if (
        words and does == BAR) else []


def bars_of_lists(organization: Organization) -> list[str]:
    """Why an organization on a list takes no purchase and no money for one (domain.md 4.3), a sentence a list."""
    words = {
        CreditRecord.Kind.ABNORMAL: _("It is on the list of abnormal activity and takes no purchase until it is off."),
        CreditRecord.Kind.BLACKLIST: _("It is on the list of serious breaches and takes no purchase until it is off."),
    }
    return [words[CreditRecord.Kind(kind)] for kind in listings(organization)]


def bars_for(organization: Organization, *, filed_too: bool, on: date) -> list[str]:
    """Why this organization may not take the purchase, whatever the amount; empty: it may."""
    reasons = []
    if organization.status == Organization.Status.DRAFT:
        reasons.append(_("It is not on record yet."))
    elif organization.status != Organization.Status.ACTIVE:
        reasons.append(_("It is not in good standing: %(status)s.") % {"status": organization.get_status_display()})
    if organization.org_type == FILED:
        if not filed_too:
            reasons.append(_(
                "A filed organization is no legal person and never takes part in government procurement; it may take a "
                "venture grant or a small direct commission."))
    elif not organization.is_registered:
        reasons.append(_("An organization of the kind «%(kind)s» takes no purchase: only registered and filed ones do.")
                       % {"kind": organization.get_org_type_display()})
    return [*reasons, *bars_of_lists(organization), *bars_of_reports(organization, on=on)]


def bars_for_host(host: Organization, contractor: Organization, *, on: date) -> list[str]:
    """Why this organization may not sign and receive the money for the contractor; empty: it may."""
    reasons = []
    if host.status != Organization.Status.ACTIVE:
        reasons.append(_("The host organization is not in good standing."))
    if not host.is_registered:
        reasons.append(_("The host organization must be a registered legal person."))
    if host.pk == contractor.pk:
        reasons.append(_("The host is another organization than the contractor."))
    held = [*bars_of_lists(host), *bars_of_reports(host, on=on)]
    reasons += [_("The host organization: %(reason)s") % {"reason": reason} for reason in held]
    return reasons


def direct_commission_limit(organization: Organization, *, on: date) -> int:
    """The most a filed organization may take by direct commission, in fen."""
    return int(rule("direct-commission-limit-fen", area=organization.area.code, on=on))


def reasons_against(
    organization: Organization, *, method: str, amount_fen: int | None, host: Organization | None, on: date
) -> list[str]:
    """Every reason why this organization may not take this purchase; empty: it may.

    `amount_fen` None: not known yet. `on`: the day whose rules count.
    """
    return [
        *reasons_against_contractor(organization, method=method, amount_fen=amount_fen, on=on),
        *reasons_against_host(organization, method=method, host=host, on=on)]


def reasons_against_contractor(
    organization: Organization, *, method: str, amount_fen: int | None, on: date
) -> list[str]:
    """As above, of the contractor alone, whoever its host."""
    filed_too = open_to_filed(method, area=organization.area.code, on=on)
    reasons = bars_for(organization, filed_too=filed_too, on=on)
    small_only = organization.org_type == FILED and filed_too and method == Project.Method.DIRECT_COMMISSION
    if small_only and amount_fen is not None:
        limit = direct_commission_limit(organization, on=on)
        if amount_fen > limit:
            reasons.append(_("A direct commission to a filed organization is at most %(limit)s yuan.")
                           % {"limit": yuan(limit)})
    return reasons


def reasons_against_host(organization: Organization, *, method: str, host: Organization | None, on: date) -> list[str]:
    """What is wrong with the host of this contractor, or with its lack."""
    if host is not None:
        if organization.is_registered:
            return [_("A registered organization signs for itself and has no host.")]
        return bars_for_host(host, organization, on=on)
    if organization.org_type == FILED and open_to_filed(method, area=organization.area.code, on=on):
        return [_("A filed organization needs a registered host organization that signs and receives the money.")]
    return []


def lasts_too_long(starts_on: date, ends_on: date) -> bool:
    """More than three years."""
    return ends_on >= add_months(starts_on, LONGEST_MONTHS)


def lasts_unusually_long(starts_on: date, ends_on: date) -> bool:
    """More than one year: allowed where content, money and price are steady (102号 art.24)."""
    return ends_on >= add_months(starts_on, USUAL_MONTHS)


def report_count(project: Project) -> int:
    """How many progress reports the project will have: one a month begun."""
    months = 1
    while add_months(project.starts_on, months) <= project.ends_on:
        months += 1
    return months


def faults_of_instalments(project: Project, instalments: Sequence[Instalment]) -> list[str]:
    """What is wrong with the instalments as a whole, with the amount of each and the report it waits for."""
    faults = []
    if sum(instalment.amount_fen for instalment in instalments) != project.amount_fen:
        faults.append(_("The instalments must sum to the contract amount, %(amount)s yuan.") % {
            "amount": yuan(project.amount_fen)})
    last = report_count(project)
    for number, instalment in enumerate(instalments, start=1):
        if instalment.amount_fen <= 0:
            faults.append(_("Instalment %(number)s: the amount is more than zero.") % {"number": number})
        waits = instalment.trigger == Instalment.Trigger.REPORT_ACCEPTED
        if waits and not 1 <= (instalment.report_number or 0) <= last:
            faults.append(_("Instalment %(number)s: name the report it waits for, 1 to %(last)s.") % {
                "number": number, "last": last})
        if not waits and instalment.report_number is not None:
            faults.append(_("Instalment %(number)s: it waits for no report.") % {"number": number})
    return faults


def faults_of_project(project: Project, *, today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong with a draft, as far as it is filled in."""
    faults: dict[str, list[str]] = {}
    start, end = project.starts_on, project.ends_on
    if start and end and end < start:
        faults["ends_on"] = [_("A project ends after it starts.")]
    elif start and end and lasts_too_long(start, end):
        faults["ends_on"] = [_("A project runs three years at most.")]
    if project.contractor_id and project.method:
        on = start or today
        found = {
            "contractor": reasons_against_contractor(
                project.contractor, method=project.method, amount_fen=project.amount_fen, on=on),
            "host": reasons_against_host(project.contractor, method=project.method, host=project.host, on=on),
        }
        faults |= {field: words for field, words in found.items() if words}
    return faults


def faults_of_plan(
    lines: Sequence[BudgetLine], targets: Sequence[Target], *, amount_fen: int | None
) -> dict[str, list[str]]:
    """What is wrong with `budget_lines` and `targets`.

    A draft may have none yet; lines that are there sum to the amount, once it is known.
    """
    faults: dict[str, list[str]] = {"budget_lines": [], "targets": []}
    total = sum(line.amount_fen for line in lines)
    if lines and amount_fen is not None and total != amount_fen:
        faults["budget_lines"].append(_("The budget lines sum to %(sum)s, the project amount is %(amount)s yuan.") % {
            "sum": yuan(total), "amount": yuan(amount_fen)})
    if any(line.amount_fen <= 0 for line in lines):
        faults["budget_lines"].append(_("Each budget line is more than zero."))
    if any(target.planned <= 0 for target in targets):
        faults["targets"].append(_("Each target is more than zero."))
    for name, keys in (("budget_lines", [x.name for x in lines]), ("targets", [x.indicator for x in targets])):
        if len(set(keys)) < len(keys):
            faults[name].append(_("The same entry stands in two rows."))
    return {name: words for name, words in faults.items() if words}
