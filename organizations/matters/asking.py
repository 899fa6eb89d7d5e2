"""The questions of a matter, and its answers as they are kept and read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.masking import mask_text
from incubator.money import yuan
from incubator.sealed import keyed_hashes
from organizations.models import NUMBERS, Material, Matter, Organization

YES_OR_NO = (("True", _("Yes")), ("False", _("No")))


@dataclass(frozen=True)
class Question:
    """What a matter asks: `sort` is text, long, date, choice, several, count, yuan, area, identity, phone or tick."""

    name: str
    label: Any
    sort: str = "text"
    hint: Any = ""
    required: bool = True
    choices: tuple[tuple[str, Any], ...] = ()
    longest: int = 200  # characters
    not_yet: Any = ""  # of a day that must have come: what is told before it has

    def too_soon(self, day: Any, *, on: date) -> list[str]:
        """What stands against the day, a date or its ISO text."""
        return [str(self.not_yet)] if self.not_yet and day and str(day) > on.isoformat() else []

    def shown(self, value: Any) -> str:
        """A kept answer as people read it."""
        if value in (None, ""):
            return ""
        if self.sort == "yuan":
            return yuan(value)
        return str(dict(self.choices).get(str(value), value))


def about(name: str, sort: str = "text", hint: Any = "", *, required: bool = False) -> Question:
    """A question after a fact of the register, in the register's word for it."""
    field: Any = Organization._meta.get_field(name)
    longest = 30 if name in NUMBERS else getattr(field, "max_length", None) or 2000
    choices = YES_OR_NO if field.get_internal_type() == "BooleanField" else tuple(field.choices or ())
    return Question(name, field.verbose_name, sort, hint, required, choices, longest)


def answer(matter: Matter, name: str) -> Any:
    """What was answered; None or an empty text when nothing was."""
    return getattr(matter, name) if name in NUMBERS else matter.answers.get(name)


def plain(question: Question, value: Any) -> Any:
    """An answer fit for the snapshot and the reader: areas by name, numbers masked."""
    if question.sort == "area":
        return Area.objects.filter(pk=value).values_list("name", flat=True).first() or ""
    if question.name in NUMBERS:
        return str(value or "")
    return mask_text(value) if isinstance(value, str) else value


def kept(value: Any) -> Any:
    """An answer as plain JSON; a personal number written into free words is masked."""
    if isinstance(value, Area):
        return value.pk
    if isinstance(value, str):
        return mask_text(value)
    return value.isoformat() if isinstance(value, date) else value


def snapshot(matter: Matter, questions: tuple[Question, ...], before: dict[str, Any]) -> dict[str, Any]:
    """The answers and papers as they stand: plain JSON, numbers masked, their hashes beside them to tell a change.

    `before` are the facts of the register that the answers would change, kept under `was_…`.
    """
    facts: dict[str, Any] = {}
    for question in questions:
        value = answer(matter, question.name)
        if value not in (None, ""):
            facts[question.name] = plain(question, value)
            if question.name in NUMBERS:
                facts[f"{question.name}_hash"] = keyed_hashes(value.reveal())[0]
    facts |= {f"was_{name}": value for name, value in before.items()}
    for material in matter.materials.select_related("document"):
        facts[material.kind] = material.document.name
        facts[f"{material.kind}_hash"] = material.document.sha256
    return facts


def label_of(questions: tuple[Question, ...], name: str) -> str:
    """What people call the question or paper."""
    if name in Material.Kind.values:
        return str(Material.Kind(name).label)
    return next(str(question.label) for question in questions if question.name == name)
