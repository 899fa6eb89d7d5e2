"""What an officer sends to bring a ledger in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, User
from incubator.documents import receiving
from organizations.importing.faults import Unreadable
from organizations.importing.reading import read
from organizations.rules.organizations import register_codes


class LedgerForm(forms.Form):
    area = forms.ModelChoiceField(Area.objects.none(), label=_("street"), empty_label=None)
    file = forms.FileField(
        label=_("ledger"), help_text=_("An Excel workbook (.xlsx) or a CSV file, as your office keeps it."),
        widget=forms.FileInput(attrs={"accept": receiving.accept("import")}))
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.filter(code__in=register_codes(user), level=Area.Level.STREET)

    def clean_file(self) -> UploadedFile:
        uploaded = self.cleaned_data["file"]
        content, _found = receiving.checked(uploaded, kind="import")
        try:
            read(content)
        except Unreadable as error:
            raise ValidationError(error.message) from error
        return uploaded


class ConfirmForm(forms.Form):
    """What the preview showed: the run's version and the fingerprint of what would be done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    plan = forms.CharField(max_length=64, widget=forms.HiddenInput)
