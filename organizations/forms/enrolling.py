"""What is sent to bring a list of office-holders in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from incubator.documents import receiving


class EnrolForm(forms.Form):
    file = forms.FileField(
        label=_("list of office-holders"), allow_empty_file=True,
        help_text=_("An Excel workbook (.xlsx) or a CSV file with the columns 姓名 and 职务, and as you have them "
                    "联系电话, 是否党员, 任期起, 任期止. Who is in no row stays in office."),
        widget=forms.FileInput(attrs={"accept": receiving.accept("import")}))

    def clean_file(self) -> UploadedFile:
        receiving.checked(self.cleaned_data["file"], kind="import")
        return self.cleaned_data["file"]

    def content(self) -> bytes:
        uploaded: UploadedFile = self.cleaned_data["file"]
        uploaded.seek(0)
        return uploaded.read()
