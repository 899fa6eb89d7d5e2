"""Documents out: PDF by typst and DOCX by docxtpl, both with real Chinese text."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from incubator.documents import fonts

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The template `templates/documents/<template>.typ` set with the data (plain JSON values), fonts embedded."""
    return _set(template, data, format="pdf")


def png(svg: bytes) -> bytes:
    """A drawing as a picture, with the house's fonts, for a Word file, which takes no SVG."""
    return picture("drawing", {"svg": svg.decode()})


def picture(template: str, data: dict[str, Any]) -> bytes:
    """A template of one page as a picture, as a good printer shows it."""
    return _set(template, data, format="png", ppi=200)


def _set(template: str, data: dict[str, Any], **how: Any) -> bytes:
    import typst

    inputs = {
        "data": json.dumps(data, ensure_ascii=False, default=str),
        "serif": json.dumps(fonts.families(fonts.SERIF)),
        "sans": json.dumps(fonts.families(fonts.SANS)),
    }
    compiler = typst.Compiler(root=str(FOLDER), font_paths=fonts.library(), ignore_system_fonts=True)
    made = compiler.compile(input=str(FOLDER / f"{template}.typ"), sys_inputs=inputs, **how)
    return cast(bytes, made)


def docx(template: str, context: dict[str, Any], drawings: Mapping[str, bytes] | None = None) -> bytes:
    """The template `templates/documents/<template>.docx` filled with the context; what people typed stays text.

    `drawings`: SVG by the name the template gives its place.
    """
    from docx.shared import Mm
    from docxtpl import DocxTemplate, InlineImage

    document = DocxTemplate(FOLDER / f"{template}.docx")
    pictures = {
        name: InlineImage(document, io.BytesIO(png(svg)), width=Mm(130)) for name, svg in (drawings or {}).items()}
    document.render({**context, **pictures}, autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
