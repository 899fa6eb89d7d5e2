"""Letters as their reader sees them: in their own language, newest first."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from incubator.notices.models import Letter
from incubator.notices.wording import words


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    pk: int
    subject: str
    body: str
    at: str
    unread: bool
    has_page: bool
    href: str


def row(letter: Letter) -> Row:
    subject, body = words(letter.template, letter.params)
    at = timezone.localtime(letter.created_at).strftime("%Y-%m-%d %H:%M")
    return Row(letter.pk, subject, body, at, letter.read_at is None, bool(letter.url),
               reverse("notices:open", args=[letter.pk]))


def mark_read(letter: Letter) -> None:
    """Read once; the first time counts."""
    Letter.objects.filter(pk=letter.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(user: Any) -> None:
    Letter.objects.inbox_of(user).filter(read_at=None).update(read_at=timezone.now())
