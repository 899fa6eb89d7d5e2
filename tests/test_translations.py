"""Chinese is complete: every string of the sources is in the catalog, and the catalog holds no others."""

import io
import re
import runpy
from pathlib import Path
from typing import Any

import allauth
import django
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "ngettext": (1, 2),
    "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3), "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACES = ["incubator", "organizations", "projects", "evaluations"]

Message = tuple[str | None, str]  # context, English


def messages(text: str) -> set[Message]:
    found = set()
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        single = message[0] if isinstance(message, tuple) else message
        if single:
            found.add((context, single))
    return found


def first(message: Any) -> str:
    """The English of a catalog entry, in the singular where it has two forms."""
    return message.id[0] if isinstance(message.id, tuple | list) else message.id


@pytest.fixture(scope="module")
def in_sources() -> dict[Message, str]:
    found = {}
    for place in PLACES:
        for path in (ROOT / place).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= dict.fromkeys(messages(path.read_text()), str(path))
    for path in (ROOT / "templates").rglob("*.html"):
        found |= dict.fromkeys(messages(templatize(path.read_text(), origin=path.name)), str(path))
    return found


@pytest.fixture(scope="module")
def in_catalog() -> dict[Message, bool]:
    """Whether each message has its Chinese, and nobody doubts it."""
    with CATALOG.open("rb") as file:
        catalog = read_po(file, locale="zh_Hans")
    found = {}
    for message in catalog:
        if message.id:
            strings = message.string if isinstance(message.string, tuple | list) else [message.string]
            found[message.context, first(message)] = all(strings) and not message.fuzzy
    return found


def test_every_string_of_the_sources_has_its_chinese(in_sources, in_catalog):
    assert {message: path for message, path in in_sources.items() if not in_catalog.get(message)} == {}


def test_the_catalog_holds_nothing_that_nobody_says(in_sources, in_catalog):
    """Beside our own strings only words of the packages' pages that their Chinese catalogs lack."""
    theirs = set()
    for package in (django, allauth):
        for path in Path(package.__file__).parent.rglob("locale/en/LC_MESSAGES/django.po"):
            with path.open("rb") as file:
                theirs |= {first(message) for message in read_po(file) if message.id}
    assert {message for message in in_catalog.keys() - in_sources.keys() if message[1] not in theirs} == set()


def test_a_list_as_a_workbook_is_called_the_same_on_every_page():
    """The list of credit records stands beside another one, so that it says what it is."""
    link = re.compile(r"{% url '[\w:]+-(?:export|workbook)'[^>]*(?:{%.*?%})*[^>]*>(.*?)</a>")
    found = {words for path in (ROOT / "templates").rglob("*.html") for words in link.findall(path.read_text())}
    with override("zh-hans"):
        told = {gettext(words.partition('"')[2].rpartition('"')[0]) for words in found}
    assert len(found) > 2 and told == {"导出 Excel", "导出信用记录"}


def test_a_missing_string_would_be_seen():
    text = (
        '{% load i18n %}{% translate "Nobody wrote this yet" %}'
        "{% blocktranslate count n=n %}one{% plural %}{{ n }}{% endblocktranslate %}"
    )
    assert messages(templatize(text, origin="x")) == {(None, "Nobody wrote this yet"), (None, "one")}


@pytest.mark.parametrize("other", ["不同意", "不同意列入"])
def test_a_text_that_stands_twice_is_refused_by_the_compiler(tmp_path, other):
    """Merged catalogs are joined line by line; of two Chinese words for one English the last would win everywhere."""
    place = tmp_path / "zh_Hans" / "LC_MESSAGES"
    place.mkdir(parents=True)
    source, compiled = place / "django.po", place / "django.mo"
    compiler = runpy.run_path(str(ROOT / ".ci" / "catalogs.py"))
    entry = 'msgid "Do not agree"\nmsgstr "{}"\n\n'
    source.write_text(entry.format("不同意列入") + 'msgctxt "registration"\n' + entry.format("不同意"))
    compiler["compile_catalog"](source, compiled)
    before = compiled.read_bytes()
    source.write_text(entry.format("不同意列入") + entry.format(other))
    with pytest.raises(compiler["Twice"], match="«Do not agree» stands twice"):
        compiler["compile_catalog"](source, compiled)
    assert compiled.read_bytes() == before
