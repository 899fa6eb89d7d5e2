"""Ledgers brought in: read as offices keep them, compared with the register, written all or nothing.

The way of a ledger: `reading` (file -> cells) -> `recognising` (cells -> rows under known headers) -> `understanding`
(cell -> value) -> `judging` (what a whole row must hold) -> `comparing` (with the register) -> `writing`.
"""

from organizations.importing.comparing import Outcome, compare
from organizations.importing.faults import FaultRow, Unreadable
from organizations.importing.previewing import content_of, preview, upload
from organizations.importing.writing import confirm, own_matters, write

__all__ = [
    "FaultRow", "Outcome", "Unreadable", "compare", "confirm", "content_of", "own_matters", "preview", "upload",
    "write",
]
