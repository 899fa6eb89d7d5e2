"""How the value of a rule is asked for: a field for each part of it, in the shape in which it has been written so far.

    shape(key, like, now)  ->  a `Part`: its fields, their lines on the page, and the value read back from them
"""

from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.money import YuanField
from incubator.rulebook.alternatives import choices, names
from incubator.rulebook.checking import Path, example
from incubator.rulebook.wording import ORDER, word

NOTHING: Any = object()  # no such part: it is left out of the value
MORE_ROWS = 3  # empty ones below those there are
LONG = 15  # characters; longer words get more room
A_LINE = 6  # single fields stand beside each other up to so many
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


class NumbersField(forms.CharField):
    """Whole numbers with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        given = super().clean(value).translate(str.maketrans("，、；;", ",,,,")).replace("－", "-").split(",")
        try:
            return [int(one) for one in given if one.strip()]
        except ValueError:
            raise forms.ValidationError(_("Whole numbers, please, with commas between them.")) from None


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


def shape(key: str, like: Any, now: Any) -> Part:
    """The parts of a value of the rule: `like` is how it was written first, `now` is what the fields begin with."""
    return _part(key, like, now, ())


def _part(key: str, like: Any, now: Any, path: Path) -> Part:
    stays = now is not NOTHING
    if isinstance(like, dict):
        given = now if stays else {}
        known = sorted({*like, *given, *names(key, _last(path))}, key=lambda name: (ORDER.get(name, len(ORDER)), name))
        return Named({name: _part(key, example(like, name), given.get(name, NOTHING), (*path, name))
                      for name in known}, stays)
    if isinstance(like, list) and like and isinstance(like[0], dict):
        given = [*(now if stays else []), *[NOTHING] * MORE_ROWS]
        row = example(like, 0)
        rows = [_part(key, row, one, (*path, place)) for place, one in enumerate(given)]
        return Rows([Named(one.parts, stays=False) for one in rows if isinstance(one, Named)])
    field = _field(key, like, _last(path), lines=len(now) if isinstance(now, list) else 0)
    field.label = " · ".join(str(name + 1) if isinstance(name, int) else word(name) for name in path) or _("value")
    field.required, field.initial = not path and not isinstance(like, list), now if stays else None
    return Leaf("-".join(("value", *map(str, path))), field, stays)


def _last(path: Path) -> str:
    """The name of the part; none for a row and for the value as a whole."""
    return path[-1] if path and isinstance(path[-1], str) else ""


def _field(key: str, like: Any, part: str, *, lines: int) -> forms.Field:
    among = [(code, word(code)) for code in choices(key, part)]
    if isinstance(like, bool):
        return YesNoField()
    if isinstance(like, int):
        return YuanField(min_value=0) if key.endswith("-fen") else forms.IntegerField()
    if isinstance(like, list):
        if like and isinstance(like[0], int):
            return NumbersField(help_text=_(
                "Whole numbers with commas between them; days before the day itself with a minus, as -7."))
        if among:
            return forms.MultipleChoiceField(choices=among, widget=forms.CheckboxSelectMultiple({"class": "several"}))
        return LinesField(help_text=_("One a line."), widget=forms.Textarea({"rows": lines + 2}))
    if among:
        return forms.ChoiceField(choices=[("", "—"), *among])
    return forms.CharField(widget=forms.Textarea({"rows": 2}) if len(like) > LONG else forms.TextInput)
