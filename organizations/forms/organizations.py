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
from organizations.importing.faults import WORDS, Fault
from organizations.importing.folding import tidy
from organizations.importing.judging import lacks
from organizations.models import Organization, normalized
from organizations.rules.organizations import corrected_codes

TYPED = ("name", "venue", "responsible_person", "remark")


class OrganizationForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    identity_no = forms.CharField(
        label=_("identity number"), required=False, max_length=30,
        help_text=_("A number with stars stays as it is. Write all 18 characters to change it."))
    phone = forms.CharField(
        label=_("contact phone"), required=False, max_length=30,
        help_text=_("A number with stars stays as it is. Write it in full to change it."))

    class Meta:
        model = Organization
        fields = [
            "name", "org_type", "uscc", "area", "category", "founded_on", "responsible_person", "identity_no", "phone",
            "member_count", "has_charter", "venue", "party_member_count", "has_party_branch", "is_hub", "purpose",
            "remark",
        ]
        widgets = {
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "purpose": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "uscc": _("18 characters, from the licence. A filed organization has none."),
            "is_hub": _("It supports other organizations."),
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["version"].initial = self.instance.version
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
        name = tidy(self.cleaned_data["name"])
        twins = Organization.objects.on_record().filter(normalized_name=normalized(name)).exclude(pk=self.instance.pk)
        if twins.exists():
            raise ValidationError(_("An organization of this name is on record already."))
        return name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in TYPED:
            if isinstance(values.get(name), str):
                values[name] = tidy(values[name])
        area = values.get("area") or self.instance.area
        minimum = int(rule("filing-min-members", area=area.code, on=self.today))
        for name, kind, params in lacks(values, minimum=minimum):
            if name not in self.errors:
                self.add_error(name, ValidationError(WORDS[kind], code=kind, params=params))
        return values

    def _number(self, name: str, understand: Callable[[Any], Any]) -> Any:
        return number_typed(self.cleaned_data[name], getattr(self.instance, name), understand)


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
