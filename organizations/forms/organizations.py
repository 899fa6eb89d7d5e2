"""What an officer may write into the register; the rules of a ledger's row hold for a form as well."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, User, within
from incubator.masking import is_masked
from incubator.rulebook.models import rule
from organizations.importing import understanding
from organizations.importing.doubting import doubts_in_words
from organizations.importing.faults import WORDS, Fault
from organizations.importing.folding import tidy
from organizations.importing.judging import lacks
from organizations.models import CERTIFIED, Certificate, Organization
from organizations.models.organizations import OrganizationQuerySet
from organizations.rules.organizations import corrected_codes

TYPED = ("name", "venue", "responsible_person", "remark", "registration_no")
CERTIFICATE_NO = _(
    "As printed on the certificate of civil affairs (登记证号); on newer ones it is the unified social credit code.")


class RevokeForm(forms.Form):
    """Why the organization is revoked; a registered one is revoked by civil affairs, the street records it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("decision and reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = organization.version
        self.fields["note"].help_text = _(
            "Civil affairs revoke a registered organization: give the number and the day of their decision."
        ) if organization.is_registered else _(
            "The organization reads it. Say what was found, and which decision it rests on.")


class EntryForm(forms.ModelForm):
    """What is asked of every entry, new or put right."""

    identity_no = forms.CharField(
        label=_("identity number"), required=False, max_length=30,
        help_text=_("A number with stars stays as it is. Write all 18 characters to change it."))
    phone = forms.CharField(
        label=_("contact phone"), required=False, max_length=30,
        help_text=_("A number with stars stays as it is. Write it in full to change it."))

    class Meta:
        model = Organization
        fields = [
            "name", "org_type", "uscc", "registration_no", "area", "category", "founded_on", "responsible_person",
            "identity_no", "phone", "member_count", "has_charter", "venue", "party_member_count", "has_party_branch",
            "is_hub", "purpose", "remark",
        ]
        widgets = {
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "purpose": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "uscc": _("18 characters, from the licence. A filed organization has none."),
            "registration_no": CERTIFICATE_NO,
            "is_hub": _("It supports other organizations."),
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["responsible_person"].required = True
        area: Any = self.fields["area"]
        area.queryset = Area.objects.filter(
            within("code", corrected_codes(user)), level__in=[Area.Level.STREET, Area.Level.COMMUNITY])
        area.empty_label = None

    def clean_uscc(self) -> str:
        return _understood(understanding.credit_code, self.cleaned_data["uscc"])

    def clean_identity_no(self) -> Any:
        return self._number("identity_no", understanding.identity)

    def clean_phone(self) -> Any:
        return self._number("phone", understanding.phone)

    def clean_founded_on(self) -> date | None:
        return _understood(understanding.day(self.today), self.cleaned_data["founded_on"])

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def _judge_name(self, values: dict[str, Any], street: str) -> None:
        """A name is borne once in the street, that of a registered one once in the district."""
        registered = values.get("org_type") in Organization.REGISTERED_TYPES
        if (name := values.get("name")) and self.others().bearing(name, street=street, registered=registered).exists():
            self.add_error("name", _("An organization of this name is on record already."))

    def others(self) -> OrganizationQuerySet:
        """Who else stands in the register."""
        return Organization.objects.on_record().exclude(pk=self.instance.pk)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in TYPED:
            if isinstance(values.get(name), str):
                values[name] = tidy(values[name])
        if values.get("registration_no") and values.get("org_type") not in Organization.REGISTERED_TYPES:
            self.add_error("registration_no", _("Only a registered organization has a certificate of civil affairs."))
        if area := self.area:
            self._judge_name(values, area.street_code)
            minimum = int(rule("filing-min-members", area=area.code, on=self.today))
            for name, kind, params in lacks(values | {"filing_no": self.instance.filing_no}, minimum=minimum):
                where = name if name in self.fields else "org_type"
                if where not in self.errors:
                    self.add_error(where, ValidationError(WORDS[kind], code=kind, params=params))
        return values

    @property
    def area(self) -> Area | None:
        """Where the entry lies by what was typed, or by what stands there."""
        return self.cleaned_data.get("area") or (self.instance.area if self.instance.area_id else None)

    def _number(self, name: str, understand: Callable[[Any], Any]) -> Any:
        return number_typed(self.cleaned_data[name], getattr(self.instance, name), understand)


class OrganizationForm(EntryForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        alone = Organization.objects.filter(pk=self.instance.pk)
        self.certificate = Certificate.objects.numbers(alone).get(self.instance.pk, "")
        for name in CERTIFIED if self.certificate else ():
            self.fields[name].help_text = _("Stands on the certificate: it changes by a matter of the organization.")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        for name in CERTIFIED if self.certificate else ():
            known = getattr(self.instance, name)
            if name in values and values[name] != (tidy(known) if isinstance(known, str) else known):
                self.add_error(name, ValidationError(
                    WORDS["certified"], code="certified", params={"number": self.certificate}))
        return values

    def doubts(self) -> list[str]:
        """What looks odd about the code that was typed, in words; nothing about one that stands as it stood."""
        if "uscc" not in self.changed_data or self.area is None:
            return []
        return doubts_in_words(self.cleaned_data["uscc"], area_code=self.area.code)


def number_typed(typed: str, known: Any, understand: Callable[[Any], Any]) -> Any:
    """A mask typed back is the number on record; another mask is nobody's."""
    if is_masked(typed) and typed == str(known or ""):
        return known
    if is_masked(typed):
        raise ValidationError(WORDS["masked"], code="masked")
    return _understood(understand, typed)


def _understood(understand: Callable[[Any], Any], typed: Any) -> Any:
    try:
        return understand(typed)
    except Fault as fault:
        raise ValidationError(WORDS[fault.kind], code=fault.kind, params=fault.params) from fault
