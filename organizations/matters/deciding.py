"""What the street does with a matter handed in: take it in, examine it, return it with words, refuse it, grant it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.masking import mask_text
from organizations.models import Matter
from organizations.workflow import life_of


def accept(matter: Matter, *, by: User, seen: int, note: str = "") -> None:
    """受理: the papers are whole, the examination begins."""
    with life_of(matter).performing("accept", matter, by=by, seen=seen, note=note):
        pass


def review(matter: Matter, *, by: User, seen: int, note: str) -> None:
    """初审: the opinion, in words, on which the decision rests."""
    with life_of(matter).performing("review", matter, by=by, seen=seen, note=note):
        pass


def send_back(
    matter: Matter, *, by: User, seen: int, note: str, remarks: Mapping[str, str], asked: set[str], now: datetime
) -> None:
    """Return the matter for correction, with words beside the questions concerned and an overall reason.

    `asked` are the questions and papers of the kind. Raises ValidationError for a remark on anything else.
    """
    if unknown := set(remarks) - asked:
        raise ValidationError(_("Nothing called %(names)s is asked for here.") % {"names": ", ".join(sorted(unknown))})
    with life_of(matter).performing("return", matter, by=by, seen=seen, note=note):
        matter.remarks = {name: mask_text(words.strip()) for name, words in remarks.items() if words.strip()}
        matter.decided_at = now
        matter.save(update_fields=["remarks", "decided_at"])


def refuse(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    with life_of(matter).performing("refuse", matter, by=by, seen=seen, note=note):
        matter.decided_at = now
        matter.save(update_fields=["decided_at"])


@contextmanager
def granting(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> Iterator[None]:
    """Grant the matter; the block brings about what that means for its kind: all at once or not at all."""
    with life_of(matter).performing("approve", matter, by=by, seen=seen, note=note):
        yield
        matter.decided_at = now
        matter.save(update_fields=["decided_at"])
