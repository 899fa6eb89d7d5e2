"""What an officer may type to send a filing or another matter back: an overall reason, and words beside the answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.accounts.reasoning import said
from organizations.forms.filings import VersionedForm
from organizations.models import Matter
from organizations.reports.corrections import PARTS, Remarkable, remarkable

READ_AT_ONCE = 10  # so many boxes stand open; of more only the parts that need a look


@dataclass(frozen=True)
class Part:
    """Answers or papers that belong together, each with the box for the words beside it."""

    label: str
    rows: list[tuple[Remarkable, forms.BoundField]]
    opened: bool

    @property
    def differing(self) -> int:
        return sum(one.differs for one, _box in self.rows)


class ReturnForm(VersionedForm):
    """An overall reason, and words beside each answer or paper that needs mending."""

    note = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("What has to happen before you can approve; the organization reads this first."))

    field_order = ("version", "usual", "note")
    usual = forms.MultipleChoiceField(
        label=_("Usual reasons"), required=False, widget=forms.CheckboxSelectMultiple({"data-usual": ""}),
        help_text=_("Ticked ones go into the reason; there you can change them."))

    def __init__(self, *args: Any, matter: Matter, usual: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = matter.version
        self.fields["usual"].choices = [(words, words) for words in usual]
        note: Any = self.fields["note"]
        note.required, note.needed = not usual, True  # a usual one is a reason too
        if not usual:
            del self.fields["usual"]
        self.remarkable = remarkable(matter)
        for one in self.remarkable:
            self.fields[f"remark_{one.name}"] = forms.CharField(
                label=gettext("On «%(what)s»") % {"what": one.label}, required=False, max_length=300,
                widget=forms.TextInput({"aria-describedby": f"given-{one.name}"}))

    @cached_property
    def parts(self) -> list[Part]:
        """The boxes beside what was handed in; few stand open, of many the first and those that need a look."""
        few, found = len(self.remarkable) <= READ_AT_ONCE, []
        for part, some in groupby(self.remarkable, key=lambda one: one.part):
            rows = [(one, self[f"remark_{one.name}"]) for one in some]
            opened = few or not found or any(one.differs or box.errors or box.data for one, box in rows)
            found.append(Part(str(PARTS[part]), rows, opened))
        return found

    def words(self) -> str:
        """The overall reason."""
        return said(self.cleaned_data.get("usual", []), self.cleaned_data.get("note", ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.words() and not self.errors:
            self.add_error("note", self.fields["note"].error_messages["required"])
        return data

    def remarks(self) -> dict[str, str]:
        return {
            name.removeprefix("remark_"): words for name, words in self.cleaned_data.items()
            if name.startswith("remark_") and words
        }
