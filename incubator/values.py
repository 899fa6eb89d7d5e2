"""Values of a thing's fields: as people read them, and as they differ before and after a change."""

from typing import Any

from django.utils.translation import gettext

from incubator.masking import mask_text
from incubator.money import yuan
from incubator.sealed import Sealed, SealedField


def differences(thing: Any, before: dict[str, Any]) -> dict[str, list[str]]:
    """Field name -> [before, after] as printed, personal numbers masked, of the tracked fields that differ.

    Codes stay codes (their words depend on the reader); a link is kept as the name of what it led to on that day.
    """
    found = {}
    for name in thing.tracked:
        field = thing._meta.get_field(name)
        was, now = before.get(name), getattr(thing, field.attname)
        if _plain(was) != _plain(now):
            if field.is_relation:
                was = was and field.related_model._base_manager.filter(pk=was).first()
                now = getattr(thing, name)
            found[name] = [mask_text("" if value is None else str(value)) for value in (was, now)]
    return found


def in_words(field: Any, value: Any) -> str:
    """A value of that model field as people read it: words for codes, yes and no, yuan for fen, numbers masked."""
    if value is None or value == "":
        return ""
    if isinstance(field, SealedField):
        return str(value if isinstance(value, Sealed) else Sealed(field.kind, plain=str(value)))
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if field.name.endswith("_fen"):
        return yuan(value)
    return str(dict(field.flatchoices).get(value, value))


def _plain(value: Any) -> str:
    if isinstance(value, Sealed):
        return value.reveal()
    return "" if value is None else str(value)
