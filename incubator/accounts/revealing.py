"""Showing one personal number whole: with a right, a reason and a record."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import Disclosure, User
from incubator.accounts.rules import acts_for_street
from incubator.sealed import Sealed
from incubator.workdays import start_of

DAILY_LIMIT = 50


def may_reveal(user: Any, thing: Any) -> bool:
    """Officers of the street the thing belongs to; a community worker or a reader is not enough."""
    return acts_for_street(user, thing.area.code)


def reveal(by: Any, thing: Any, field: str, reason: str, *, today: date) -> str:
    """The plain number in a sealed field of a thing that has an area. Raises PermissionDenied or ValidationError."""
    if not may_reveal(by, thing):
        raise PermissionDenied
    value = getattr(thing, field)
    if not isinstance(value, Sealed):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise ValidationError(_("Say why you need to see it."))
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once must not pass the limit together
        shown = Disclosure.objects.filter(by=by, at__gte=start_of(today)).count()
        if shown >= DAILY_LIMIT:
            raise ValidationError(_("At most %(limit)s numbers a day can be shown whole; try again tomorrow."),
                                  params={"limit": DAILY_LIMIT})
        Disclosure.objects.create(
            by=by, by_name=str(by), field=field, reason=reason[:500],
            subject=f"{thing._meta.label_lower} {thing.pk} {thing}"[:200])
    return value.reveal()
