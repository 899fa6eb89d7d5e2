"""What is typed about the catalogue: a round, a nomination, an objection."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.entering import clean_phone
from incubator.accounts.models import Area, User
from incubator.accounts.rules import acted_for_street
from incubator.documents import receiving
from incubator.documents.models import Document
from organizations.catalogue.entries import fields_offered
from organizations.models import CatalogueObjection, CatalogueRound, Organization
from organizations.models.organizations import OrganizationQuerySet
from organizations.reports.credit import marked, with_marks

DAY = {"type": "date"}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


class RoundForm(forms.ModelForm):
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CatalogueRound
        fields = ["area", "year", "applies_from", "applies_until", "valid_until", "note"]
        widgets = {
            "applies_from": day_input(), "applies_until": day_input(), "valid_until": day_input(),
            "note": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "applies_until": gettext_lazy("The last day counts; the publicity can begin on the day after."),
            "valid_until": gettext_lazy("To this day the organizations listed count as qualified."),
            "note": gettext_lazy("Organizations read it above the conditions."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial, self.fields["token"].initial = self.instance.version, self.instance.token
        if self.instance.pk:
            del self.fields["area"], self.fields["year"]  # applications name them
        else:
            self.fields["area"].queryset = Area.objects.filter(
                acted_for_street(user, "code"), level=Area.Level.STREET)
            self.fields["area"].empty_label = None

    def clean_year(self) -> int:
        year = self.cleaned_data["year"]
        if not 2000 <= year <= 2100:
            raise ValidationError(_("Write the year with four digits."))
        return year

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.instance.pk is None and values.get("token"):
            self.instance.token = values["token"]
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """One round a street and year: the domain asks, which knows a form sent twice, and tells it at the year."""
        return super()._get_validation_exclusions() | {"area"}


class MarkedChoiceField(forms.ModelChoiceField):
    """Organizations out of `with_marks`, each with what its records say behind its name."""

    def label_from_instance(self, organization: Any) -> str:
        return marked(organization)


class NominationForm(forms.Form):
    """The organization of the street that is proposed, and for which fields."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    organization = MarkedChoiceField(
        Organization.objects.none(), label=gettext_lazy("organization"), error_messages={
            "invalid_choice": gettext_lazy("Only an organization on record in the street can be nominated.")})
    fields_of_service = forms.MultipleChoiceField(
        label=gettext_lazy("fields of service"), widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *args: Any, round: CatalogueRound, known: OrganizationQuerySet, today: date, **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = with_marks(known, on=today)
        self.fields["fields_of_service"].choices = [(word, word) for word in fields_offered(round)]


class ObjectionForm(forms.ModelForm):
    """What anybody may say against an entry; who it is stays with the office."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    phone = forms.CharField(
        label=gettext_lazy("contact phone"), required=False, max_length=30, widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("Only the street office sees it, masked; it calls when something is unclear."))
    file = forms.FileField(
        label=gettext_lazy("paper"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": receiving.accept("paper")}))

    class Meta:
        model = CatalogueObjection
        fields = ["name", "text"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"}), "text": forms.Textarea(attrs={"rows": 6})}
        labels = {"name": gettext_lazy("your name"), "text": gettext_lazy("what you object to, and why")}
        help_texts = {"name": gettext_lazy("The organization and the public do not learn it.")}

    field_order = ["text", "file", "name", "phone", "token"]

    def __init__(self, *args: Any, anonymous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = self.fields["phone"].required = not anonymous
        self.fields["text"].max_length = 5000
        self.fields["token"].initial = self.instance.token
        self.fields["file"].help_text = _("Optional. PDF, DOCX, JPG or PNG, at most %(limit)s.") % {
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def clean_text(self) -> str:
        text = self.cleaned_data["text"].strip()
        if len(text) > 5000:
            raise ValidationError(_("At most %(n)s characters.") % {"n": 5000})
        return text

    def objection(self, *, by: User | None) -> CatalogueObjection:
        """The objection as typed, its paper kept. Raises ValidationError at `file`."""
        made: CatalogueObjection = self.instance
        made.token, made.phone = self.cleaned_data["token"], self.cleaned_data["phone"]
        made.paper = self._kept(by)
        return made

    def _kept(self, by: User | None) -> Document | None:
        if not self.cleaned_data.get("file"):
            return None
        try:
            return receiving.receive(self.cleaned_data["file"], kind="paper", by=by)
        except ValidationError as fault:
            raise ValidationError({"file": fault}) from fault


class UpholdForm(forms.Form):
    """Two texts for two readers: who objected gets the answer, the organization the reason."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label=gettext_lazy("answer of the office"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("For who objected, read with the receipt code; the organization does not see it."))
    reason = forms.CharField(
        label=gettext_lazy("reason for the organization"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        initial=gettext_lazy("What came up during the publicity was looked into: the conditions of the catalogue are "
                             "not met."),
        help_text=gettext_lazy("The organization reads it in its letter and in its history. Name nobody, and repeat no "
                               "words of the objection."))

    def __init__(self, *args: Any, objection: CatalogueObjection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = objection.version


class AnswerForm(forms.Form):
    """The code of an objection, to read the answer."""

    code = forms.CharField(label=gettext_lazy("receipt code"), max_length=40, widget=forms.TextInput(
        attrs={"autocomplete": "off", "autocapitalize": "characters"}))

    def clean_code(self) -> str:
        """Groups of four however they were typed."""
        letters = "".join(c for c in self.cleaned_data["code"].upper() if c.isalnum())
        return "-".join(letters[start:start + 4] for start in range(0, len(letters), 4))
