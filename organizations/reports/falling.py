"""Organizations on the list or under publicity that something speaks against by now, and what: register, lists,
annual report, a poor grade.

Nobody is taken out by the clock: the office is told. Which of the last two count is the street's rule
`catalogue-conditions`; who left the register or stands on a list is out of the catalogue in force in any case.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from incubator.rulebook.models import Rule, in_force
from organizations.models import AnnualDuty, AnnualFault, CatalogueEntry, CatalogueRound, CreditRecord, Organization
from organizations.models.annual import annual_fault, speaks
from organizations.rules.annual import annual_words
from organizations.rules.conditions import CONDITIONS, FACTS, GRADES, POORLY_JUDGED, weights_of

FALLEN, WEIGHTS = "fallen", "weights"  # what a row of the union is
BETWEEN = "|"
SINCE = Coalesce("round__listed_on", "round__publicised_on")


@dataclass(frozen=True)
class Fallen:
    """One entry, and in words what speaks against it."""

    pk: int
    name: str
    since: date
    words: str


def watched(entries: QuerySet[CatalogueEntry], *, on: date) -> QuerySet[CatalogueEntry]:
    """Those on the list, and those under publicity to come on it."""
    coming = entries.filter(
        status=CatalogueEntry.Status.PUBLICISED, round__status=CatalogueRound.Status.PUBLICISED)
    return entries.on_list(on=on) | coming  # type: ignore[attr-defined]


def parts(entries: QuerySet[CatalogueEntry], *, on: date) -> list[QuerySet]:
    """For a union with other rows: the entries with a fact of this storey, and the rules that say which of them count.

    The title is register | list | fault of the annual report | its year, as codes; the place the area's code.
    """
    listed = CreditRecord.objects.listed().filter(organization=OuterRef("organization"))
    latest = AnnualDuty.objects.filter(speaks(on), organization=OuterRef("organization")).order_by("-campaign__year")
    told = watched(entries, on=on).annotate(
        on_list=_word(listed.order_by("-kind").values("kind")[:1]),
        report=Coalesce(annual_fault(on=on, of="organization"), Value(""), output_field=CharField()),
        report_year=_word(latest.values("campaign__year")[:1]),
    ).filter(~Q(organization__status=Organization.Status.ACTIVE) | ~Q(on_list="") | ~Q(report=""))
    between = Value(BETWEEN)
    codes = Concat("organization__status", between, "on_list", between, "report", between, "report_year",
                   output_field=CharField())
    nothing = Value(0, output_field=IntegerField())
    rules = in_force(CONDITIONS, on=on)
    return [
        told.order_by().values_list(
            Value(FALLEN, CharField()), "pk", "organization__name", codes, SINCE,
            "organization__area__code", nothing),
        rules.order_by().values_list(
            Value(WEIGHTS, CharField()), "pk", "area_code", Cast("value", CharField()), "effective_from", "area_code",
            nothing),
    ]


def _word(asked: QuerySet) -> Any:
    return Coalesce(Cast(Subquery(asked), CharField()), Value(""), output_field=CharField())


def fallen(rows: Iterable[tuple], entries: QuerySet[CatalogueEntry], *, on: date) -> list[Fallen]:
    """What the rows of `parts` say, once an entry; poor grades are asked for only where a street lets them count."""
    rows = list(rows)
    rules = [Rule(area_code=place, value=json.loads(value), effective_from=start, key=CONDITIONS)
             for of, _pk, place, value, start, *_more in rows if of == WEIGHTS]
    found: dict[int, Fallen] = {}
    for of, pk, name, codes, since, place, _count in rows:
        if of == FALLEN and (words := _words(codes, weights_of(rules, area=place, on=on))):
            found[pk] = Fallen(pk, name, since, "、".join(words))
    if any(rule.value.get("performance", {}).get("weight", "off") != "off" for rule in rules):
        for one in _poor(entries, rules, on=on):
            known = found.get(one.pk)
            found[one.pk] = Fallen(one.pk, one.name, one.since, f"{known.words}、{one.words}") if known else one
    return list(found.values())


def against(entry: CatalogueEntry, *, on: date) -> str:
    """The same of one entry; empty where nothing speaks against it, or it is neither listed nor under publicity."""
    alone = CatalogueEntry.objects.filter(pk=entry.pk)
    told, rules = parts(alone, on=on)
    return next((one.words for one in fallen(told.union(rules, all=True), alone, on=on)), "")


def _words(codes: str, weights: Mapping[str, Any]) -> list[str]:
    status, kind, fault, year = codes.split(BETWEEN)
    words = [] if status == Organization.Status.ACTIVE else [str(Organization.Status(status).label)]
    if kind:
        words.append(str(CreditRecord.Kind(kind).label))
    if fault in AnnualFault.values and weights["annual_report"]["weight"] != "off":
        words.append(annual_words(fault, int(year)))
    return words


def _poor(entries: QuerySet[CatalogueEntry], rules: list[Rule], *, on: date) -> list[Fallen]:
    """Those whose last published result is the worst, in streets where that counts."""
    found = watched(entries, on=on)
    judged: dict[int, dict[str, str]] = {}
    for ask in POORLY_JUDGED:
        judged |= ask(found.values("organization"), on)
    rows = found.filter(organization__in=judged).values_list(
        "pk", "organization", "organization__name", SINCE, "organization__area__code") if judged else []
    return [
        Fallen(pk, name, since, str(FACTS["grade"]) % {**judged[key], "grade": GRADES[judged[key]["grade"]]})
        for pk, key, name, since, place in rows
        if weights_of(rules, area=place, on=on)["performance"]["weight"] != "off"]
