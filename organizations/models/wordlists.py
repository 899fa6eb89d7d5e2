"""Several words kept as one text, as the fields of service of an entry are: «养老服务、志愿服务»."""

from collections.abc import Iterable

BETWEEN = "、"  # stands between them


def listed_words(typed: str) -> list[str]:
    """The words, one by one."""
    return [word for word in typed.split(BETWEEN) if word]


def joined_words(words: Iterable[str]) -> str:
    """The words as one text, each once."""
    return BETWEEN.join(dict.fromkeys(words))
