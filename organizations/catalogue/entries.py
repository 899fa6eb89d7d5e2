"""Entries of the catalogue: by an application granted, or by a nomination the organization agrees to."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Blocked, Incomplete, No
from organizations.models import CatalogueEntry, CatalogueRound, Matter, Organization, joined_words, listed_words
from organizations.rules.catalogue import decides_entry
from organizations.rules.conditions import Finding, conditions, judged, kept, left_to_judge, reasons_against
from organizations.workflow import entry_workflow, round_workflow

Status = CatalogueEntry.Status


def fields_offered(round: CatalogueRound) -> list[str]:
    """The fields of service one may name: the street's rule of the day the applications begin."""
    return list(rule("catalogue-fields", area=round.area.code, on=round.applies_from))


def round_of(organization: Organization, year: int) -> CatalogueRound | None:
    """The round of the organization's street for that year."""
    return CatalogueRound.objects.select_related("area").filter(
        area__code=organization.area.street_code, year=year).first()


def round_of_matter(matter: Matter) -> CatalogueRound | None:
    """The round an application is for; None for every other matter, without a query."""
    return round_of(matter.organization, matter.year) if matter.kind == Matter.Kind.CATALOGUE else None


def nominate(
    round: CatalogueRound, organization: Organization, fields: list[str], *, by: User, token: uuid.UUID
) -> CatalogueEntry:
    """The street proposes; nothing more happens before the organization agrees.

    Raises PermissionDenied, and ValidationError by field. The same form sent twice gives the first one's entry.
    """
    round_workflow.require("nominate", round, by)
    entry = CatalogueEntry(
        round=round, organization=organization, status=Status.NOMINATED, service_fields=joined_words(fields),
        token=token)
    if not (may := decides_entry(by, entry)):
        raise PermissionDenied(may if isinstance(may, No) else "nominate")
    return entry_workflow.create(entry, by=by, first=lambda: _refuse(entry))


def _refuse(entry: CatalogueEntry) -> None:
    """All that speaks against the nomination; the round is kept by this transaction."""
    faults: dict[str, list[str]] = {}
    if not entry.organization.stands or entry.organization.area.street_code != entry.round.area.code:
        faults["organization"] = [_("Only an organization on record in the street can be nominated.")]
    elif standing(entry.round, entry.organization) is not None:
        faults["organization"] = [_("The organization stands in this round already.")]
    chosen = listed_words(entry.service_fields)
    if not chosen or set(chosen) - set(fields_offered(entry.round)):
        faults["fields"] = [_("Choose from the fields of service of this round.")]
    if faults:
        raise ValidationError(faults)
    hold_open(entry.round)


def standing(round: CatalogueRound, organization: Organization) -> CatalogueEntry | None:
    """The organization's entry of the round, unless it declined."""
    return CatalogueEntry.objects.filter(round=round, organization=organization).exclude(
        status=Status.DECLINED).first()


def findings(entry: CatalogueEntry, *, on: date) -> list[Finding]:
    """The conditions as they stand now, with what the organization answered in its application."""
    return conditions(entry.organization, on=on, answers=entry.matter.answers if entry.matter else {})


def in_order(found: list[Finding], *, by: User, note: str, met: Collection[str]) -> list[Finding]:
    """The findings as they are kept: those for the office to judge with who found them met (`met`, by name).

    Raises Blocked where a required condition is not met, Incomplete where words or a judgement are missing.
    """
    found = judged(found, met=met, by=str(by))
    reasons, left = reasons_against(found, reasoned=bool(note.strip())), left_to_judge(found)
    if any(one.bars for one in found):
        raise Blocked([*reasons, *left])
    faults = {name: words for name, words in (("note", reasons), ("judged", left)) if words}
    if faults:
        raise Incomplete(faults)
    return found


def verify(
    entry: CatalogueEntry, *, by: User, seen: int, note: str, on: date, met: Collection[str] = ()
) -> None:
    """核实 of a nomination agreed to: the conditions as found and judged are frozen on the entry. Raises Incomplete."""
    entry_workflow.require("verify", entry, by)
    found = in_order(findings(entry, on=on), by=by, note=note, met=met)
    with transaction.atomic():
        hold_open(entry.round)
        with entry_workflow.performing("verify", entry, by=by, seen=seen, note=note, setting={"facts": kept(found)}):
            pass


def enter(matter: Matter, *, by: User, note: str, on: date, met: Collection[str] = ()) -> CatalogueEntry:
    """The granted application becomes an entry, or goes on with the nomination there is; within the decision.

    Raises Incomplete when the round is past its applications, or a condition is not met or not judged (`in_order`).
    """
    round = round_of(matter.organization, matter.year)
    if round is None:
        raise Blocked(_("There is no round of the catalogue for this year."))
    found = in_order(
        conditions(matter.organization, on=on, answers=matter.answers), by=by, note=note, met=met)
    hold_open(round)
    told: dict[str, Any] = {
        "matter": matter, "service_fields": matter.answers.get("fields", ""), "facts": kept(found)}
    entry = standing(round, matter.organization)
    if entry is None:
        return entry_workflow.create(
            CatalogueEntry(round=round, organization=matter.organization, status=Status.VERIFIED, **told), by=by,
            note=matter.receipt_no)
    if entry.status not in (Status.NOMINATED, Status.APPLIED):
        raise Blocked(_("The organization stands in this round already."))
    entry.round, entry.organization = round, matter.organization
    with entry_workflow.performing("grant", entry, by=by, note=matter.receipt_no, setting={"facts": told["facts"]}):
        for name, value in told.items():
            setattr(entry, name, value)
        entry.save(update_fields=list(told))
    return entry


def act(
    name: str, entry: CatalogueEntry, *, by: User, seen: int, note: str, today: date, met: Collection[str] = ()
) -> None:
    """One action of the table, for the buttons and the API; `met` goes with verifying alone.

    Agreeing and verifying belong to the time before the publicity: they are refused once it has begun.
    """
    if name == "verify":
        verify(entry, by=by, seen=seen, note=note, on=today, met=met)
    elif name == "agree":
        entry_workflow.require(name, entry, by)
        with transaction.atomic():
            hold_open(entry.round)
            entry_workflow.perform(name, entry, by=by, seen=seen, note=note)
    else:
        with transaction.atomic():
            CatalogueRound.objects.held(entry.round_id)  # not while the round is publicised or published
            entry_workflow.perform(name, entry, by=by, seen=seen, note=note)


def hold_open(round: CatalogueRound) -> None:
    """Keep the round for this transaction; raises Blocked when it is past its applications by now."""
    if CatalogueRound.objects.held(round.pk).status != CatalogueRound.Status.OPEN:
        raise Blocked(_("The round is past its applications."))
