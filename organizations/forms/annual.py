"""What an officer types about an annual campaign, and about a later day for one organization."""

from datetime import date
from typing import Any

from django import forms
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, User
from organizations.forms.filings import VersionedForm
from organizations.forms.people import DayInput
from organizations.importing.folding import tidy
from organizations.models import AnnualCampaign, AnnualDuty
from organizations.rules.annual import faults_of_campaign, proposed, running_year


class CampaignForm(forms.ModelForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = AnnualCampaign
        fields = ["area", "year", "due_on", "note"]
        widgets = {"due_on": DayInput(), "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "year": _("The year the reports are about, usually the last one: of a year that is not over yet nobody can "
                      "report the whole."),
            "due_on": _("The usual last day stands here already, or one thirty days on where it is over. A rest day "
                        "moves to the next working day."),
            "note": _("Every organization reads it with the letter that asks for the report."),
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["version"].initial, self.fields["token"].initial = self.instance.version, self.instance.token
        if self.instance.pk:
            del self.fields["area"]
        else:
            streets = Area.objects.filter(code__in=user.street_codes, level=Area.Level.STREET).order_by("code")
            self.fields["area"].queryset, self.fields["area"].empty_label = streets, None
            if street := streets.first():
                self.fields["year"].initial, self.fields["due_on"].initial = proposed(area=street.code, on=today)

    @property
    def early(self) -> str:
        """A warning where the year that stands in the form is not over yet."""
        year = str(self["year"].value() or "")
        return running_year(int(year), today=self.today) if year.isdecimal() and not self["year"].errors else ""

    def clean_note(self) -> str:
        return tidy(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.instance.pk is None and values.get("token"):
            self.instance.token = values["token"]
        construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        for field, words in faults_of_campaign(self.instance, today=self.today).items():
            if field not in self.errors:
                self.add_error(field, words)  # type: ignore[arg-type]
        return values

    def _post_clean(self) -> None:
        """Nothing: the act asks the table, and knows the form that is sent twice."""


class PostponeForm(VersionedForm):
    due_on = forms.DateField(label=_("new day"), widget=DayInput())
    note = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The organization reads it."))

    def __init__(self, *args: Any, duty: AnnualDuty, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = duty.version
