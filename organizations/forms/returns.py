"""What an officer may type to send a filing or another matter back: an overall reason, and words beside the answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.accounts.reasoning import said
from organizations.forms.filings import VersionedForm
from organizations.models import Matter
from organizations.reports.corrections import remarkable


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
        self.fields["note"].required = not usual  # a usual one is a reason too
        if not usual:
            del self.fields["usual"]
        for one in remarkable(matter):
            self.fields[f"remark_{one.name}"] = forms.CharField(
                label=gettext("On «%(what)s»") % {"what": one.label}, required=False, max_length=300,
                help_text=format_html("{}", one.value))

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
