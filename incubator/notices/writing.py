"""Letters written with the change they tell of: one row per person and channel, exactly once."""

from collections.abc import Iterable
from typing import Any

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
    words(template, params)  # a wrong name or a missing parameter fails here, not at the reader's
    now = timezone.now()
    letters = []
    for person in {person.pk: person for person in recipients if person.is_active}.values():
        common = {"recipient": person, "key": key, "template": template, "params": params, "url": url}
        letters.append(Letter(channel=Letter.Channel.INBOX, done_at=now, **common))
        if person.email:
            letters.append(Letter(channel=Letter.Channel.MAIL, **common))
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
