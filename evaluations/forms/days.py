"""Forms of a review day: particulars and group weights, subjects, seats on the panel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.models import RaterGroup, ReviewDay
from evaluations.preparing import day_faults
from evaluations.rules import acting_areas, candidates, usable_schemes
from incubator.accounts.models import DISTRICT, Area, User, within
from organizations.models import Organization
from projects.reports.choosing import number


class DayForm(forms.ModelForm):
    """When, where, by which scheme, and how much each group of the panel weighs."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ReviewDay
        fields = ("area", "name", "date", "place", "scheme", "min_raters", "trim_from")
        labels = {"area": _("area"), "name": _("name of the review day")}
        widgets = {"date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, user: User, weights: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = acting_areas(user)
        self.fields["scheme"].queryset = usable_schemes(user, self.instance)
        self.fields["min_raters"].min_value = 1
        for kind, label in RaterGroup.Kind.choices:
            self.fields[f"weight_{kind}"] = forms.IntegerField(
                label=_("Weight of «%(group)s» (percent)") % {"group": label}, min_value=0, max_value=100,
                initial=weights.get(kind, 0), help_text=_("0 when this group does not sit on the panel."))

    def clean(self) -> dict[str, Any]:
        super().clean()
        data = self.cleaned_data
        whole = all(f"weight_{kind}" in data for kind in RaterGroup.Kind.values)
        for field, words in day_faults(
            data.get("area"), data.get("scheme"), self.weights() if whole else None,
        ).items():
            self.add_error(f"weight_{RaterGroup.Kind.values[-1]}" if field == "weights" else field, words)
        return data

    def weights(self) -> dict[str, int]:
        return {kind: self.cleaned_data[f"weight_{kind}"] for kind in RaterGroup.Kind.values}


class KeysField(forms.ModelMultipleChoiceField):
    """Things by their keys; what cannot be a key of any table is passed over."""

    def clean(self, value: Any) -> Any:
        return super().clean([key for key in value or () if number(str(key))])


class SubjectsForm(forms.Form):
    """Who is judged: organizations on record, or projects, of the day's area."""

    chosen = KeysField(
        queryset=Organization.objects.none(), label=_("Who is judged"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: ReviewDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].queryset = candidates(day)


class NamedChoiceField(forms.ModelChoiceField):
    """Chosen by number, or by the name as it is typed with the names offered."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip() and not value.strip().isdigit():
            found = self.queryset.filter(name=value.strip()).first()
            if found is None:
                raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
            return found
        return super().to_python(value)


class SeatForm(forms.Form):
    """One person onto the panel."""

    user = forms.ModelChoiceField(queryset=User.objects.filter(is_active=True), widget=forms.HiddenInput)
    group = forms.ModelChoiceField(queryset=RaterGroup.objects.none(), label=_("group"))
    organization = NamedChoiceField(
        queryset=Organization.objects.none(), required=False, label=_("speaks for (peers only)"),
        error_messages={"invalid_choice": _("Choose one of the organizations offered.")})
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: ReviewDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = day.groups.all()
        self.fields["organization"].queryset = Organization.objects.on_record().filter(
            within("area__code", [district_of(day.area)])).order_by("pinyin", "pk")


def district_of(area: Area) -> str:
    """Peers may come from other streets of the district."""
    return area.code[:DISTRICT]
