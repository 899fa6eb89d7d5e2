"""Templates of papers as Word files: the house's own, empty to be filled in, or filled as an example."""

import re
from typing import Any

from incubator.documents import typesetting
from organizations.exports.wording import PAPERS, Section

EXAMPLE = re.compile("【([^】]*)】")
SHORTEST, LONGEST = 3, 14  # full-width strokes of a blank


def paper(kind: str, *, filled: bool = False) -> bytes:
    """The DOCX of this kind of paper. Raises KeyError for a kind nobody knows."""
    known = PAPERS[kind]
    return typesetting.docx("document", {
        "title": _said(known.title, filled=filled),
        "subtitle": ("示例（仅供参考，请按实际情况填写）" if filled else "") or known.note,
        "facts": [[label, _said(words, filled=filled)] for label, words in known.facts],
        "sections": [_section(section, filled=filled) for section in known.sections],
    })


def file_name(kind: str, *, filled: bool = False) -> str:
    title = EXAMPLE.sub("", PAPERS[kind].title)
    return f"{title}（{'示例' if filled else '模板'}）.docx"


def _section(section: Section, *, filled: bool) -> dict[str, Any]:
    table = section.table
    return {
        "heading": section.heading, "paragraphs": [_said(words, filled=filled) for words in section.paragraphs],
        "table": table and {
            "header": table.header,
            "rows": table.examples if filled else [[""] * len(table.header)] * table.empty},
    }


def _said(words: str, *, filled: bool) -> str:
    if filled:
        return EXAMPLE.sub(r"\1", words)
    return EXAMPLE.sub(lambda found: "＿" * min(max(len(found[1]), SHORTEST), LONGEST), words)
