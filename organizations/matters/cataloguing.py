"""Entry in the catalogue of qualified organizations (目录申报): asked for by the organization itself, for one year."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from organizations.catalogue.entries import enter, fields_offered, hold_open, round_of, standing
from organizations.matters.asking import Question, answer
from organizations.models import CatalogueEntry, CatalogueRound, Matter, Organization, listed_words
from organizations.rules.catalogue import correct_by

TAXES = (
    ("paid", gettext_lazy("Paid in full")), ("none", gettext_lazy("None due")),
    ("gaps", gettext_lazy("There are gaps")),
)
BREACH = (("yes", gettext_lazy("No breach")), ("no", gettext_lazy("There was one")))
QUESTIONS = (
    Question("fields", gettext_lazy("fields of service"), "several", gettext_lazy(
        "What the organization can be entrusted with; one or more.")),
    Question("staff_count", gettext_lazy("people working full time"), "count"),
    Question("taxes", gettext_lazy("taxes and social security"), "choice", choices=TAXES),
    Question("no_breach", gettext_lazy("breaches of law in the last years"), "choice", gettext_lazy(
        "The organization declares it and answers for it; a fine, an order to stop or a licence withdrawn counts."),
        choices=BREACH),
    Question("experience", gettext_lazy("services rendered so far"), "long", gettext_lazy(
        "For whom, what, and how it was judged."), required=False),
)


def takes_back(matter: Matter) -> None:
    """A step is taken back while the round takes applications. Raises Incomplete."""
    if (round := round_of(matter.organization, matter.year)) is not None:
        hold_open(round)


def waits(matter: Matter) -> list[str]:
    """Nothing goes on in a round that is past its applications."""
    round = round_of(matter.organization, matter.year)
    return [] if round is None or round.status == round.Status.OPEN else [_("The round is past its applications.")]


def years(organization: Organization) -> list[int]:
    """Those of the street's open rounds; on which days they take applications is asked at the hand-in."""
    return list(CatalogueRound.objects.filter(
        area__code=organization.area.street_code, status=CatalogueRound.Status.OPEN,
    ).order_by("year").values_list("year", flat=True))


def choices(matter: Matter) -> Mapping[str, tuple[tuple[str, str], ...]]:
    round = round_of(matter.organization, matter.year)
    return {"fields": tuple((word, word) for word in fields_offered(round))} if round else {}


def papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("catalogue-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """The day, fields that are not in the round's list, and an entry that is there already."""
    round = round_of(matter.organization, matter.year)
    corrects_until = correct_by(matter, round)
    if corrects_until and corrects_until < on:
        return {"standing": [_("The time to correct the application ended on %(day)s.") % {"day": corrects_until}]}
    goes_on = round is not None and round.status == round.Status.OPEN and corrects_until is not None
    if round is None or not (goes_on or round.takes_applications(on=on)):  # in time once, corrected since
        return {"standing": [_("The round takes applications from %(start)s to %(end)s.") % {
            "start": round.applies_from, "end": round.applies_until} if round else
            _("There is no round of the catalogue for this year.")]}
    found: dict[str, list[str]] = {}
    if unknown := set(listed_words(answer(matter, "fields") or "")) - set(fields_offered(round)):
        found["fields"] = [_("Not in the list of this round: %(fields)s.") % {"fields": "、".join(sorted(unknown))}]
    entry = standing(round, matter.organization)
    if entry is not None and entry.status not in (CatalogueEntry.Status.NOMINATED, CatalogueEntry.Status.APPLIED):
        found["standing"] = [_("The organization stands in this round already.")]
    return found


def grant(matter: Matter, *, by: User, note: str, now: datetime, met: Collection[str] = ()) -> None:
    """核实: the conditions are checked once more, and frozen on the entry as found and judged. Raises Incomplete."""
    enter(matter, by=by, note=note, on=timezone.localdate(now), met=met)
