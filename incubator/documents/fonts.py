"""The fonts of printed documents: the office's own first, then the system's, then those that come with us."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

SYSTEM = ("/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk")
WHEELS = ("pylopdf_fonts_zh_cn", "noto_cjk_sans_otc")
# The full CJK face comes last: it alone has the rare characters of names (𠮷, 䶮).
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Noto Sans CJK SC")
SANS = ("Noto Sans CJK SC", "Noto Sans SC")


def folders() -> list[str]:
    """The folders that exist and may hold fonts, in the order they count."""
    wheels = [Path(spec.origin).parent for name in WHEELS if (spec := find_spec(name)) and spec.origin]
    found = [*map(Path, settings.FONT_DIRS), *map(Path, SYSTEM), *wheels]
    return [str(folder) for folder in found if folder.is_dir()]


@cache
def library() -> Any:
    """The opened fonts, kept for the life of the process (opening them takes longer than a page)."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders())


def families(standard: tuple[str, ...]) -> list[str]:
    """Family names for one kind of text, the office's own fonts first; only such as are there."""
    fonts = library().fonts()
    own = [str(Path(folder).resolve()) for folder in settings.FONT_DIRS]
    first = sorted({f.family for f in fonts if f.path and any(str(Path(f.path).resolve()).startswith(o) for o in own)})
    there = {font.family for font in fonts}
    return first + [name for name in standard if name in there]
