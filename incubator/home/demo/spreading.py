"""Spreading a sum over occasions, exactly: the parts differ as life does and still sum to the whole."""

from datetime import date, timedelta
from random import Random


def parts(total: int, count: int, chance: Random, least: int = 1) -> list[int]:
    """`count` whole numbers of at least `least` that sum to `total`, unlike one another by up to a third."""
    weights = [chance.randint(70, 130) for _n in range(count)]
    whole = sum(weights)
    spread = [least + (total - least * count) * weight // whole for weight in weights]
    for n in range(total - sum(spread)):
        spread[n % count] += 1
    return spread


def days(start: date, end: date, count: int) -> list[date]:
    """`count` days from start to end, evenly apart, in order."""
    length = (end - start).days
    return [start + timedelta(days=length * n // max(count - 1, 1)) for n in range(count)]
