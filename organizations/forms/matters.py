"""What a person may type into a matter, made from the kind's questions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.documents import receiving
from incubator.money import YuanField
from organizations.filing.facts import personal
from organizations.forms.filings import CommunityField, VersionedForm, offer_communities, remarked
from organizations.forms.papers import with_templates
from organizations.matters import changing
from organizations.matters.asking import Question, answer
from organizations.matters.kinds import kind_of
from organizations.matters.papers import given_on, papers_before, stored_as
from organizations.models import NUMBERS, Material, Matter, joined_words, listed_words

DAY = {"type": "date"}
MOST = 1_000_000


class SeveralField(forms.MultipleChoiceField):
    """Words ticked off a list, kept as one text with «、» between them; a machine may send that text."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return listed_words(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> list[str]:
        return super().to_python(listed_words(value) if isinstance(value, str) else value)

    def clean(self, value: Any) -> str:
        return joined_words(super().clean(value))


def _field(question: Question, choices: Any = ()) -> forms.Field:
    """`choices` are those of the matter where they are a rule."""
    given: dict[str, Any] = {"label": question.label, "required": False, "help_text": question.hint}
    if question.sort == "long":
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **given)
    if question.sort == "date":
        return forms.DateField(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **given)
    if question.sort == "several":
        return SeveralField(choices=choices, **given)
    if question.sort == "choice":
        return forms.ChoiceField(choices=[("", _("Please choose")), *question.choices], **given)
    if question.sort == "tick":
        return forms.BooleanField(**given)
    if question.sort == "count":
        return forms.IntegerField(min_value=0, validators=[MaxValueValidator(MOST)], **given)
    if question.sort == "yuan":
        return YuanField(min_value=0, max_digits=14, decimal_places=2, **given)
    if question.sort == "area":
        return CommunityField(**given)
    return forms.CharField(max_length=question.longest, **given)


def counted(hint: Any, figure: str) -> Any:
    """A hint with what the platform has counted itself."""
    words = gettext("Counted by the platform: %(figure)s") % {"figure": figure}
    return format_html('{} <span class="answer-known">{}</span>', hint, words)


class MatterForm(VersionedForm):
    """All questions of the kind and a field for each paper; what is left empty may be filled in later."""

    def __init__(self, *args: Any, matter: Matter, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self.kind, self.today = matter, kind_of(matter), today
        self.fields["version"].initial = matter.version
        known = self.kind.known(matter)
        register = changing.current(matter.organization, changing.FACTS) if matter.kind == Matter.Kind.CHANGE else known
        idle = {box.name for name, box in changing.STRIKES.items() if not register.get(name)}  # empty as it is
        choices = self.kind.choices(matter)
        demanded = self.kind.demanded(matter, on=today)
        for question in self.kind.asked(matter):
            if question.name in idle:
                continue
            field = self.fields[question.name] = _field(question, choices.get(question.name, ()))
            # said beside it now, asked for when it is handed in: a draft may have gaps
            field.needed = question.required or question.name in demanded  # type: ignore[attr-defined]
            value = answer(matter, question.name)
            field.initial = register.get(question.name) if value in (None, "") else value
            if question.name in known:
                field.help_text = counted(field.help_text, question.shown(known[question.name]))
            if question.not_yet:
                field.widget.attrs["max"] = today.isoformat()
            if question.name in NUMBERS:
                field.initial = str(field.initial or "")
            if words := matter.remarks.get(question.name):
                field.help_text = remarked(field.help_text, words)
            if question.sort == "area":
                offer_communities(self)
        self._offer_papers(today)

    def _offer_papers(self, today: date) -> None:
        """A field for each paper; one given before and still good may be taken again."""
        self.good, wrong = papers_before(self.matter, on=today)
        laid = set(self.matter.materials.values_list("kind", flat=True))
        for kind, when in self.papers_offered(today).items():
            hint: Any = gettext("PDF, DOCX, JPG or PNG, at most %(limit)s.") % {
                "limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}
            hint = format_html("<strong>{}</strong> {}", when, hint) if when else hint
            hint = with_templates(hint, kind, street=self.matter.organization.area.street_code)
            if words := self.matter.remarks.get(kind):
                hint = remarked(hint, words)
            elif kind in wrong and kind not in laid:
                hint = remarked(hint, gettext(
                    "%(remark)s (about the same paper in an earlier application; give a new one)") % {
                        "remark": wrong[kind]})
            label = Material.Kind(kind).label
            if kind in self.good and kind not in laid:
                paper = self.good[kind]
                self.fields[f"again_{kind}"] = forms.BooleanField(
                    required=False, label=gettext("%(what)s: use the paper given before") % {"what": label},
                    help_text=format_html("{}", gettext("«%(name)s», given on %(day)s with %(matter)s") % {
                        "name": paper.document.name, "day": given_on(paper),
                        "matter": paper.matter.receipt_no}))
            self.fields[kind] = forms.FileField(
                label=label, required=False, help_text=hint, allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": receiving.accept(stored_as(kind))}))
            self.fields[kind].needed = (  # type: ignore[attr-defined]
                self.kind.all_papers is None and kind not in laid)  # else it depends on the answers

    def papers_offered(self, today: date) -> dict[str, str]:
        """All that the kind may ask for, before the answers say which of them -> when, where that hangs on them."""
        if self.kind.all_papers is None:
            return dict.fromkeys(self.kind.papers(self.matter, on=today), "")
        return dict(self.kind.all_papers(self.matter, on=today))

    def clean(self) -> dict[str, Any]:
        """Personal numbers: the mask shown before means «leave as it is». No draft keeps a day that has not come."""
        cleaned = super().clean() or self.cleaned_data
        for question in self.kind.asked(self.matter):
            if faults := question.too_soon(cleaned.get(question.name), on=self.today):
                self.add_error(question.name, ValidationError(faults))
        for name in NUMBERS:
            if name in cleaned:
                try:
                    cleaned[name] = personal(self._shown_before(name), name, cleaned[name])
                except ValidationError as fault:
                    self.add_error(name, fault)
        return cleaned

    def _shown_before(self, name: str) -> Any:
        return self.matter if getattr(self.matter, name) else self.matter.organization

    def answers(self) -> dict[str, Any]:
        """Question -> value."""
        return {q.name: self.cleaned_data[q.name] for q in self.kind.asked(self.matter) if q.name in self.cleaned_data}

    def uploads(self) -> dict[str, Any]:
        """Paper -> uploaded file, of those chosen."""
        return {kind: self.cleaned_data[kind] for kind in Material.Kind.values if self.cleaned_data.get(kind)}

    def again(self) -> list[str]:
        """The papers to be taken again, where no new file was chosen."""
        chosen = self.cleaned_data
        return [kind for kind in self.good if chosen.get(f"again_{kind}") and not chosen.get(kind)]


def understood(matter: Matter, given: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """Some answers, sent by a machine, as the form would take them. Raises ValidationError with all faults by name."""
    asked = {question.name: question for question in kind_of(matter).asked(matter)}
    choices = kind_of(matter).choices(matter)
    found: dict[str, Any] = {}
    faults: dict[str, list[str]] = {}
    for name, value in given.items():
        if name not in asked:
            faults[name] = [gettext("Nothing called %(names)s is asked for here.") % {"names": name}]
            continue
        try:
            found[name] = _field(asked[name], choices.get(name, ())).clean("" if value is None else value)
            if too_soon := asked[name].too_soon(found[name], on=today):
                raise ValidationError(too_soon)
            if name in NUMBERS:
                found[name] = personal(matter if getattr(matter, name) else matter.organization, name, found[name])
        except ValidationError as fault:
            faults[name] = list(fault.messages)
    if faults:
        raise ValidationError(faults)
    return found
