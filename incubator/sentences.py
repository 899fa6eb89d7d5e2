"""Sentences kept for readers of any language: the words as the source has them, with their values; put into the
reader's language when they are read."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, override

Kept = dict[str, Any]  # {"words": …, "values": {…}}, plain JSON; a value may be kept words itself


def keep(words: Any, values: Mapping[str, Any] | None = None) -> Kept:
    """What is translated lazily is kept untranslated; what was put into a language before stays in it.

    A lazy plural has no words before its number is known: it is kept as it reads now, with its values.
    """
    with override(None):
        told = str(words)
        kept = {"words": told, "values": {name: _value(value) for name, value in (values or {}).items()}}
    return {"words": str(words % values), "values": {}} if values and not told else kept


def say(kept: Kept) -> str:
    """The sentence in the language of the moment."""
    words: str = kept["words"]
    if not words:
        return ""  # translated, it would be the head of the catalogue
    values = {name: say(value) if isinstance(value, dict) else value for name, value in kept["values"].items()}
    return gettext(words) % values if values else gettext(words)


def _value(value: Any) -> Any:
    if isinstance(value, Promise):
        return keep(value)
    return value if isinstance(value, int) else str(value)
