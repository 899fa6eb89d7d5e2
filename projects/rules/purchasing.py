"""Who may take a purchase and for how long it may run; the reasons against it in words."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from incubator.money import yuan
from incubator.rulebook.models import rule
from incubator.workdays import add_months
from organizations.models import Organization
from projects.models import Project

LONGEST_MONTHS = 36  # 102号 art.24: at most three years
USUAL_MONTHS = 12  # 102号 art.24: normally one

REGISTERED = list(Organization.REGISTERED_TYPES)
FILED = Organization.Type.FILED


def may_take(method: str) -> Q:
    """The organizations that may take a purchase by this method, as a condition on `Organization`.

    Says the same as `bars_for`, which says it of one organization and in words.
    """
    kinds = REGISTERED if method == Project.Method.PROCUREMENT else [*REGISTERED, FILED]
    return Q(status=Organization.Status.ACTIVE, org_type__in=kinds)


def may_host() -> Q:
    """The organizations that may sign and receive the money for a filed contractor."""
    return Q(status=Organization.Status.ACTIVE, org_type__in=REGISTERED)


def bars_for(organization: Organization, *, method: str) -> list[str]:
    """Why this organization may not take a purchase by this method, whatever the amount; empty: it may."""
    reasons = []
    if organization.status == Organization.Status.DRAFT:
        reasons.append(_("It is not on record yet."))
    elif organization.status != Organization.Status.ACTIVE:
        reasons.append(_("It is not in good standing: %(status)s.") % {"status": organization.get_status_display()})
    if organization.org_type == FILED:
        if method == Project.Method.PROCUREMENT:
            reasons.append(_(
                "A filed organization is no legal person and takes no government procurement; a venture grant or a "
                "small direct commission is open to it."))
    elif not organization.is_registered:
        reasons.append(_("An organization of the kind «%(kind)s» takes no purchase: only registered and filed ones do.")
                       % {"kind": organization.get_org_type_display()})
    return reasons


def bars_for_host(host: Organization, contractor: Organization) -> list[str]:
    """Why this organization may not sign and receive the money for the contractor; empty: it may."""
    reasons = []
    if host.status != Organization.Status.ACTIVE:
        reasons.append(_("The host organization is not in good standing."))
    if not host.is_registered:
        reasons.append(_("The host organization must be a registered legal person."))
    if host.pk == contractor.pk:
        reasons.append(_("The host is another organization than the contractor."))
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
    reasons = bars_for(organization, method=method)
    if organization.org_type == FILED and method != Project.Method.PROCUREMENT:
        if host is None:
            reasons.append(_(
                "A filed organization needs a registered host organization that signs and receives the money."))
        if method == Project.Method.DIRECT_COMMISSION and amount_fen is not None:
            limit = direct_commission_limit(organization, on=on)
            if amount_fen > limit:
                reasons.append(_("A direct commission to a filed organization is at most %(limit)s yuan.")
                               % {"limit": yuan(limit)})
    if host is not None:
        if organization.is_registered:
            reasons.append(_("A registered organization signs for itself and has no host."))
        else:
            reasons += bars_for_host(host, organization)
    return reasons


def lasts_too_long(starts_on: date, ends_on: date) -> bool:
    """More than three years."""
    return ends_on >= add_months(starts_on, LONGEST_MONTHS)


def lasts_unusually_long(starts_on: date, ends_on: date) -> bool:
    """More than one year: allowed where content, money and price are steady (102号 art.24)."""
    return ends_on >= add_months(starts_on, USUAL_MONTHS)
