"""A round of the catalogue: made, opened, publicised and published, each in one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.accounts.models import Area, User, within
from incubator.rulebook.models import rule
from incubator.workdays import Unit, after
from incubator.workflow import Incomplete, NotNow
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Matter
from organizations.rules.catalogue import correct_by, correction_days, keeps_round
from organizations.workflow import entry_workflow, life_of, round_workflow

Entry = CatalogueEntry.Status


def make(round: CatalogueRound, *, by: User) -> CatalogueRound:
    """A new round of a street; the same form sent twice gives the first one's. Raises ValidationError by field."""
    if not keeps_round(by, round):
        raise PermissionDenied("create")
    return round_workflow.create(round, by=by, first=lambda: _refuse(round))


def edit(round: CatalogueRound, *, by: User, seen: int) -> None:
    """The days and the words of the call; street and year stay."""
    round_workflow.require("edit", round, by)
    _refuse(round)
    with round_workflow.performing("edit", round, by=by, seen=seen):
        round.save()


def act(name: str, round: CatalogueRound, *, by: User, seen: int, today: date, note: str = "") -> None:
    """One action of the table, for the buttons and the API. PermissionDenied for what has a form of its own."""
    steps = {"publicise": publicise, "list": publish}
    if name in steps:
        steps[name](round, by=by, seen=seen, today=today)
    elif name == "open":
        round_workflow.perform(name, round, by=by, seen=seen, note=note)
    else:
        raise PermissionDenied(name)


def publicity(round: CatalogueRound, *, on: date) -> tuple[int, Unit]:
    """How long the publicity lasts and what it is counted in: the street's rule of that day."""
    period = rule("catalogue-publicity", area=round.area.code, on=on)
    return int(period["count"]), Unit(period["unit"])


def why_not_now(name: str, round: CatalogueRound, *, on: date) -> str:
    """Why the step is possible later only; empty when the day does not stand against it."""
    if name == "publicise" and on <= round.applies_until:
        return _("Applications are taken until %(day)s.") % {"day": round.applies_until}
    if name == "list" and round.objections_until is not None and on <= round.objections_until:
        return _("The publicity lasts until the end of %(day)s.") % {"day": round.objections_until}
    return ""


def publicise(round: CatalogueRound, *, by: User, seen: int, today: date) -> None:
    """All verified entries go under publicity at once, from today on. Raises NotNow, Incomplete, Stale."""
    round_workflow.require("publicise", round, by)
    if words := why_not_now("publicise", round, on=today):
        raise NotNow(words)
    count, unit = publicity(round, on=today)
    setting = {
        "publicity_count": count, "publicity_unit": unit.value, "publicised_on": today,
        "objections_until": after(today, count, unit)}
    with transaction.atomic():
        CatalogueRound.objects.held(round.pk)  # whoever verifies or applies meanwhile waits
        with round_workflow.performing("publicise", round, by=by, seen=seen, setting=setting):
            _refuse_undecided(round, on=today)
            _lapse(round, by=by)
            _move(round, Entry.VERIFIED, "publicise", by=by)


def publish(round: CatalogueRound, *, by: User, seen: int, today: date) -> None:
    """What passed the publicity is listed and numbered, in the order of the entries. Raises NotNow, Incomplete, Stale.

    Every objection must be answered, and the last day of the publicity over.
    """
    round_workflow.require("list", round, by)
    if words := why_not_now("list", round, on=today):
        raise NotNow(words)
    with transaction.atomic():
        CatalogueRound.objects.held(round.pk)
        with round_workflow.performing("list", round, by=by, seen=seen, setting={"listed_on": today}):
            waiting = CatalogueObjection.objects.open().filter(
                entry__round=round, entry__status=Entry.PUBLICISED).count()
            if waiting:
                raise Incomplete(ngettext(
                    "%(n)s objection is not answered yet.", "%(n)s objections are not answered yet.", waiting) % {
                        "n": waiting})
            _move(round, Entry.PUBLICISED, "list", by=by)


def _move(round: CatalogueRound, source: str, name: str, *, by: User) -> None:
    """Each entry of that status takes the step, with its own history and letter; listed ones get their numbers."""
    entries = list(round.entries.filter(status=source).select_related("organization__area").order_by("pk"))
    if not entries and name == "publicise":  # all may have been taken out since
        raise Incomplete(_("There is no entry for this step in the round."))
    for number, entry in enumerate(entries, start=1):
        entry.round = round
        setting: dict[str, Any] = {"number": number} if name == "list" else {}
        with entry_workflow.performing(name, entry, by=by, setting=setting):
            pass


@dataclass(frozen=True)
class Undecided:
    """What a round waits for: how many wait for the office, and until when each of those sent back may be corrected."""

    with_office: int
    correcting: list[date]

    @property
    def count(self) -> int:
        return self.with_office + len(self.correcting)


def undecided(round: CatalogueRound, *, on: date) -> Undecided:
    """Applications and nominations that are not decided; one sent back counts as long as its time runs."""
    open_ones = list(applications(round).filter(status__in=[*Matter.WITH_THE_OFFICE, Matter.Status.RETURNED]))
    returned = [matter for matter in open_ones if matter.status == Matter.Status.RETURNED]
    days = correction_days(round) if returned else 0
    ends = (correct_by(matter, round, days=days) for matter in returned)
    agreed = round.entries.filter(status=Entry.APPLIED).count()
    return Undecided(agreed + len(open_ones) - len(returned), [day for day in ends if day and day >= on])


def _refuse_undecided(round: CatalogueRound, *, on: date) -> None:
    """What was handed in in time is decided, or its time to be corrected over, before the publicity begins."""
    left, reasons = undecided(round, on=on), []
    if n := left.with_office:
        reasons.append(ngettext(
            "%(n)s application is not decided yet.", "%(n)s applications are not decided yet.", n) % {"n": n})
    if n := len(left.correcting):
        reasons.append(ngettext(
            "%(n)s application sent back may still be corrected, until %(day)s.",
            "%(n)s applications sent back may still be corrected, until %(day)s.", n) % {
                "n": n, "day": max(left.correcting)})
    if reasons:
        raise Incomplete(reasons)


def _lapse(round: CatalogueRound, *, by: User) -> None:
    """Sent back and not corrected in time counts as withdrawn; the organization is told by letter."""
    for matter in applications(round).filter(status=Matter.Status.RETURNED).select_related("organization__area"):
        with life_of(matter).performing("lapse", matter, by=by):
            pass


def applications(round: CatalogueRound) -> Any:
    """The applications of the street's organizations for the round's year."""
    return Matter.objects.filter(
        within("received_in__code", [round.area.code]), kind=Matter.Kind.CATALOGUE, year=round.year)


def _refuse(round: CatalogueRound) -> None:
    faults: dict[str, list[str]] = {}
    if round.area.level != Area.Level.STREET:
        faults["area"] = [_("A round is of a street.")]
    if not 2000 <= round.year <= 2100:
        faults["year"] = [_("Write the year with four digits.")]
    if round.applies_from and round.applies_until and round.applies_until < round.applies_from:
        faults["applies_until"] = [_("Applications end after they start.")]
    if round.applies_until and round.valid_until and round.valid_until <= round.applies_until:
        faults["valid_until"] = [_("The catalogue is valid beyond the end of the applications.")]
    taken = CatalogueRound.objects.filter(area_id=round.area_id, year=round.year).exclude(pk=round.pk)
    if taken.exists():
        faults["year"] = [_("The street has a round for this year already.")]
    if faults:
        raise ValidationError(faults)
