"""Compiles one translation catalog: `catalogs.py IN.po OUT.mo`, without gettext from the system."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalog(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    partly = target.with_suffix(".mo.new")
    with partly.open("wb") as file:
        write_mo(file, catalog)  # leaves fuzzy entries out
    os.replace(partly, target)


if __name__ == "__main__":
    compile_catalog(Path(sys.argv[1]), Path(sys.argv[2]))
