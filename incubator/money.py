"""Money: whole fen in tables, yuan with two decimals for eyes and forms. Never a float."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def yuan(fen: int | None) -> str:
    """123456789 -> `1,234,567.89`."""
    return "" if fen is None else f"{Decimal(fen) / 100:,.2f}"


def fen(amount: Decimal) -> int:
    """Decimal("12.34") yuan -> 1234. Raises ValueError for parts of a fen."""
    whole = amount * 100
    if whole != whole.to_integral_value():
        raise ValueError(amount)
    return int(whole)


class YuanField(forms.DecimalField):
    """A form field that shows and takes yuan, and gives and keeps whole fen."""

    default_error_messages = {
        "max_digits": _("The amount is too large: less than a trillion yuan, please."),
        "max_whole_digits": _("The amount is too large: less than a trillion yuan, please."),
        "max_decimal_places": _("Yuan with two decimals at most: a fen is the least."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 2, "min_value": Decimal("0.01"), **kwargs})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.replace(",", "").replace("，", "").strip()
        return super().to_python(value)

    def clean(self, value: Any) -> int | None:
        amount = super().clean(value)
        return None if amount is None else fen(amount)

    def prepare_value(self, value: Any) -> Any:
        return Decimal(value) / 100 if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)
