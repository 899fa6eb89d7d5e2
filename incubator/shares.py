"""Shares and hundredths: counted in whole numbers, rounded half up, divided only when printed. Never a float."""

from decimal import Decimal


class Percent(str):
    """A share in words, as it is printed; `share` is the same as a number, for a cell of a spreadsheet."""

    share: Decimal

    @classmethod
    def of(cls, number: int) -> "Percent":
        """Of hundredths of a per cent: 3333 -> `33.33%`, 0.3333."""
        words = cls(f"{decimals(number)}%")
        words.share = Decimal(number).scaleb(-4)
        return words


def percent(part: int, whole: int) -> str:
    """`part / whole` in per cent, two decimals, half up: (1, 3) -> `33.33%`; nothing to divide by -> an empty word."""
    return "" if whole == 0 else Percent.of(hundredths(part * 100, whole))


def hundredths(part: int, whole: int) -> int:
    """`part / whole` in hundredths, half up (away from zero), counted in whole numbers only."""
    sign = -1 if (part < 0) != (whole < 0) else 1
    return sign * ((abs(part) * 200 + abs(whole)) // (2 * abs(whole)))


def decimals(number: int) -> str:
    """123456 hundredths -> `1,234.56`."""
    whole, rest = divmod(abs(number), 100)
    return f"{'-' if number < 0 else ''}{whole:,}.{rest:02}"


def plain(number: int) -> str:
    """As `decimals`, without needless zeros: 123450 -> `1,234.5`, 123400 -> `1,234`."""
    return decimals(number).rstrip("0").rstrip(".")
