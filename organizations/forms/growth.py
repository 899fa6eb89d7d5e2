"""What the office types about a visit or a stage of growth: every fault is told beside its field."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.forms.people import NOT_YET, DayInput, PeopleForm
from organizations.importing.folding import tidy
from organizations.models import CoachingVisit, GrowthStage
from organizations.rules.growth import Stage

EARLIEST = date(1990, 1, 1)  # before it a typed year is a slip


def judged_day(day: date, *, today: date) -> date:
    """A day that has come, and not one of another age. Raises ValidationError."""
    if day > today:
        raise ValidationError(NOT_YET)
    if day < EARLIEST:
        raise ValidationError(_("Check the year."))
    return day


class VisitForm(PeopleForm):
    class Meta:
        model = CoachingVisit
        fields = ("kind", "visited_on", "visitors", "subject", "findings", "agreed", "next_on", "internal_note")
        widgets = {
            "visited_on": DayInput(), "next_on": DayInput(),
            "findings": forms.Textarea({"rows": 4}), "agreed": forms.Textarea({"rows": 3}),
            "internal_note": forms.Textarea({"rows": 3}),
        }
        help_texts = {
            "visitors": _("Names of the office's people, and of others who came along."),
            "agreed": _("What the organization does until when, what the office helps with."),
            "next_on": _("When this day comes, it stands on the office's to-do list. Empty where none is agreed."),
            "internal_note": _("Read by your street office alone: neither by the organization nor by other offices."),
        }

    def clean_visited_on(self) -> date:
        return judged_day(self.cleaned_data["visited_on"], today=self.today)

    def clean_visitors(self) -> str:
        return tidy(self.cleaned_data["visitors"])

    def clean_subject(self) -> str:
        return tidy(self.cleaned_data["subject"])

    def clean_next_on(self) -> date | None:
        day, visited = self.cleaned_data["next_on"], self.cleaned_data.get("visited_on")
        if day and visited and day <= visited:
            raise ValidationError(_("The next visit comes after this one."))
        return day

    def validate_constraints(self) -> None:
        """Said above, beside the fields; the table holds them all the same."""


class StageForm(PeopleForm):
    """One rung of the area's ladder; its name is taken from the rule."""

    stage = forms.ChoiceField(label=_("stage of growth"), widget=forms.RadioSelect)

    class Meta:
        model = GrowthStage
        fields = ("stage", "since", "reason")
        widgets = {"since": DayInput(), "reason": forms.Textarea({"rows": 3})}
        help_texts = {
            "reason": _("What the office goes by: members, rules, services, projects. The organization reads it.")}

    def __init__(self, *args: Any, ladder: list[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ladder = {one.code: one for one in ladder}
        self.fields["stage"].choices = [
            (one.code, f"{one.name}（{one.about}）" if one.about else one.name) for one in ladder]

    def clean_since(self) -> date:
        return judged_day(self.cleaned_data["since"], today=self.today)

    def clean_reason(self) -> str:
        return tidy(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """No second stage from the same day, and no stage that holds already."""
        values = super().clean() or self.cleaned_data
        code, since = values.get("stage"), values.get("since")
        if code:
            self.instance.name = self.ladder[code].name
        if code and since:
            before = self.others().standing().filter(since__lte=since).first()
            if before is not None and before.since == since:
                self.add_error("since", _("A stage begins on this day already."))
            elif before is not None and before.stage == code:
                self.add_error("stage", ValidationError(
                    _("The organization is in this stage already, since %(day)s."), params={"day": before.since}))
        return values

    def validate_constraints(self) -> None:
        """Said above, beside the fields; the table holds them all the same."""


class VisitFilter(forms.Form):
    """What the list of visits may be narrowed by; what cannot be read narrows nothing and says so."""

    q = forms.CharField(label=_("Organization or subject"), required=False, max_length=100)
    due = forms.BooleanField(label=_("Next visit due"), required=False)
    organization = forms.IntegerField(required=False, min_value=1, max_value=10**15, widget=forms.HiddenInput)

    def narrow(self, visits: Any, *, today: date) -> Any:
        self.is_valid()
        wanted = self.cleaned_data
        if wanted.get("due"):
            visits = visits.due(on=today)
        if words := tidy(wanted.get("q") or ""):
            visits = visits.filter(Q(organization__name__icontains=words) | Q(subject__icontains=words))
        if pk := wanted.get("organization"):
            visits = visits.filter(organization=pk)
        return visits
