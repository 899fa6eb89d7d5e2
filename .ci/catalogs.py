"""Compiles one translation catalog: `catalogs.py IN.po OUT.mo`, without gettext from the system."""

import os
import sys
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileParser


class Twice(Exception):
    """The catalog says the same twice; where the two differ, the one that stands last would be shown in both places."""


class Strict(Catalog):
    """A catalog in which every text (context and English) stands once; of two that are alike one came by a merge."""

    def __setitem__(self, id: Any, message: Any) -> None:
        if id and (first := self.get(id, message.context)) is not None:
            context = f" (context «{message.context}»)" if message.context else ""
            raise Twice(f"«{message.id}»{context} stands twice, as {first.string!r} and {message.string!r}: "
                        "take one away, or tell them apart by a context (pgettext)")
        super().__setitem__(id, message)


def compile_catalog(source: Path, target: Path) -> None:
    """Raises Twice, and writes nothing, where a text stands twice."""
    catalog = Strict(locale=source.parts[-3])
    with source.open("rb") as file:
        PoFileParser(catalog).parse(file)
    partly = target.with_suffix(".mo.new")
    with partly.open("wb") as file:
        write_mo(file, catalog)  # leaves fuzzy entries out
    os.replace(partly, target)


if __name__ == "__main__":
    try:
        compile_catalog(Path(sys.argv[1]), Path(sys.argv[2]))
    except Twice as fault:
        sys.exit(f"{sys.argv[1]}: {fault}")
