"""What an organization must settle before it is cancelled; the storeys above say what they know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from organizations.models import Matter, Organization
from organizations.rules.memberships import is_member


@dataclass(frozen=True)
class Duty:
    """One thing still open, in words, and the page where it is settled."""

    words: Any
    href: str = ""  # empty where the reader may not open it


# What the storeys above know: (organization, who reads the answer; None: nobody in particular).
OPEN_DUTIES: list[Callable[[Organization, User | None], list[Duty]]] = []


def duties(organization: Organization, by: User | None = None, *, cancelling: bool = True) -> list[Duty]:
    """Everything that is open, in words this person may read; empty when nothing is.

    `cancelling`: it stands against a cancellation, which does not stand against itself; otherwise what the office has
    or had in its hands.
    """
    others = Matter.objects.filter(organization=organization, status__in=Matter.OPEN)
    others = others.exclude(kind__in=[Matter.Kind.CANCELLATION, Matter.Kind.FILING]) if cancelling else (
        others.exclude(receipt_no=""))
    mine = by is not None and is_member(by, organization)
    found = [
        Duty(_("«%(what)s» is still open: it has to be answered or withdrawn.") % {"what": matter.get_kind_display()},
             reverse("organizations:matter", args=[matter.pk]) if mine or (by and matter.receipt_no) else "")
        for matter in others]
    return found + [duty for ask in OPEN_DUTIES for duty in ask(organization, by)]
