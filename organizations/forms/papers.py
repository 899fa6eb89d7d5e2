"""Papers handed in with a form: each is judged by itself, so that one bad file does not cost the good ones."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.documents.receiving import receive
from organizations.matters.papers import stored_as
from organizations.models import Material


def with_templates(hint: Any, kind: str, *, street: str) -> str:
    """The hint of an upload field with its template and a filled example; `street` gives out its own, if it has one."""
    what = Material.Kind(kind).label
    return format_html(
        '{} <a href="{}?street={}">{}<span class="visually-hidden"> ({})</span></a> · '
        '<a href="{}">{}<span class="visually-hidden"> ({})</span></a>',
        hint, reverse("organizations:template", args=[kind]), street, gettext("Template"), what,
        reverse("organizations:template-example", args=[kind]), gettext("Example"), what)


def received(form: forms.Form, uploads: Mapping[str, Any], *, by: User) -> dict[str, Document]:
    """Paper -> document, of the uploaded files that passed; the others are faults at their fields."""
    found = {}
    for kind, uploaded in uploads.items():
        try:
            found[kind] = receive(uploaded, kind=stored_as(kind), by=by)
        except ValidationError as fault:
            form.add_error(kind, fault)
    return found
