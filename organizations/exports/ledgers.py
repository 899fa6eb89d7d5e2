"""The ledger in clean form: what the importer takes, one row an organization."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from incubator.accounts.models import Disclosure
from incubator.documents.workbooks import Sheet, workbook
from organizations.importing.columns import (
    HEADERS,
    LEDGER,
    LISTED,
    STATUS_WORDS,
    TIER_WORDS,
    Column,
    category_word,
    type_word,
)
from organizations.models import NUMBERS, Organization
from organizations.models.organizations import OrganizationQuerySet

TITLE = "社会组织台账"
FILE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELLS = {
    "org_type": lambda o: type_word(o.org_type),
    "category": lambda o: category_word(o.category),
    "area": lambda o: o.area.name,
    "has_charter": lambda o: "有" if o.has_charter else "无",
    "has_party_branch": lambda o: "是" if o.has_party_branch else "否",
    "is_hub": lambda o: "是" if o.is_hub else "否",
    "identity_no": lambda o: str(o.identity_no or ""),
    "phone": lambda o: str(o.phone or ""),
    "tier": lambda o: TIER_WORDS[o.tier],
    "status": lambda o: STATUS_WORDS[o.status],
}


@dataclass(frozen=True)
class Reveal:
    """Who asked to see the numbers whole, and why: each one shown leaves a row."""

    by: Any  # None: the command line
    reason: str


def ledger(
    organizations: OrganizationQuerySet, *, reveal: Reveal | None = None, columns: tuple[Column, ...] = LEDGER
) -> bytes:
    """The organizations as the office keeps its ledger; masked numbers mean «leave as it is» to the importer."""
    found = _found(organizations)
    if reveal:
        Disclosure.objects.bulk_create(_disclosures(found, reveal), batch_size=500)
    return workbook([Sheet(TITLE, header(columns), _rows(found, columns, whole=reveal is not None))])


def header(columns: tuple[Column, ...] = LISTED) -> list[str]:
    return [HEADERS[column.field] for column in columns]


def rows(organizations: OrganizationQuerySet) -> list[list[Any]]:
    """The list of the screen for the printed page, numbers masked."""
    return _rows(_found(organizations), LISTED, whole=False)


def _found(organizations: OrganizationQuerySet) -> list[Organization]:
    """In the order of the list on the screen."""
    return list(organizations.select_related("area").order_by("pk"))


def _rows(found: list[Organization], columns: tuple[Column, ...], *, whole: bool) -> list[list[Any]]:
    return [_row(n, organization, columns, whole=whole) for n, organization in enumerate(found, start=1)]


def _row(number: int, organization: Organization, columns: tuple[Column, ...], *, whole: bool) -> list[Any]:
    cells: list[Any] = []
    for column in columns:
        name = column.field
        if name == "sequence":
            cells.append(number)
        elif whole and name in NUMBERS:
            cells.append(getattr(organization, name).reveal())
        else:
            cells.append(CELLS[name](organization) if name in CELLS else getattr(organization, name))
    return cells


def _disclosures(organizations: Iterable[Organization], reveal: Reveal) -> list[Disclosure]:
    return [
        Disclosure(by=reveal.by, by_name=str(reveal.by or "export_ledger"), field=name, reason=reveal.reason,
                   subject=f"organizations.organization {organization.pk} {organization.name}"[:200])
        for organization in organizations for name in NUMBERS if getattr(organization, name)
    ]
