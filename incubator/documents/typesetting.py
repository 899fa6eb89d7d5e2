"""Documents out: PDF by typst and DOCX by docxtpl, both with real Chinese text."""

import io
import json
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from incubator.documents import fonts

FOLDER = Path(settings.BASE_DIR) / "templates" / "documents"


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The template `templates/documents/<template>.typ` set with the data (plain JSON values), fonts embedded."""
    import typst

    inputs = {
        "data": json.dumps(data, ensure_ascii=False, default=str),
        "serif": json.dumps(fonts.families(fonts.SERIF)),
        "sans": json.dumps(fonts.families(fonts.SANS)),
    }
    compiler = typst.Compiler(root=str(FOLDER), font_paths=fonts.library(), ignore_system_fonts=True)
    made = compiler.compile(input=str(FOLDER / f"{template}.typ"), format="pdf", sys_inputs=inputs)
    return cast(bytes, made)


def docx(template: str, context: dict[str, Any]) -> bytes:
    """The template `templates/documents/<template>.docx` filled with the context; what people typed stays text."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(FOLDER / f"{template}.docx")
    document.render(context, autoescape=True)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
