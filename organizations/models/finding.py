"""How a part of a name is found among very many: by the pairs of characters that stand side by side in it.

An index of trigrams cannot serve a word of two Chinese characters, and in a database with the locale C it knows no
Chinese character at all. Pairs serve every length and ask for no extension: a migration builds the index on PostgreSQL.
"""

from typing import Any

from django.db.models import BooleanField, F, Func

SEARCHED = ("normalized_name", "normalized_head", "pinyin")  # as the index has them, a blank between
FUNCTION, INDEX = "organizations_pairs", "organization_pairs"


def pairs(words: str) -> list[str]:
    """`太极拳` -> 太极, 极拳; one character stands for itself."""
    return sorted({words[n:n + 2] for n in range(len(words) - 1)}) or [words]


class HoldsPairs(Func):
    """Whether all pairs of the words stand somewhere in what is searched: true of every row that holds the words.

    It says by index where to look, never that the words are there: it stands behind the comparison that does, so that
    a row fetched in another way is asked the cheap question first. SQLite looks through all rows anyway.
    """

    def __init__(self, words: str) -> None:
        super().__init__(*map(F, SEARCHED), output_field=BooleanField())
        self.words = words

    def as_sql(self, compiler: Any, connection: Any, **_options: Any) -> Any:  # type: ignore[override]
        return "1 = 1", []

    def as_postgresql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, list[Any]]:
        columns = [compiler.compile(column)[0] for column in self.get_source_expressions()]
        return f"{FUNCTION}({searched(columns)}) @> %s::text[]", [pairs(self.words)]


def searched(columns: Any) -> str:
    return " || ' ' || ".join(columns)
