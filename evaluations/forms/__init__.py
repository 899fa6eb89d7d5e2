"""What a person may type: schemes, review days, panels, marks."""

from evaluations.forms.days import DayForm, SeatForm, SubjectsForm
from evaluations.forms.marks import read_marks
from evaluations.forms.schemes import LineFormSet, NewSchemeForm, SchemeForm

__all__ = [
    "DayForm", "LineFormSet", "NewSchemeForm", "SchemeForm", "SeatForm", "SubjectsForm", "read_marks",
]
