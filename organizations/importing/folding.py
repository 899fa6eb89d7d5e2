"""Typed text brought to one form: full width to half width, stray blanks and invisible characters out."""

import re
import unicodedata

# Digits and letters only: full-width brackets and commas are right in Chinese names and stay as they are.
FULL_WIDTH = {code: code - 0xFEE0 for start, end in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ"))
              for code in range(ord(start), ord(end) + 1)}
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
CHINESE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f"
BREAK_IN_CHINESE = re.compile(rf"(?<=[{CHINESE}])[\r\n]+(?=[{CHINESE}])")
BLANK_IN_CHINESE = re.compile(rf"(?<=[{CHINESE}]) (?=[{CHINESE}])")
WIDE_OR_INVISIBLE = re.compile("[０-９Ａ-Ｚａ-ｚ\u200b\u200c\u200d\u2060\ufeff\u00ad]")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[*:]")
EMPTY_WORDS = {"-", "--", "—", "——", "/", "\\", "无", "暂无", "没有", "n/a", "none", "null"}


def tidy(value: object) -> str:
    """A cell as clean text: `１４２` -> `142`, ` 拱宸书院　` -> `拱宸书院`; a line broken inside Chinese is joined."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "" if value is None else str(value)
    if text.isascii() or not WIDE_OR_INVISIBLE.search(text):  # nearly every cell of a long ledger
        return " ".join(_joined(text.strip()).split())
    text = _joined(text.translate(INVISIBLE).strip())
    return " ".join(text.translate(FULL_WIDTH).split())


def closed_up(name: str) -> str:
    """A person's name: spread over its cell it is one word, two beside each other stay two.

    `张 三`, `欧阳 锋`, `张 三 丰` are one; `张三 李四`, `张 三 李 四`, `张三 李 四` are, or may be, two.
    """
    lengths = [len(part) for part in name.split()]
    spread = max(lengths, default=0) == 1 and len(lengths) <= 3
    apart = len(lengths) == 2 and min(lengths) == 1 and sum(lengths) <= 4
    return BLANK_IN_CHINESE.sub("", name) if spread or apart else name


def _joined(text: str) -> str:
    return BREAK_IN_CHINESE.sub("", text) if "\n" in text or "\r" in text else text


def folded(value: object) -> str:
    """For comparing words: everything half width, no blanks, small letters."""
    return "".join(unicodedata.normalize("NFKC", tidy(value)).casefold().split())


def bare(value: object) -> str:
    """As `folded`, with what stands in brackets dropped, and stars: `社区社会组织（备案）` -> `社区社会组织`."""
    return unbracketed(folded(value))


def unbracketed(text: str) -> str:
    """A folded text without what stands in brackets."""
    return BRACKETS.sub("", text) if "(" in text or "[" in text or "*" in text or ":" in text else text


def is_blank(value: object) -> bool:
    """True for an empty cell and for the strokes people put where there is nothing."""
    return value is None or is_blank_text(folded(value))


def is_blank_text(text: str) -> bool:
    """As `is_blank`, of a text that is folded already."""
    return not text or text in EMPTY_WORDS
