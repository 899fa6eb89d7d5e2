"""What a person may type about reports: the narrative, and what a list or a month is narrowed by."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.workdays import add_months
from projects.models import ProgressReport
from projects.models.reports import ProgressReportQuerySet
from projects.reports.choosing import found_by, projects_found_by
from projects.rules.reports import waits_for


class NarrativeForm(forms.ModelForm):
    """The organization's own words; the figures come from its records."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ProgressReport
        fields = ("results", "problems", "next_plan")
        widgets = {
            "results": forms.Textarea({"rows": 8}),
            "problems": forms.Textarea({"rows": 5}),
            "next_plan": forms.Textarea({"rows": 5}),
        }
        help_texts = {
            "results": _("What was done and what came of it. Needed before the report can be handed in."),
            "problems": _("What does not go as planned, and what the street office could help with."),
            "next_plan": _("What is planned for the next period."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version


class MonthField(forms.CharField):
    """`2026-03` -> the first of March 2026."""

    default_error_messages = {"invalid": _("Give the month as year-month, such as 2026-03.")}

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.TextInput({"type": "month", "placeholder": "2026-03"}), **kwargs)

    def to_python(self, value) -> date | None:
        text = super().to_python(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found or not int(found[1]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return date(int(found[1]), int(found[2]), 1)


class ReportFilter(forms.Form):
    """What the list of reports may be narrowed by; what cannot be read narrows nothing and says so."""

    WAITING = "waiting"  # for this person; the to-do list leads here

    status = forms.ChoiceField(label=_("State"), required=False)
    month = MonthField(label=_("Month"), required=False)
    q = forms.CharField(label=_("Project or contractor"), required=False, max_length=100)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, given: Any, *, user: User) -> None:
        super().__init__(given)
        self.user = user
        waiting = _("Overdue or to be judged") if user.is_officer else _("To be handed in")
        self.fields["status"].choices = [("", _("All")), (self.WAITING, waiting), *ProgressReport.Status.choices]

    def narrow(self, reports: ProgressReportQuerySet, *, today: date) -> ProgressReportQuerySet:
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("status") == self.WAITING:
            reports = reports.filter(waits_for(self.user, on=today))
        elif wanted.get("status"):
            reports = reports.filter(status=wanted["status"])
        if month := wanted.get("month"):
            reports = reports.filter(period_end__gte=month, period_end__lt=add_months(month, 1))
        if words := wanted.get("q"):
            reports = reports.filter(
                projects_found_by(words, of="project__") | found_by(words, of="project__contractor__"))
        return reports.overdue(today) if wanted.get("overdue") else reports


class MonthChoice(forms.Form):
    month = MonthField(label=_("Month"), required=False)

    def chosen(self, otherwise: date) -> date:
        return (self.is_valid() and self.cleaned_data["month"]) or otherwise
