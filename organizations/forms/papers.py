"""Papers handed in with a form: each is judged by itself, so that one bad file does not cost the good ones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.documents.receiving import receive
from organizations.matters.papers import stored_as


def received(form: forms.Form, uploads: Mapping[str, Any], *, by: User) -> dict[str, Document]:
    """Paper -> document, of the uploaded files that passed; the others are faults at their fields."""
    found = {}
    for kind, uploaded in uploads.items():
        try:
            found[kind] = receive(uploaded, kind=stored_as(kind), by=by)
        except ValidationError as fault:
            form.add_error(kind, fault)
    return found
