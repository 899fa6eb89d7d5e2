"""What a person may type into a filing, page by page, and what an officer may answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.documents import receiving
from organizations.filing import STEPS, stored_as, taken_name
from organizations.filing.facts import personal
from organizations.forms.papers import with_templates
from organizations.matters.counting import more_party_members, too_many_party_members
from organizations.matters.naming import name_is_taken
from organizations.models import Filing, Material, Organization

HINTS = {
    "name": _("The full name as it is to stand on the certificate, for example «桥西社区阳光助老志愿服务队»."),
    "purpose": _("What you do and for whom, in two or three sentences."),
    "venue": _("Where you meet, with house number: a relatively fixed place."),
    "responsible_person": _("The name on the identity card."),
    "identity_no": _("18 characters. Kept encrypted; shown with stars. A number with stars stays as it is."),
    "phone": _("A mobile number of 11 digits. Kept encrypted; shown with stars."),
    "member_count": _("Everyone who takes part regularly; usually at least 10 are needed."),
    "has_party_branch": _("Tick this if there is a party organization among your members."),
}


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


def communities() -> list[tuple[str, list[tuple[int, str]]]]:
    """The communities to choose from, under their streets."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for area in Area.objects.filter(level=Area.Level.COMMUNITY).select_related("parent"):
        groups.setdefault(area.parent.name if area.parent else "", []).append((area.pk, area.name))
    return list(groups.items())


def offer_communities(form: forms.BaseForm) -> None:
    """Fill the list, grouped by street, when the form is made."""
    widget: Any = form.fields["area"].widget
    widget.choices = [("", gettext("Please choose")), *communities()]


def judge_name(
    form: forms.BaseForm, values: dict[str, Any], *, apart_from: int | None = None, registered: bool = False
) -> None:
    """A fault of the name when it is borne already where it may be borne once: see `bearing`."""
    name, area = values.get("name"), values.get("area")
    if name and area and taken_name(name, street=area.street_code, apart_from=apart_from, registered=registered):
        form.add_error("name", name_is_taken())


class CommunityField(forms.ModelChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Area.objects.filter(level=Area.Level.COMMUNITY), empty_label=None, **kwargs)


class StartForm(forms.ModelForm):
    """The three answers a draft begins with."""

    registered = False  # whether it is to be
    token = forms.UUIDField(widget=forms.HiddenInput)
    area = CommunityField(label=_("community"))

    class Meta:
        model = Organization
        fields = ["name", "area", "category"]
        help_texts = HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_communities(self)

    def clean_name(self) -> str:
        return self.cleaned_data["name"].strip()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        judge_name(self, values, registered=self.registered)
        return values


class FactsForm(forms.ModelForm):
    """One page of facts; what is left empty may be filled in later, what is typed must be right."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Organization
        fields: list[str] = []
        help_texts = HINTS

    def __init__(self, data: Any = None, *, filing: Filing) -> None:
        self.filing = filing
        super().__init__(data, instance=filing.organization)
        self.fields["version"].initial = filing.version
        for name, words in filing.remarks.items():
            if name in self.fields:
                field = self.fields[name]
                field.help_text = remarked(field.help_text, words)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


def remarked(hint: Any, words: str) -> str:
    """The hint of a field with the officer's words before it."""
    return format_html(
        '<strong class="officer-remark">{}</strong> {}', gettext("The office says: %(words)s") % {"words": words}, hint)


class BasicsForm(FactsForm):
    area = CommunityField(label=_("community"))

    class Meta(FactsForm.Meta):
        fields = list(STEPS["basics"])
        widgets = {"purpose": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_communities(self)

    def clean_name(self) -> str:
        return self.cleaned_data["name"].strip()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        judge_name(self, values, apart_from=self.instance.pk)
        return values


class PeopleForm(FactsForm):
    identity_no = forms.CharField(label=_("identity number"), required=False, max_length=30, help_text=HINTS[
        "identity_no"], widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}))
    phone = forms.CharField(label=_("contact phone"), required=False, max_length=30, help_text=HINTS["phone"],
                            widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}))

    class Meta(FactsForm.Meta):
        fields = list(STEPS["people"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("member_count", "party_member_count"):
            self.fields[name].required = False
            self.fields[name].validators.append(MaxValueValidator(1_000_000))

    def clean_identity_no(self) -> Any:
        return personal(self.filing.organization, "identity_no", self.cleaned_data["identity_no"])

    def clean_phone(self) -> Any:
        return personal(self.filing.organization, "phone", self.cleaned_data["phone"])

    def clean_party_member_count(self) -> int:
        return self.cleaned_data["party_member_count"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if more_party_members(cleaned.get("member_count"), cleaned.get("party_member_count")):
            self.add_error("party_member_count", too_many_party_members())
        return cleaned


FORMS: dict[str, type[FactsForm]] = {"basics": BasicsForm, "people": PeopleForm}

PAPERS = {
    Material.Kind.CHARTER: _(
        "Required. The signed rules of the organization: name, purpose, members' rights, how it decides, "
        "how it ends. For example «章程(2026年会员大会通过).pdf»."),
    Material.Kind.VENUE: _(
        "If you have it: a lease or a written consent to use the room, for example a photo of it."),
    Material.Kind.ROSTER: _("If you have it: the list of members with names, no identity numbers."),
}


class MaterialsForm(VersionedForm):
    """One field for each paper. Each file is checked by itself, so that one bad file does not cost the good ones."""

    def __init__(self, *args: Any, filing: Filing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = filing.version
        for kind, hint in PAPERS.items():
            help_text: Any = with_templates(self._hint(hint), kind, street=filing.organization.area.street_code)
            if words := filing.remarks.get(kind):
                help_text = remarked(help_text, words)
            self.fields[kind] = forms.FileField(
                label=Material.Kind(kind).label, required=False, help_text=help_text, allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": receiving.accept(stored_as(kind))}))

    @staticmethod
    def _hint(hint: Any) -> str:
        return gettext("%(hint)s PDF, DOCX, JPG or PNG, at most %(limit)s.") % {
            "hint": hint, "limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}

    def papers(self) -> dict[str, Any]:
        """kind -> uploaded file, of those chosen."""
        return {kind: self.cleaned_data[kind] for kind in PAPERS if self.cleaned_data.get(kind)}
