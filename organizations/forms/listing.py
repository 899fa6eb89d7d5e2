"""What is asked of a loose group that is put on the register directly."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, User, within
from incubator.rulebook.models import rule
from organizations.forms.organizations import EntryForm
from organizations.matters.counting import more_party_members, too_many_party_members
from organizations.matters.naming import names_like
from organizations.models import Organization
from organizations.models.organizations import OrganizationQuerySet
from organizations.reports.names import similar_rows
from organizations.rules.organizations import listing_codes

Type = Organization.Type
CHOOSE = _("Please choose")


class ListingForm(EntryForm):
    """With the token of the empty form: sent twice, it gives one group."""

    field_order = ("token", "name", "alike")  # known before the name is judged; the confirmation stands beside it
    token = forms.UUIDField(widget=forms.HiddenInput)
    identity_no = None  # type: ignore[assignment]  # the field of the parent is taken out
    phone = forms.CharField(label=_("contact phone"), required=False, max_length=30)
    alike = forms.BooleanField(
        label=_("It is another group than those named here"), required=False, widget=forms.HiddenInput)

    class Meta(EntryForm.Meta):
        fields = [
            "name", "org_type", "area", "category", "founded_on", "responsible_person", "phone", "member_count",
            "venue", "party_member_count", "has_party_branch", "has_charter", "purpose", "remark",
        ]
        help_texts = {
            "org_type": _("A team of residents, or a group that keeps a courtyard or building in order."),
            "venue": _("Where it meets; of a courtyard group, the courtyard or building."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.fields["token"].initial = self.instance.token
        kind: Any = self.fields["org_type"]
        kind.choices = [("", CHOOSE), *((one.value, one.label) for one in Organization.LISTED_TYPES)]
        area: Any = self.fields["area"]
        area.queryset = Area.objects.filter(within("code", listing_codes(user)), level=Area.Level.COMMUNITY)
        area.empty_label = CHOOSE  # nothing is chosen beforehand that nobody would notice to be wrong
        one: Any = self.fields["category"]
        one.choices = [("", CHOOSE), *Organization.Category.choices]
        self.fields["party_member_count"].required = False
        self.at_home = next(iter(listing_codes(user)), "")  # whose rules hold while no community is chosen
        self._mark(self._wanted(self.at_home))
        self.user, self.similar = user, list[str]()  # names on record that are easily taken for this one
        self._beside_the_name("")
        name = self.fields["name"]
        name.widget.attrs |= {
            "hx-get": reverse("organizations:name-check"), "hx-target": "#name-check", "hx-include": "#id_area",
            "hx-trigger": "load, input changed delay:500ms, change from:#id_area"}

    def clean_token(self) -> Any:
        self.instance.token = self.cleaned_data["token"]
        return self.instance.token

    def others(self) -> OrganizationQuerySet:
        return Organization.objects.on_record().exclude(token=self.instance.token)

    def clean_party_member_count(self) -> int:
        return self.cleaned_data["party_member_count"] or 0

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        self._judge_requirements(values, self.area.code if self.area else self.at_home)
        if self.area:
            self._judge_likeness(values, self.area.street_code)
        if more_party_members(values.get("member_count"), values.get("party_member_count")):
            self.add_error("party_member_count", too_many_party_members())
        return values

    def _wanted(self, area: str) -> dict[str, list[str]]:
        """Type -> what a group of it must have, in the order of the types."""
        wanted = rule("listing-requires", area=area, on=self.today)
        return {kind: wanted.get(kind, []) for kind in Organization.LISTED_TYPES}

    def _mark(self, wanted: dict[str, list[str]]) -> None:
        """Beside each field that it is needed, or of which type."""
        always = _of_every_type(wanted)
        for name, field in self.fields.items():
            of = [str(Type(kind).label) for kind, names in wanted.items() if name in names]
            field.needed = name in always  # type: ignore[attr-defined]
            field.needed_of = "" if name in always else "、".join(of)  # type: ignore[attr-defined]

    def _beside_the_name(self, found: str) -> None:
        """What the register says to it (a fragment) stands here, also where no script asks."""
        self["name"].help_text = format_html(
            '{} <span id="name-check" class="name-check" role="status">{}</span>',
            _("The name it goes by. The register is looked through while you type."), found)

    def _judge_requirements(self, values: dict[str, Any], area: str) -> None:
        """What a group of this type must have is a rule of the street."""
        wanted = self._wanted(area)
        self._mark(wanted)
        kind = values.get("org_type")
        for name in wanted.get(kind, []) if kind else _of_every_type(wanted):
            if name in self.fields and name not in self.errors and values.get(name) in (None, ""):
                self.add_error(name, ValidationError(self.fields[name].error_messages["required"], code="required"))
        least, members = rule("listing-min-members", area=area, on=self.today), values.get("member_count")
        if members is not None and members < least:
            self.add_error("member_count", ValidationError(
                _("A listed group has at least %(least)s members."), params={"least": least}))

    def _judge_likeness(self, values: dict[str, Any], street: str) -> None:
        """A name easily taken for another is looked at once more, then it may stand."""
        if "name" in self.errors or not values.get("name") or values.get("alike"):
            return
        twin = Organization.objects.filter(token=self.instance.token).exists()
        if not twin and (similar := names_like(values["name"], street=street)):
            self.similar = similar
            rows = similar_rows(similar, street=street, by=self.user)
            self._beside_the_name(render_to_string("organizations/_name_check.html", {"similar": rows}))
            self.fields["alike"].widget = forms.CheckboxInput()
            self.add_error("alike", _(
                "Look whether it is one of those named above; if it is another group, tick this and save again."))


def _of_every_type(wanted: dict[str, list[str]]) -> list[str]:
    """What a group must have whatever its type."""
    first, *others = wanted.values() or [[]]
    return [name for name in first if all(name in names for names in others)]


class NameCheckForm(forms.Form):
    """What the check beside the name is told while somebody types."""

    name = forms.CharField(max_length=100)
    area = forms.ModelChoiceField(Area.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.filter(within("code", listing_codes(user)))
