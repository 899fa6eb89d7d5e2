"""A street's own templates of papers: one takes the place of the one before; without one the house's is given out."""

import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from incubator.accounts.models import Area, User
from incubator.documents.models import Document
from incubator.workflow import Stale
from organizations.models import PaperTemplate
from organizations.rules.templates import keeps_templates
from organizations.workflow import template_workflow


def current(area: Area, kind: str) -> PaperTemplate | None:
    """What the street gives out for this paper; None: the house's."""
    return PaperTemplate.objects.in_use().filter(area=area, kind=kind).select_related("document", "area").first()


def given_out(kind: str, *, street: str) -> PaperTemplate | None:
    """As `current`, by the street's code: what whoever fills in a form gets."""
    return PaperTemplate.objects.in_use().filter(area__code=street, kind=kind).select_related("document").first()


def put_in_place(
    area: Area, kind: str, document: Document, *, by: User, seen: int, token: uuid.UUID
) -> PaperTemplate:
    """Give out this file from now on. `seen` is the key of the one in use that the person saw, 0 for the house's.

    The same form (token) sent twice gives the first one's template. Raises PermissionDenied, Stale.
    """
    new = PaperTemplate(area=area, kind=kind, document=document, token=token)
    if not keeps_templates(by, new):
        raise PermissionDenied("template")
    return template_workflow.create(new, by=by, first=lambda: _make_room(area, kind, by=by, seen=seen))


def _make_room(area: Area, kind: str, *, by: User, seen: int) -> None:
    """What was in use is so no more; Stale where it is not what the person saw."""
    old = current(area, kind)
    if (old.pk if old else 0) != seen:
        known = old or PaperTemplate.objects.filter(pk=seen, area=area, kind=kind).first()
        if known is None:
            raise ValidationError(_("The form was incomplete. Open the page anew."))
        raise Stale("replace", known)
    if old:
        with template_workflow.performing("replace", old, by=by):
            pass


def withdraw(template: PaperTemplate, *, by: User, seen: int) -> None:
    """Give out the house's again; the file stays among the earlier ones."""
    with template_workflow.performing("replace", template, by=by, seen=seen):
        pass
