"""The growth table of an organization by year: its columns, its figures, how they are printed and drawn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.accounts.models import User
from incubator.money import yuan
from incubator.shares import decimals
from organizations.models import AnnualDuty, CatalogueEntry, Organization
from organizations.reports.sections import STOREYS

COUNTED = ("member_count", "party_member_count")


@dataclass(frozen=True)
class GrowthYear:
    """One year of an organization. Money in fen, scores in hundredths; None where nothing is known.

    `members` and `party_members` are those of the last day of the year (of today in the running one), as far as the
    history of the register tells. The names of the fields are the keys that storeys above answer with.
    """

    year: int
    members: int | None = None
    party_members: int | None = None
    projects_begun: int = 0
    amount_fen: int = 0  # of the projects begun
    paid_fen: int = 0  # instalments paid in the year
    score: int | None = None  # of the organization's last published review
    project_score: int | None = None  # mean of its projects' published reviews
    honours: int = 0
    visits: int = 0
    annual: str = ""  # the conclusion on its annual report about the year, a code of AnnualDuty.Outcome
    catalogue: str = ""  # how its entry in the year's catalogue stands once it was listed, of CatalogueEntry.Status


# (field, what it is called, how it is printed)
COLUMNS: tuple[tuple[str, Any, str], ...] = (
    ("year", _("Year"), "plain"), ("members", _("Members"), "count"), ("party_members", _("Party members"), "count"),
    ("projects_begun", _("Projects begun"), "count"), ("amount_fen", _("Their amount (yuan)"), "money"),
    ("paid_fen", _("Paid in the year (yuan)"), "money"), ("score", _("Score of the organization"), "score"),
    ("project_score", _("Mean score of its projects"), "score"), ("honours", _("Honours"), "count"),
    ("visits", _("Visits"), "count"), ("annual", _("Annual report"), "annual"),
    ("catalogue", pgettext_lazy("growth file", "Catalogue"), "catalogue"),
)
IN_WORDS: dict[str, dict[str, Any]] = {  # how a column is printed -> code -> words
    "annual": dict(AnnualDuty.Outcome.choices), "catalogue": dict(CatalogueEntry.Status.choices)}


def cell(value: Any, how: str) -> str:
    """A figure or a code as it is printed; a dash where nothing is known."""
    if value is None or value == "":
        return "—"
    if how in IN_WORDS:
        return str(IN_WORDS[how][value])
    return {"money": yuan, "score": decimals}.get(how, str)(value)


def growth_years(
    organization: Organization, *, user: User, today: date, visits: Iterable[date], honours: Iterable[date],
    words: Mapping[int, Mapping[str, str]],
) -> list[GrowthYear]:
    """From the first year of which anything is known to this one, without gaps."""
    figures: dict[int, dict[str, Any]] = {year: dict(told) for year, told in words.items()}
    for name, days in (("visits", visits), ("honours", honours)):
        for day in days:
            year = figures.setdefault(day.year, {})
            year[name] = year.get(name, 0) + 1
    for storey in STOREYS:
        for number, found in storey.years(organization, user).items():
            figures.setdefault(number, {}).update(found)
    sizes = _sizes(organization, today=today)
    first = min([*figures, *sizes, today.year])
    return [GrowthYear(number, **(sizes.get(number, {}) | figures.get(number, {})))
            for number in range(first, max([*figures, today.year]) + 1)]


def _sizes(organization: Organization, *, today: date) -> dict[int, dict[str, int | None]]:
    """Year -> members and party members on its last day, from the first year the history of the register reaches.

    Between two changes nothing changed. A change tells both sides, so what stood before the first one is known back to
    the first row of the history, whatever that row tells; before it nobody knows.
    """
    changes = list(organization.changes.order_by("pk").values_list("at", "fields"))
    first = localdate(changes[0][0]).year if changes else today.year
    found: dict[int, dict[str, int | None]] = {}
    for name, column in zip(COUNTED, ("members", "party_members"), strict=True):
        told = [(localdate(at).year, *fields[name]) for at, fields in changes if name in fields]
        held = _number(told[0][1]) if told else getattr(organization, name)
        for year in range(first, today.year + 1):
            held = next((_number(after) for of, _before, after in reversed(told) if of == year), held)
            found.setdefault(year, {})[column] = held
    return found


def _number(told: str) -> int | None:
    return int(told) if told.isdecimal() else None


def chart_data(years: Sequence[GrowthYear]) -> list[dict[str, Any]]:
    """What both the script and the still pictures draw: the figures of the table, a chart for each unit.

    All over the same years, so that they can be read beside each other; a chart without any figure is left out.
    """
    charted = {"amount_fen", "paid_fen", "score", "project_score", "members", "party_members"}
    known = [number for number, year in enumerate(years) if any(getattr(year, name) for name in charted)]
    span = years[known[0]:known[-1] + 1] if known else []
    names = {name: str(label) for name, label, _how in COLUMNS}

    def chart(key: str, title: Any, columns: Sequence[str], parts: int = 1) -> dict[str, Any]:
        return {"key": key, "title": str(title), "labels": [str(year.year) for year in span], "series": [
            {"name": names[name], "values": [_part(getattr(year, name), parts) for year in span]} for name in columns]}

    drawn = [
        chart("money", _("Projects and payments (yuan)"), ("amount_fen", "paid_fen"), 100),
        chart("scores", _("Scores"), ("score", "project_score"), 100),
        chart("members", _("Members and party members"), ("members", "party_members")),
    ]
    return [one for one in drawn if any(any(part["values"]) for part in one["series"])]


def _part(figure: int | None, parts: int) -> float | None:
    return figure if figure is None or parts == 1 else figure / parts
