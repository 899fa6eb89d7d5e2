"""A list of office-holders brought in for one organization: compared with those in office, all of it or nothing."""

from dataclasses import dataclass, field
from typing import Any

from incubator.accounts.models import User
from incubator.sealed import Sealed
from incubator.workflow import told_in_words
from organizations.importing.faults import FaultRow
from organizations.importing.holders import HEADERS, HolderEntry, read_holders
from organizations.models import OfficeHolder, Organization, normalized
from organizations.staffing import roster
from organizations.workflow import holder_workflow, roster_workflow

LEGAL = OfficeHolder.Role.LEGAL_REPRESENTATIVE


@dataclass
class Enrolment:
    """What was done; nothing where there are faults."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    faults: list[FaultRow] = field(default_factory=list)


def enrol(organization: Organization, content: bytes, *, by: User) -> Enrolment:
    """Who is not in office yet takes the office, who is told otherwise is put right; nobody leaves by a list.

    Sent twice it changes nothing more. Raises PermissionDenied, WrongStatus, Unreadable; Stale or ValidationError where
    somebody put right or entered one of them in this very moment.
    """
    roster_workflow.require("add_holder", organization, by)
    with told_in_words(), roster(organization):  # one list of an organization at a time
        told = read_holders(content)
        serving = organization.holders.serving()
        known = {(normalized(holder.name), holder.role): holder for holder in serving}
        faults = told.faults + [fault for entry in told.entries if (fault := _fault(entry, organization, known))]
        faults += _legal_representatives(told.entries, known)
        if faults:
            return Enrolment(faults=sorted(faults, key=lambda fault: fault.row))
        return _write(organization, told.entries, known, by=by)


def _fault(
    entry: HolderEntry, organization: Organization, known: dict[tuple[str, str], OfficeHolder]
) -> FaultRow | None:
    if entry.values["role"] == LEGAL and not organization.is_registered:
        return FaultRow(entry.row, HEADERS["role"], "法定代表人", "no_legal_person")
    holder = known.get(entry.key)
    start, end = (entry.values.get(name, getattr(holder, name, None)) for name in ("term_starts_on", "term_ends_on"))
    if start and end and end <= start:
        return FaultRow(entry.row, HEADERS["term_ends_on"], end.isoformat(), "term_order")
    return None


def _legal_representatives(
    entries: list[HolderEntry], known: dict[tuple[str, str], OfficeHolder]
) -> list[FaultRow]:
    """One at a time: the one in office leaves first."""
    here = {key for key in known if key[1] == LEGAL}
    found = []
    for entry in entries:
        if entry.values["role"] == LEGAL and here - {entry.key}:
            found.append(FaultRow(entry.row, HEADERS["role"], "法定代表人", "second_legal"))
        elif entry.values["role"] == LEGAL:
            here.add(entry.key)
    return found


def _write(
    organization: Organization, entries: list[HolderEntry], known: dict[tuple[str, str], OfficeHolder], *, by: User
) -> Enrolment:
    done, new = Enrolment(), []
    for entry in entries:
        holder = known.get(entry.key)
        if holder is None:
            new.append(OfficeHolder(organization=organization, **entry.values))
            continue
        differing = {name: value for name, value in entry.values.items()  # an empty cell says nothing of who is known
                     if name != "name" and value not in (None, "") and _plain(getattr(holder, name)) != _plain(value)}
        if not differing:
            done.unchanged += 1
            continue
        with holder_workflow.performing("edit", holder, by=by):
            for name, value in differing.items():
                setattr(holder, name, value)
            holder.save()
        done.updated += 1
    holder_workflow.create_many(new, by=by)
    done.created = len(new)
    return done


def _plain(value: Any) -> str:
    if isinstance(value, Sealed):
        value = "".join(c for c in value.reveal() if c.isdigit())
    return "" if value is None else str(value)
