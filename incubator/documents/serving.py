"""Files out: one way, after the view has asked who may see them."""

from typing import Any
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from incubator.documents.models import Document
from incubator.errors import Lost

SHOWN_INLINE = ("image/jpeg", "image/png")
SANDBOX = "default-src 'none'; sandbox"


def serve(document: Document, *, inline: bool = False) -> FileResponse:
    """The file for saving, or pictures inline. The caller has checked the right.

    Raises Lost (told as a 404 page in words) when the store no longer has it.
    """
    try:
        opened = document.file.open("rb")
    except FileNotFoundError as error:
        raise Lost(_("The file «%(name)s» is no longer in the store. Please tell the office.") % {
            "name": document.name}) from error
    response = FileResponse(opened, content_type=document.content_type)
    return _sealed(response, document.name, inline and document.content_type in SHOWN_INLINE)


def hand_over(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Bytes made just now (a report, an export), for saving under a Chinese name."""
    return _sealed(HttpResponse(content, content_type=content_type), name, inline=False)


def _sealed(response: Any, name: str, inline: bool) -> Any:
    response["Content-Disposition"] = disposition(name, inline=inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SANDBOX
    return response


def disposition(name: str, *, inline: bool) -> str:
    """RFC 6266: a plain name for old programs, the true one in UTF-8."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._- ") else "_" for c in name)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
