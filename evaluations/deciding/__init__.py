"""Deciding: signed sheets become a frozen result when the day is locked."""

from evaluations.deciding.computing import Ballot, BelowQuorum, GroupVerdict, Method, Verdict, compute
from evaluations.deciding.freezing import freeze
from evaluations.deciding.locking import lock, unsigned

__all__ = [
    "Ballot", "BelowQuorum", "GroupVerdict", "Method", "Verdict", "compute", "freeze", "lock", "unsigned",
]
