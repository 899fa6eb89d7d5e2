"""Forms of a scheme: its particulars, and its tree as lines with outline numbers."""

import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from evaluations.models import Scheme
from evaluations.preparing import Line, outline_key
from evaluations.rules import acting_areas
from incubator.accounts.models import User

OUTLINE = re.compile(r"^[1-9]\d?(\.[1-9]\d?){0,4}$")


class SchemeForm(forms.ModelForm):
    """The particulars of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Scheme
        fields = ("name", "target", "source")
        labels = {"name": _("name of the scheme")}


class NewSchemeForm(forms.ModelForm):
    """A new scheme, from the ready-made tree or from nothing."""

    START = [("template", _("The ready-made indicators, to be adapted")), ("blank", _("An empty tree"))]

    start = forms.ChoiceField(label=_("start from"), choices=START, initial="template", widget=forms.RadioSelect)
    token = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Scheme
        fields = ("area", "name", "target", "source")
        labels = {"area": _("area"), "name": _("name of the scheme")}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas = acting_areas(user)
        self.fields["area"].initial = areas.first()


class LineForm(forms.Form):
    """One indicator. A line left empty is no line."""

    outline = forms.CharField(
        label=_("number"), max_length=15, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5}))
    name = forms.CharField(label=_("indicator"), max_length=100, required=False)
    weight = forms.IntegerField(label=_("weight, percent"), min_value=1, max_value=100, required=False)
    max_points = forms.IntegerField(label=_("full mark"), min_value=1, max_value=1000, required=False)
    may_not_apply = forms.BooleanField(label=_("may be «not applicable»"), required=False)
    guidance = forms.CharField(
        label=_("how to score"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_outline(self) -> str:
        number = unicodedata.normalize("NFKC", self.cleaned_data["outline"]).strip().strip(".").replace("。", ".")
        if number and not OUTLINE.match(number):
            raise forms.ValidationError(_("Write the number like 1, 1.2 or 1.2.1."))
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.is_empty():
            for field in ("outline", "name", "weight"):
                if field not in self.errors and not data.get(field):
                    self.add_error(field, self.fields[field].error_messages["required"])
        return data

    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(field) for field in ("outline", "name", "weight", "guidance"))


class BaseLineFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        """Numbers are unique and every parent is there; names are unique among siblings."""
        numbers: set[str] = set()
        names: set[tuple[str, str]] = set()
        filled = [form for form in self.forms if form.is_valid() and not form.is_empty()]
        for form in filled:
            number, name = form.cleaned_data["outline"], form.cleaned_data["name"]
            above = number.rpartition(".")[0]
            if number in numbers:
                form.add_error("outline", _("This number is there twice."))
            if (above, name) in names:
                form.add_error("name", _("This name is there twice at the same level."))
            numbers.add(number)
            names.add((above, name))
        for form in filled:
            above = form.cleaned_data.get("outline", "").rpartition(".")[0]
            if above and above not in numbers:
                form.add_error("outline", _("There is no indicator %(number)s above it.") % {"number": above})
        if any(form.errors for form in filled):
            raise forms.ValidationError(_("Mend the lines marked below."))

    def lines(self) -> list[Line]:
        found = [
            Line(
                form.cleaned_data["outline"], form.cleaned_data["name"], form.cleaned_data["weight"],
                form.cleaned_data["max_points"] or 100, form.cleaned_data["may_not_apply"],
                form.cleaned_data["guidance"])
            for form in self.forms if not form.is_empty()]
        return sorted(found, key=lambda line: outline_key(line.outline))


LineFormSet = forms.formset_factory(LineForm, formset=BaseLineFormSet, extra=6, max_num=200, absolute_max=300)
