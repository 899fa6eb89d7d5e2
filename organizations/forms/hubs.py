"""What is typed about a hub organization and one that it supports."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import within
from organizations.forms.people import NOT_YET, DayInput
from organizations.matters.naming import names_like
from organizations.models import HubLink, Organization, normalized
from organizations.reports.credit import marked, with_marks

OFFERED = 1000


class HubLinkForm(forms.ModelForm):
    """The supported organization is named as it is called; the same form (token) sent twice gives one link."""

    field_order = ("token", "name")
    token = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("supported organization"), max_length=100, widget=forms.TextInput({"list": "supportable"}),
        help_text=_("Its name as the register has it; it lies in the same street. Type a part to be offered names."))

    class Meta:
        model = HubLink
        fields = ("since", "note")
        widgets = {"since": DayInput()}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["token"].initial = self.instance.token

    def offered(self) -> list[tuple[str, str]]:
        """What the hub may support, to choose from: the name, and the name with its marks where it has any.

        A street with more than `OFFERED` still types the name.
        """
        hub = self.instance.hub
        supported = hub.supports.filter(status=HubLink.Status.LIVING).values("supported")
        known = Organization.objects.on_record().filter(within("area__code", [hub.area.street_code])).exclude(
            pk=hub.pk).exclude(pk__in=supported).order_by("name").only("name")
        told = [(one.name, marked(one)) for one in with_marks(known, on=self.today)[:OFFERED]]
        return [(name, words if words != name else "") for name, words in told]

    def clean_token(self) -> Any:
        self.instance.token = self.cleaned_data["token"]
        return self.instance.token

    def clean_name(self) -> str:
        name, hub = self.cleaned_data["name"], self.instance.hub
        found = Organization.objects.on_record().filter(
            within("area__code", [hub.area.street_code]), normalized_name=normalized(name)).first()
        if found is None:
            similar = "、".join(names_like(name, street=hub.area.street_code))
            raise ValidationError(
                _("Nobody of this name is on record in the street. Much like it: %(names)s.") if similar else
                _("Nobody of this name is on record in the street."), params={"names": similar})
        if found == hub:
            raise ValidationError(_("A hub organization supports others, not itself."))
        if hub.supports.filter(supported=found, status=HubLink.Status.LIVING).exclude(
            token=self.instance.token,
        ).exists():
            raise ValidationError(_("The hub supports this organization already."))
        self.instance.supported = found
        return name

    def clean_since(self) -> date:
        if self.cleaned_data["since"] > self.today:
            raise ValidationError(NOT_YET)
        return self.cleaned_data["since"]

    def validate_constraints(self) -> None:
        """Said above, beside the fields; the table holds them all the same."""
