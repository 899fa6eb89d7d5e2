"""The register in figures, community by community: kinds, classes, party coverage, number per 10,000 residents."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from incubator.accounts.models import Area, User, within
from incubator.shares import hundredths, percent
from organizations.models import Organization

COMMUNITY = 12  # digits of a community's code; an organization of a grid counts for the community around it


@dataclass
class Row:
    """One community, or all of them: whole numbers, and the two ratios as they are printed."""

    name: str
    population: int | None = None
    total: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    with_party: int = 0  # organizations that have a party organization
    party_members: int = 0
    members: int = 0

    def add(self, other: "Row") -> None:
        self.total, self.with_party = self.total + other.total, self.with_party + other.with_party
        self.party_members, self.members = self.party_members + other.party_members, self.members + other.members
        self.kinds, self.classes = self.kinds + other.kinds, self.classes + other.classes

    @property
    def coverage(self) -> str | None:
        """Organizations with a party organization, of all: «12.50%»; None where there are none."""
        return percent(self.with_party, self.total) or None

    @property
    def per_ten_thousand(self) -> Decimal | None:
        """Organizations per 10,000 residents, two decimals; None where the population is not known."""
        return Decimal(hundredths(10_000 * self.total, self.population)).scaleb(-2) if self.population else None


@dataclass(frozen=True)
class Table:
    """The same for page and file: the words over the columns, a line for each row, and their sum."""

    header: list[str]
    lines: list[list[Any]]
    total: list[Any]


def as_table(rows: Iterable[Row], whole: Row) -> Table:
    """Kinds and classes nobody has get no column."""
    kinds = [(kind, str(label)) for kind, label in Organization.Type.choices if whole.kinds[kind]]
    classes = [(one, str(label)) for one, label in Organization.Category.choices if whole.classes[one]]

    def line(row: Row) -> list[Any]:
        return [row.name, row.total, *(row.kinds[kind] for kind, _label in kinds),
                *(row.classes[one] for one, _label in classes), row.with_party, row.coverage, row.party_members,
                row.members, row.population, row.per_ten_thousand]

    header = [_("Community"), _("Organizations"), *dict(kinds).values(), *dict(classes).values(),
              _("With a party organization"), _("Party coverage"), _("Party members"), _("Members"), _("Population"),
              _("Organizations per 10,000 residents")]
    return Table(header, [line(row) for row in rows], line(whole))


def statistics(user: User, *, tier: str = "") -> tuple[list[Row], Row]:
    """The communities this officer reads, in the order of their codes, and their sum; organizations on record only.

    `tier` narrows to one. Two queries, however large the register. What belongs to the street itself, not to a
    community, stands last.
    """
    areas = Area.objects.visible_to(user).filter(level=Area.Level.COMMUNITY).order_by("code")
    rows = {code: Row(name, population) for code, name, population in areas.values_list("code", "name", "population")}
    for code, counted in _counted(user, tier):
        rows.setdefault(code[:COMMUNITY], Row(_("Street itself"))).add(counted)
    whole = Row(_("Total"), _population(row for code, row in rows.items() if len(code) == COMMUNITY))
    for row in rows.values():
        whole.add(row)
    return list(rows.values()), whole


def _counted(user: User, tier: str) -> Iterable[tuple[str, Row]]:
    known = Organization.objects.on_record()
    grouped = (
        (known.of_tier(tier) if tier else known).filter(within("area__code", user.reading_codes)).order_by()
        .values_list("area__code", "org_type", "category", "has_party_branch")
        .annotate(n=Count("pk"), party=Sum("party_member_count"), people=Sum("member_count"))
    )
    for code, kind, one, has_branch, n, party, people in grouped:
        yield code, Row("", total=n, kinds=Counter({kind: n}), classes=Counter({one: n}),
                        with_party=n if has_branch else 0, party_members=party or 0, members=people or 0)


def _population(communities: Iterable[Row]) -> int | None:
    """The sum, or None while one community's is not known: a part of the residents would flatter the ratio.

    A community with neither figure nor organizations is left out; the street itself has no residents beside theirs.
    """
    known = [row.population for row in communities if row.population is not None or row.total]
    return sum(filter(None, known)) if known and None not in known else None
