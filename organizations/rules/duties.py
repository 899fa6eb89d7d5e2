"""What an organization must settle before it is cancelled; the storeys above say what they know of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from organizations.models import Organization


@dataclass(frozen=True)
class Duty:
    """One thing still open, in words, and the page where it is settled."""

    words: Any
    href: str


OPEN_DUTIES: list[Callable[[Organization], list[Duty]]] = []


def duties(organization: Organization) -> list[Duty]:
    """Everything that stands against a cancellation; empty when nothing does."""
    return [duty for ask in OPEN_DUTIES for duty in ask(organization)]
