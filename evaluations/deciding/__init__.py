"""Deciding: signed sheets become a frozen result; locked, opened again, confirmed, published."""

from evaluations.deciding.computing import Ballot, BelowQuorum, GroupVerdict, Method, Verdict, compute
from evaluations.deciding.freezing import freeze
from evaluations.deciding.locking import lock, unlock, unsigned

__all__ = [
    "Ballot", "BelowQuorum", "GroupVerdict", "Method", "Verdict", "compute", "freeze", "lock", "unlock", "unsigned",
]
