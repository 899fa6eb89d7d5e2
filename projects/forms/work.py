"""What the contractor's people type about an activity or a payment; files once received stay received."""

from datetime import date
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.documents.receiving import accept, receive
from incubator.money import YuanField
from projects.forms.projects import DayInput, tell
from projects.models import Activity, ActivityPhoto, Spending
from projects.recording import left_fen
from projects.rules.work import MOST, faults_of_activity, faults_of_spending, too_many

KEPT_SALT = "projects.kept-files"
KEPT_SECONDS = 2 * 24 * 3600


def kept_token(document: Document, user: User) -> str:
    """Names a received file in a form that comes back: only the person who got it can send it."""
    return signing.dumps([document.pk, user.pk], salt=KEPT_SALT)


def kept_documents(tokens: list[str], user: User) -> list[Document]:
    """The files these names stand for; forged, foreign and stale names are dropped."""
    wanted = []
    for token in tokens:
        try:
            document, person = signing.loads(token, salt=KEPT_SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            continue
        if person == user.pk:
            wanted.append(document)
    return list(Document.objects.filter(pk__in=wanted).order_by("pk"))


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files chosen, one or several, as a list.

    Their content is judged by the form that keeps them; whether there must be one, by the rules: `required` marks it.
    """

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [file for file in (data if isinstance(data, list | tuple) else [data]) if file]


class WorkForm(forms.ModelForm):
    """A record with files. Good files survive faults elsewhere: they come back as ticked boxes."""

    upload = ""  # the field for new files
    kind = ""
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("files received (untick to leave out)"), required=False,
        widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, files: Any = None, *, user: User, today: date, **kwargs: Any) -> None:
        instance = kwargs["instance"]
        initial = {"token": instance.token, "version": instance.version}
        super().__init__(data.copy() if data is not None else None, files, initial=initial, **kwargs)
        self.user, self.today = user, today
        self.documents = kept_documents(data.getlist("kept"), user) if data is not None else self.present()
        if data is not None:
            self.documents = self.usable(self.documents)
        self._offer()

    def present(self) -> list[Document]:
        """The files the record has already."""
        raise NotImplementedError

    def usable(self, documents: list[Document]) -> list[Document]:
        return documents

    def _offer(self) -> None:
        tokens = [kept_token(document, self.user) for document in self.documents]
        field = self.fields["kept"]
        field.choices = list(zip(tokens, [document.name for document in self.documents], strict=True))
        field.initial = tokens
        if self.is_bound:
            self.data.setlist("kept", tokens)
        if not tokens:
            field.widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.instance.pk is None and (token := self.cleaned_data.get("token")):
            self.instance.token = token  # sent twice, it is judged beside the others, not beside itself
        for uploaded in data.get(self.upload) or []:
            try:
                self.documents.append(receive(uploaded, kind=self.kind, by=self.user))
            except ValidationError as error:
                for message in error.messages:
                    self.add_error(self.upload, f"{uploaded.name}：{message}")
        self._offer_received()
        tell(self, self.faults)
        return data

    def _offer_received(self) -> None:
        self.fields["kept"].widget = forms.CheckboxSelectMultiple()
        self._offer()

    def faults(self) -> dict[str, list[str]]:
        raise NotImplementedError


class ActivityForm(WorkForm):
    upload, kind = "photos", "photo"
    photos = FilesField(
        label=gettext_lazy("photos"), required=False,
        widget=ManyFiles(attrs={"accept": accept("photo"), "multiple": True}),
        help_text=gettext_lazy("JPG or PNG, nine at most in all."))

    class Meta:
        model = Activity
        fields = ("date", "place", "content", "sessions", "person_times", "beneficiaries", "hours", "volunteers")
        widgets = {
            "date": DayInput(), "content": forms.Textarea(attrs={"rows": 3}),
            "hours": forms.NumberInput(attrs={"step": "0.25", "min": "0", "inputmode": "decimal"}),
        }
        help_texts = {
            "person_times": gettext_lazy("Attendees summed over the sessions: one person three times counts three."),
            "beneficiaries": gettext_lazy("Each person once."),
            "hours": gettext_lazy("In quarters of an hour, as 1.5 or 2.25."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, most in MOST.items():
            self.fields[name].widget.attrs["max"] = most
            self.fields[name].validators = [  # in place of what the database could hold at most
                *(v for v in self.fields[name].validators if not isinstance(v, MaxValueValidator)),
                MaxValueValidator(most, too_many(most))]

    def present(self) -> list[Document]:
        return list(Document.objects.filter(
            pk__in=self.instance.photos.values("document")).order_by("pk")) if self.instance.pk else []

    def usable(self, documents: list[Document]) -> list[Document]:
        elsewhere = set(ActivityPhoto.objects.filter(document__in=documents).exclude(
            activity=self.instance.pk).values_list("document", flat=True))
        return [document for document in documents if document.kind == self.kind and document.pk not in elsewhere]

    def faults(self) -> dict[str, list[str]]:
        return faults_of_activity(self.instance, photos=self.documents, today=self.today)


class SpendingForm(WorkForm):
    upload, kind = "file", "voucher"
    amount_fen = YuanField(label=gettext_lazy("amount (yuan)"))
    file = FilesField(
        label=gettext_lazy("voucher"), required=False, widget=forms.FileInput(attrs={"accept": accept("voucher")}),
        help_text=gettext_lazy("The invoice or receipt as PDF, JPG or PNG. A new one takes the place of the old."))

    class Meta:
        model = Spending
        fields = ("line", "date", "amount_fen", "payee", "purpose", "voucher_no")
        widgets = {"date": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = self.instance.project.budget_lines.all()
        self.fields["file"].required = not self.documents  # one already received need not be chosen again

    def present(self) -> list[Document]:
        return [self.instance.voucher] if self.instance.pk and self.instance.voucher else []

    def usable(self, documents: list[Document]) -> list[Document]:
        return [document for document in documents if document.kind == self.kind]

    def _offer_received(self) -> None:
        self.documents = self.documents[-1:]
        self.instance.voucher = self.documents[0] if self.documents else None
        super()._offer_received()

    def faults(self) -> dict[str, list[str]]:
        return faults_of_spending(self.instance, left_fen=left_fen(self.instance), today=self.today)
