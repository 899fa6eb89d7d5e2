"""What an officer writes down about an organization's credit."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _

from organizations.importing.folding import tidy
from organizations.models import CreditRecord
from organizations.rules.credit import faults_of_credit


class CreditForm(forms.ModelForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CreditRecord
        fields = ["kind", "title", "source", "started_on", "ends_on"]
        widgets = {
            "started_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "title": _("As it is worded in the document, for example: annual report not handed in."),
            "source": _("Who says so: the authority and the number of its document."),
            "ends_on": _("Leave empty where no last day is set; an entry of a list stands until it is taken off."),
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["version"].initial, self.fields["token"].initial = self.instance.version, self.instance.token

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("title", "source"):
            if name in values:
                values[name] = tidy(values[name])
        if self.instance.pk is None and values.get("token"):
            self.instance.token = values["token"]
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        for field, words in faults_of_credit(self.instance, today=self.today).items():
            if field not in self.errors:
                self.add_error(field, words)  # type: ignore[arg-type]
        return values
