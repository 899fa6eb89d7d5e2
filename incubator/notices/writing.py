"""Letters written with the change they tell of: one row per person and channel, exactly once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.notices.models import Letter
from incubator.notices.wording import words


def write(
    recipients: Iterable[Any], *, key: str, template: str, params: dict[str, Any], url: str = ""
) -> None:
    """An inbox row for each person, and a mail row for those with an address.

    `key` names what is told (`report:12:due-1`): the same key reaches the same person once, however often it is
    written. `params` are plain strings and numbers. Call it inside the transaction of the change.
    """
    put(letters(recipients, key=key, template=template, params=params, url=url))


def letters(
    recipients: Iterable[Any], *, key: str, template: str, params: dict[str, Any], url: str = ""
) -> list[Letter]:
    """The rows `write` would put, for work that tells of many things at once."""
    words(template, params)  # a wrong name or a missing parameter fails here, not at the reader's
    now = timezone.now()
    rows = []
    for person in {person.pk: person for person in recipients if person.is_active}.values():
        common = {"recipient": person, "key": key, "template": template, "params": params, "url": url}
        rows.append(Letter(channel=Letter.Channel.INBOX, done_at=now, **common))
        if person.email:
            rows.append(Letter(channel=Letter.Channel.MAIL, **common))
    return rows


def put(rows: list[Letter]) -> None:
    """Put the rows of `letters`; those already there stay as they are."""
    Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


def take_back(key: str, *, now_key: str, template: str, params: dict[str, Any], url: str = "") -> None:
    """What the letter `key` told does not count any more: its mail is held back where it has not gone out yet, and
    whoever has the letter is told so under `now_key`; by mail only who has it by mail, or may have.
    """
    told = Letter.objects.filter(key=key)
    told.filter(channel=Letter.Channel.MAIL).due(timezone.now()).delete()
    had = list(told.select_related("recipient"))
    having = {(letter.recipient_id, letter.channel) for letter in had}
    put([row for row in letters((letter.recipient for letter in had), key=now_key, template=template, params=params,
                                url=url) if (row.recipient_id, row.channel) in having])


def put_new(rows: list[Letter]) -> int:
    """The same, and how many were not there before."""
    with transaction.atomic():
        known = set(Letter.objects.filter(key__in={row.key for row in rows}).values_list(
            "recipient_id", "channel", "key"))
        new = [row for row in rows if (row.recipient_id, row.channel, row.key) not in known]
        put(new)
    return len(new)
