"""How the value of a rule is asked for: a field for each part of it, in the shape in which it has been written so far.

    Asked(key, like, now).part  ->  a `Part`: its fields, their lines on the page, and the value read back from them
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.money import YuanField
from incubator.rulebook.alternatives import choices, names
from incubator.rulebook.checking import Path, example, faults, last
from incubator.rulebook.wording import ORDER, word

NOTHING: Any = object()  # no such part: it is left out of the value
MORE_ROWS = 3  # empty ones below those there are
LONG = 15  # characters; longer words get more room
A_LINE = 6  # single fields stand beside each other up to so many
NUMBER = re.compile("-?[0-9]{1,9}")
ROW = re.compile("value-([0-9]{1,2})-")  # a field of a row
LEFT_OUT = ("-usual-reasons",)  # a list without any words is no part of these: the general words count then
YES_OR_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
Places = dict[Path, str]  # the way to a part -> the field it came from


class Part(Protocol):
    """Fields by name, the lines in which they stand, and the value that they make together."""

    def fields(self) -> dict[str, forms.Field]: ...
    def lines(self) -> list[Any]: ...
    def read(self, data: dict[str, Any], path: Path, places: Places) -> Any: ...


class LinesField(forms.CharField):
    """Words, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class DaysBeforeField(forms.CharField):
    """How many days before the day itself, with commas between them; they are kept as days from it: 7 -> -7."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(str(-days) for days in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        given = super().clean(value).translate(str.maketrans("，、；;－", ",,,,-")).split(",")
        told = [one.strip() for one in given if one.strip()]
        if not all(NUMBER.fullmatch(one) for one in told):
            raise forms.ValidationError(_("Whole numbers, please, with commas between them."))
        return [-abs(int(one)) for one in told]


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not told."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[("", "—"), *YES_OR_NO], coerce=lambda value: value == "yes", empty_value=None, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ("yes" if value else "no") if isinstance(value, bool) else value


@dataclass(frozen=True)
class Leaf:
    """One field; what is left empty is no part of the value, unless it is a list that stood there before."""

    name: str
    field: forms.Field
    stays: bool

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: self.field}

    def lines(self) -> list[Any]:
        return [self.name]

    def read(self, data: dict[str, Any], path: Path, places: Places) -> Any:
        places[path] = self.name
        value = data.get(self.name)
        if isinstance(value, str):
            value = value.replace("\r\n", "\n")  # as browsers send what stands in several lines
        return NOTHING if value in (None, "") or (value == [] and not self.stays) else value


@dataclass(frozen=True)
class Named:
    """Parts with names; those that make nothing are left out."""

    parts: dict[str, Part]
    stays: bool

    def fields(self) -> dict[str, forms.Field]:
        return {name: field for part in self.parts.values() for name, field in part.fields().items()}

    def lines(self) -> list[Any]:
        """Single fields stand in one line where there are few of them, as those of a row."""
        within = [line for part in self.parts.values() for line in part.lines()]
        alone = all(isinstance(part, Leaf) and not isinstance(part.field.widget, forms.CheckboxSelectMultiple)
                    for part in self.parts.values())
        return [tuple(within)] if alone and len(within) <= A_LINE else within

    def read(self, data: dict[str, Any], path: Path, places: Places) -> Any:
        told = {name: part.read(data, (*path, name), places) for name, part in self.parts.items()}
        value = {name: one for name, one in told.items() if one is not NOTHING}
        return value if value or self.stays else NOTHING


@dataclass(frozen=True)
class Rows:
    """Rows of the same parts; an empty row is left out, so one is taken out by emptying it."""

    rows: list[Named]

    def fields(self) -> dict[str, forms.Field]:
        return {name: field for row in self.rows for name, field in row.fields().items()}

    def lines(self) -> list[Any]:
        return [line for row in self.rows for line in row.lines()]

    def read(self, data: dict[str, Any], path: Path, places: Places) -> Any:
        value: list[Any] = []
        for row in self.rows:
            told = row.read(data, (*path, len(value)), places)
            if told is not NOTHING:
                value.append(told)
        return value


@dataclass(frozen=True)
class Asked:
    """The value of one rule as it is asked for: `like` is how it was written first, the fields begin with `now`, the
    value of the row `began_with`; `sent` are the names of the fields that came back."""

    key: str
    like: Any
    now: Any
    began_with: str = ""
    sent: frozenset[str] = frozenset()

    @cached_property
    def part(self) -> Part:
        """As many rows as came back: the form may have begun with a longer value than there is by now."""
        rows = [int(found[1]) + 1 for name in self.sent if (found := ROW.match(name))]
        more = max(rows, default=0) - len(self.now) if isinstance(self.now, list) else 0
        return _part(self.key, self.like, [*self.now, *[NOTHING] * more] if more > 0 else self.now, ())

    def read(self, data: dict[str, Any]) -> tuple[Any, Places]:
        """The value that the cleaned fields make, and which part of it came from which field."""
        places: Places = {}
        return self.part.read(data, (), places), places

    def faults(self, value: Any, places: Places) -> list[tuple[str | None, str]]:
        """What is wrong with it: the field it stands in, and a sentence."""
        found = [] if value is NOTHING else faults(self.key, value, self.like)
        return [(next((places[path[:end]] for end in range(len(path), -1, -1) if path[:end] in places), None), words)
                for path, words in found]


def _part(key: str, like: Any, now: Any, path: Path) -> Part:
    stays = not path or (now is not NOTHING and not key.endswith(LEFT_OUT))
    if isinstance(like, dict):
        given, known = {} if now is NOTHING else now, {*like, *names(key, last(path))}
        in_order = sorted({*known, *given}, key=lambda name: (ORDER.get(name, len(ORDER)), name))
        parts = {name: _part(key, example(like, name), given.get(name, NOTHING), (*path, name)) for name in in_order}
        gone = {name: replace(part, stays=False) for name, part in parts.items()
                if name not in known and isinstance(part, Leaf | Named)}
        return Named(parts | gone, stays)
    if isinstance(like, list) and like and isinstance(like[0], dict):
        given = [*([] if now is NOTHING else now), *[NOTHING] * MORE_ROWS]
        row = example(like, 0)
        rows = [_part(key, row, one, (*path, place)) for place, one in enumerate(given)]
        return Rows([Named(one.parts, stays=False) for one in rows if isinstance(one, Named)])
    field = _field(key, like, last(path), now if isinstance(now, list) else [])
    field.label = " · ".join(str(name + 1) if isinstance(name, int) else word(name) for name in path) or _own_name(key)
    field.required, field.initial = not path and not isinstance(like, list), None if now is NOTHING else now
    return Leaf("-".join(("value", *map(str, path))), field, stays)


def _own_name(key: str) -> str:
    return _("amount (yuan)") if key.endswith("-fen") else _("value")


def _field(key: str, like: Any, part: str, now: list[Any]) -> forms.Field:
    """What is ticked so far comes first, in its own order, also what nobody knows any more: that is told then."""
    codes = choices(key, part)
    among = [(code, word(code)) for code in dict.fromkeys([*now, *codes] if codes else [])]
    if isinstance(like, bool):
        return YesNoField()
    if isinstance(like, int):
        return YuanField(min_value=0) if key.endswith("-fen") else forms.IntegerField(
            widget=forms.TextInput({"inputmode": "numeric"}))  # what is no number stays to be read, and is told
    if isinstance(like, list):
        if like and isinstance(like[0], int):
            return DaysBeforeField(help_text=_("Days before the day itself, with commas between them; 0: on the day."))
        if among:
            return forms.MultipleChoiceField(choices=among, widget=forms.CheckboxSelectMultiple({"class": "several"}))
        return LinesField(help_text=_("One a line."), widget=forms.Textarea({"rows": len(now) + 2}))
    if among:
        return forms.ChoiceField(choices=[("", "—"), *among])
    return forms.CharField(widget=forms.Textarea({"rows": 2}) if len(like) > LONG else forms.TextInput)
