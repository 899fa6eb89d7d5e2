"""What officers do to a person's entry: on what they saw, with a change row, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import F

from incubator.accounts.models import PersonChange, Role, User
from incubator.masking import mask_text
from incubator.values import differences
from incubator.workflow import Stale


@contextmanager
def keeping(
    person: User, action: str, *, by: Any, seen: int | None = None, note: str = "", role: Role | None = None,
) -> Iterator[User]:
    """Run the block, then record who did it to whom, why, before and after.

    `seen` is the version the officer had on screen: somebody else's change since then is `Stale`, nothing is written.
    `role` is the one given or taken.
    """
    with transaction.atomic():
        rows = User.objects.filter(pk=person.pk)
        before = rows.values(*User.tracked).first() or {}
        if not (rows if seen is None else rows.filter(version=seen)).update(version=F("version") + 1):
            raise Stale(action, rows.first() or person)
        person.version = rows.values_list("version", flat=True).get()
        yield person
        _record(person, action, by, note, before, role)


def entered(person: User, *, by: Any) -> User:
    """A new person on record, with the first row of their history."""
    with transaction.atomic():
        person.save(force_insert=True)
        _record(person, PersonChange.Action.CREATE, by, "", {}, None)
    return person


def _record(person: User, action: str, by: Any, note: str, before: dict[str, Any], role: Role | None) -> None:
    fields = differences(person, before)
    if role:
        taken = action == PersonChange.Action.DISMISS
        for name, value in (("kind", str(role.kind)), ("area", role.area.name)):
            fields[name] = [value, ""] if taken else ["", value]
    person.changes.create(
        action=action, by=by, by_name=str(by or ""), thing_name=str(person)[:200], note=mask_text(note),
        version=person.version, fields=fields)
