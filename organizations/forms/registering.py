"""What begins a registration, and what the county's certificate says at its end."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organizations.forms.filings import StartForm, VersionedForm
from organizations.forms.matters import DAY
from organizations.forms.organizations import CERTIFICATE_NO
from organizations.importing import understanding
from organizations.importing.columns import CODE_STARTS
from organizations.importing.faults import WORDS, Fault
from organizations.matters.asking import answer
from organizations.matters.registering import WANTED, CountyCertificate, faults_of_certificate
from organizations.models import Matter, Organization


class FoundingForm(StartForm):
    """The answers a draft begins with that is to be registered."""

    registered = True

    class Meta(StartForm.Meta):
        fields = ["name", "org_type", "area", "category"]
        labels = {"org_type": _("registered as")}
        help_texts = {"name": _("As it is to be registered, with the name of the district in front.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["org_type"] = forms.ChoiceField(
            label=_("registered as"), choices=[("", _("Please choose")), *WANTED])


class RegisteredForm(VersionedForm):
    """What the county's certificate says."""

    name = forms.CharField(label=_("registered name"), max_length=100)
    uscc = forms.CharField(label=_("unified social credit code"), max_length=30, help_text=_(
        "18 characters, from the certificate."))
    registration_no = forms.CharField(
        label=_("number of the registration certificate"), max_length=50, help_text=CERTIFICATE_NO)
    registered_on = forms.DateField(label=_("registered on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def __init__(self, *args: Any, matter: Matter, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.today = matter, today
        self.fields["version"].initial = matter.organization.version  # it is the register that is written
        self.fields["name"].initial = answer(matter, "name")

    def clean_uscc(self) -> str:
        """The check digit right, and a start that goes with the type applied for (GB 32100-2015, domain.md §2.3)."""
        try:
            code = understanding.credit_code(self.cleaned_data["uscc"])
        except Fault as fault:
            raise ValidationError(WORDS[fault.kind], code=fault.kind, params=fault.params) from fault
        wanted = Organization.Type(answer(self.matter, "wanted"))
        if not code.startswith(CODE_STARTS[wanted]):
            raise ValidationError(_("The code of «%(type)s» starts with %(start)s.") % {
                "type": wanted.label, "start": CODE_STARTS[wanted]})
        return code

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name, words in faults_of_certificate(self.matter, values, today=self.today).items():
            self.add_error(name, words)
        return values

    def certificate(self) -> CountyCertificate:
        return CountyCertificate(*(self.cleaned_data[name] for name in CountyCertificate._fields))
