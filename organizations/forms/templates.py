"""What a street office sends to put a template of its own in place."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.documents import receiving


class TemplateForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)  # the key of the one in use, 0 for the house's
    file = forms.FileField(
        label=_("template"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": receiving.accept("template")}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext("DOCX, XLSX or PDF, at most %(limit)s.") % {
            "limit": filesizeformat(settings.UPLOAD_MAX_BYTES)}

    def clean_seen(self) -> int:
        seen: int = self.cleaned_data["seen"]
        if seen < 0:
            raise ValidationError(_("The form was incomplete. Please open the page again."))
        return seen

    def clean_file(self) -> UploadedFile:
        receiving.checked(self.cleaned_data["file"], kind="template")
        return self.cleaned_data["file"]
