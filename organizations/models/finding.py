"""How an organization is found among very many: by the pairs of characters that stand side by side in its names.

An index of trigrams cannot serve a word of two Chinese characters, and in a database with the locale C it knows no
Chinese character at all. Pairs serve every length and ask for no extension: a migration builds the index on PostgreSQL.
An index reaches over one table only, so that the names of those in office stand beside the organization's own.
"""

from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Subquery, TextField

SEARCHED = (  # as the index has them, a blank between
    "normalized_name", "normalized_head", "pinyin", "normalized_holders")
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


class Among(Func):
    """Whether the row's key is one of these, which are looked up first and once: so an index of keys serves beside
    others («or»). PostgreSQL would ask a plain sub-query of every row. For few keys: those behind one number.
    """

    template, arg_joiner = "(%(expressions)s)", " IN "

    def __init__(self, keys: QuerySet[Any]) -> None:
        super().__init__(F("pk"), Subquery(keys.order_by()), output_field=BooleanField())

    def as_postgresql(self, compiler: Any, connection: Any, **_options: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY")


class FollowingField(TextField):
    """What follows from rows elsewhere, written by whoever writes those: saving this row leaves it as it stands.

    Else a page that was opened before them would put back what they were.
    """

    def pre_save(self, instance: Any, add: bool) -> Any:
        return "" if add else F(self.attname)


def searched(columns: Any) -> str:
    return " || ' ' || ".join(columns)
