"""How work is judged: schemes, review days with their panels, score sheets, results."""

from evaluations.models.days import Panelist, RaterGroup, ReviewDay, ReviewDayChange, Subject
from evaluations.models.schemes import Indicator, Scheme, SchemeChange
from evaluations.models.sheets import SavedMarks, Score, Sheet, SheetChange

__all__ = [
    "Indicator",
    "Panelist",
    "RaterGroup",
    "ReviewDay",
    "ReviewDayChange",
    "SavedMarks",
    "Scheme",
    "SchemeChange",
    "Score",
    "Sheet",
    "SheetChange",
    "Subject",
]
