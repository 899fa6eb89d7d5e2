"""Organizations as rows: the register's list, and the facts of one organization as people read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import pgettext

from incubator.values import in_words
from organizations.importing.columns import HEADERS
from organizations.importing.comparing import Outcome
from organizations.models import NUMBERS, Membership, Organization, kinds_of_credit
from organizations.reports.credit import Mark, marks


@dataclass(frozen=True)
class OrganizationRow:
    name: str
    href: str
    kind: str
    number: str  # of its filing
    tier: str
    category: str
    community: str
    head: str
    phone: str
    members: str
    status: str
    status_label: str
    credit: tuple[Mark, ...]
    reason: str = ""  # it was found, where the rest does not say so

    def get_status_display(self) -> str:
        return self.status_label


def organization_rows(
    organizations: Sequence[Organization], *, on: date, reasons: Mapping[int, str] | None = None
) -> list[OrganizationRow]:
    """The organizations of a page (area joined) as lines of the register, each with what its credit records say and
    why it was found (`reports/finding.py`)."""
    credit = kinds_of_credit(organizations, on=on)
    prefix = reverse("organizations:organization", args=[0]).removesuffix("0/")
    types, classes = dict(Organization.Type.choices), dict(Organization.Category.choices)
    statuses, tiers = dict(Organization.Status.choices), dict(Organization.Tier.choices)
    return [
        OrganizationRow(
            name=o.name, href=f"{prefix}{o.pk}/", kind=str(types[o.org_type]),
            number=o.filing_no, tier=str(tiers[o.tier]), category=str(classes[o.category]),
            community=o.area.name, head=o.responsible_person, phone=str(o.phone or ""),
            members="" if o.member_count is None else str(o.member_count),
            status=o.status, status_label=str(statuses[o.status]), credit=marks(credit.get(o.pk, ())),
            reason=(reasons or {}).get(o.pk, ""),
        )
        for o in organizations
    ]


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    reveal_href: str = ""


FACTS = (
    "org_type", "uscc", "registration_no", "filing_no", "category", "area", "founded_on", "responsible_person",
    "identity_no", "phone", "member_count", "party_member_count", "has_party_branch", "has_charter", "venue", "is_hub",
    "purpose", "remark",
)


def facts(organization: Organization, *, reveals: bool) -> list[Fact]:
    """What the register says; numbers masked, with the way to see them whole where the reader has the right."""
    found = []
    for name in FACTS:
        value = getattr(organization, name)
        href = ""
        if name in NUMBERS and value and reveals:
            href = reverse("accounts:reveal", args=["organizations.organization", organization.pk, name])
        words = _charter(value) if name == "has_charter" else in_words(_field(name), value)
        found.append(Fact(_label(name), words, href))
    return found


def _charter(there: bool) -> str:
    return pgettext("charter", "On file") if there else pgettext("charter", "None")


def _label(name: str) -> str:
    return str(_field(name).verbose_name)


def _field(name: str) -> Any:
    return Organization._meta.get_field(name)


@dataclass(frozen=True)
class Person:
    name: str
    right: str
    since: str


def people(organization: Organization) -> list[Person]:
    """Who acts for the organization on the portal."""
    memberships = organization.memberships.filter(ended_at=None).select_related("user").order_by("pk")
    rights = dict(Membership.Right.choices)
    return [Person(str(m.user), str(rights[m.right]), localdate(m.joined_at).isoformat()) for m in memberships]


@dataclass(frozen=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class PlanRow:
    """What bringing a ledger in does to one organization."""

    row: int
    name: str
    kind: str
    community: str
    differences: tuple[Difference, ...] = ()


def plan_rows(outcome: Outcome, verb: str) -> list[PlanRow]:
    """The organizations that would be `created`, `updated` or stay `unchanged`; numbers masked."""
    rows = []
    for plan in outcome.of(verb):
        values, known = plan.entry.values, plan.organization
        rows.append(PlanRow(
            plan.entry.row, values.get("name", ""), in_words(_field("org_type"), values.get("org_type")),
            str(values.get("area", "")), tuple(
                Difference(HEADERS[name], in_words(_field(name), getattr(known, name)), plan.entry.shown.get(name, ""))
                for name in plan.differing),
        ))
    return rows


@dataclass(frozen=True)
class UnlistedRow:
    """An organization on the register of the area that the ledger does not name."""

    pk: int
    name: str
    kind: str
    community: str


def unlisted_rows(outcome: Outcome) -> list[UnlistedRow]:
    """None while the ledger has faults: what a faulty row means is not known yet."""
    return [] if outcome.faults else [
        UnlistedRow(one.pk, one.name, one.get_org_type_display(), one.area.name) for one in outcome.unlisted]
