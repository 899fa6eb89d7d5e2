"""What is typed about an office-holder or a pairing: whoever types is told of every fault beside its field."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from organizations.forms.organizations import number_typed
from organizations.importing import understanding
from organizations.importing.folding import tidy
from organizations.models import HubLink, OfficeHolder, Pairing

ONE_AT_A_TIME = _("The organization has a legal representative in office already.")
NO_LEGAL_PERSON = _(
    "Only a registered organization is a legal person and has a legal representative; enter a responsible person.")
NOT_YET = _("This day has not come yet.")


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeopleForm(forms.ModelForm):
    """With the token of the empty form (sent twice it gives one thing) and the version of what is edited."""

    field_order = ("token", "version")  # the token is known before the others are judged
    token = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, instance: Any, today: date, **kwargs: Any) -> None:
        initial = {"token": instance.token, "version": instance.version}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self.today = today

    def clean_token(self) -> Any:
        """A new thing takes the form's token, so that sent twice it is judged beside the others, not beside itself."""
        token = self.cleaned_data["token"]
        if self.instance.pk is None:
            self.instance.token = token
        return token

    def others(self) -> Any:
        """The organization's other rows of this kind."""
        return type(self.instance).objects.filter(organization=self.instance.organization_id).exclude(
            token=self.instance.token)


class HolderForm(PeopleForm):
    phone = forms.CharField(
        label=_("contact phone"), required=False, max_length=30,
        help_text=_("A number with stars stays as it is. Write it in full to change it."))

    class Meta:
        model = OfficeHolder
        fields = ("name", "role", "phone", "is_party_member", "term_starts_on", "term_ends_on")
        widgets = {"term_starts_on": DayInput(), "term_ends_on": DayInput()}
        help_texts = {"term_ends_on": _("The last day of the term; empty where the charter sets none.")}

    def clean_name(self) -> str:
        return tidy(self.cleaned_data["name"])

    def clean_phone(self) -> Any:
        return number_typed(self.cleaned_data["phone"], self.instance.phone, understanding.phone)

    def clean_role(self) -> str:
        role = self.cleaned_data["role"]
        if role == OfficeHolder.Role.LEGAL_REPRESENTATIVE:
            if not self.instance.organization.is_registered:
                raise ValidationError(NO_LEGAL_PERSON)
            if self.others().filter(role=role, status=OfficeHolder.Status.SERVING).exists():
                raise ValidationError(ONE_AT_A_TIME)
        return role

    def clean_term_ends_on(self) -> date | None:
        start, end = self.cleaned_data.get("term_starts_on"), self.cleaned_data["term_ends_on"]
        if start and end and end <= start:
            raise ValidationError(_("A term ends after it starts."))
        return end

    def validate_constraints(self) -> None:
        """Said above, beside the fields; the table holds them all the same."""


class LeaveForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    left_on = forms.DateField(label=_("left on"), widget=DayInput())

    def __init__(self, *args: Any, holder: OfficeHolder, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": holder.version, "left_on": today}, **kwargs)
        self.holder, self.today = holder, today

    def clean_left_on(self) -> date:
        day, start = self.cleaned_data["left_on"], self.holder.term_starts_on
        if day > self.today:
            raise ValidationError(NOT_YET)
        if start and day < start:
            raise ValidationError(_("Nobody leaves before the term starts (%(day)s)."), params={"day": start})
        return day


class PairingForm(PeopleForm):
    class Meta:
        model = Pairing
        fields = ("area", "branch_name", "since", "note")
        widgets = {"since": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.under(self.instance.organization.area.street_code).filter(
            level=Area.Level.COMMUNITY)
        area.empty_label = None

    def clean_branch_name(self) -> str:
        name = tidy(self.cleaned_data["branch_name"])
        if self.others().filter(branch_name=name, status=Pairing.Status.LIVING).exists():
            raise ValidationError(_("The organization is paired with this branch already."))
        return name

    def clean_since(self) -> date:
        if self.cleaned_data["since"] > self.today:
            raise ValidationError(NOT_YET)
        return self.cleaned_data["since"]

    def validate_constraints(self) -> None:
        """Said above, beside the fields; the table holds them all the same."""


class EndForm(forms.Form):
    """The last day of something that holds from a day (`since`) until another (`ended_on`): a pairing, a support."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = forms.DateField(widget=DayInput())

    def __init__(self, *args: Any, ends: Pairing | HubLink, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": ends.version, "ended_on": today}, **kwargs)
        self.fields["ended_on"].label = ends._meta.get_field("ended_on").verbose_name
        self.ends, self.today = ends, today

    def clean_ended_on(self) -> date:
        day = self.cleaned_data["ended_on"]
        if day > self.today:
            raise ValidationError(NOT_YET)
        if day < self.ends.since:
            raise ValidationError(_("It began on %(day)s; it cannot end before."), params={"day": self.ends.since})
        return day
