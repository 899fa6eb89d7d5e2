"""Keeping the list of an organization's people: somebody takes an office, is put right, leaves it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import transaction

from incubator.accounts.models import User
from incubator.workflow import told_in_words
from organizations.models import OfficeHolder, Organization, normalized
from organizations.workflow import holder_workflow, roster_workflow


@contextmanager
def roster(organization: Organization) -> Iterator[None]:
    """Within it people take office, are put right and leave; what the search knows of them follows.

    One at a time, and the organization first: a matter that names another head locks it before its people, too.
    """
    with transaction.atomic():
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
        yield
        OfficeHolder.objects.keep_names(organization.pk)


def add(holder: OfficeHolder, *, by: User) -> OfficeHolder:
    """Enter somebody in an office. The same form sent twice gives the first one's entry."""
    roster_workflow.require("add_holder", holder.organization, by)
    with told_in_words(), roster(holder.organization):
        return holder_workflow.create(holder, by=by)


def edit(holder: OfficeHolder, *, by: User, seen: int) -> None:
    with told_in_words(), roster(holder.organization):
        with holder_workflow.performing("edit", holder, by=by, seen=seen):
            holder.save()


def leave(holder: OfficeHolder, *, by: User, seen: int, on: date) -> None:
    with roster(holder.organization):
        with holder_workflow.performing("depart", holder, by=by, seen=seen, setting={"left_on": on}):
            pass


def succeed(
    organization: Organization, *, before: str, by: User, on: date, note: str, phone: Any = ""
) -> None:
    """The register names another responsible person than `before` (empty: none so far) from the day `on`: the list of
    people follows.

    Who held the office under the former name leaves it, never before the own term began; the new one serves from that
    day, without an end, as the register knows none. A legal representative stays: civil affairs registers another one.
    """
    former = normalized(before)
    if normalized(organization.responsible_person) != former:  # else it is written another way
        _seat_head(organization, OfficeHolder.Role.RESPONSIBLE_PERSON, former=former, by=by, on=on, note=note,
                   phone=phone)


def represent(organization: Organization, *, by: User, on: date, note: str, phone: Any = "") -> None:
    """Civil affairs registers the organization: its head is the legal representative from the day `on`. There is one at
    a time; whoever else is entered as such leaves the office."""
    _seat_head(organization, OfficeHolder.Role.LEGAL_REPRESENTATIVE, former=None, by=by, on=on, note=note, phone=phone)


def _seat_head(
    organization: Organization, role: str, *, former: str | None, by: User, on: date, note: str, phone: Any
) -> None:
    """The register's head serves in the role; whoever holds it under the `former` name leaves it, with None whoever
    else does."""
    now = normalized(organization.responsible_person)
    with roster(organization):
        serving = list(organization.holders.serving().filter(role=role))
        for holder in serving:
            if normalized(holder.name) != now and former in (None, normalized(holder.name)):
                day = max(on, holder.term_starts_on or on)
                with holder_workflow.performing("depart", holder, by=by, note=note, setting={"left_on": day}):
                    pass
        if all(normalized(holder.name) != now for holder in serving):
            holder_workflow.create(OfficeHolder(
                organization=organization, name=organization.responsible_person, role=role, phone=phone,
                term_starts_on=on), by=by, note=note)
