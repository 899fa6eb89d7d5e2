"""Files in: named, measured, checked by content and kept private."""

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from incubator.documents import sniffing
from incubator.documents.models import Document

PAPERS = ("pdf", "docx", "jpg", "png")
ALLOWED: dict[str, tuple[str, ...]] = {
    "charter": PAPERS,
    "roster": PAPERS,
    "venue": PAPERS,
    "paper": PAPERS,
    "photo": ("jpg", "png"),
    "voucher": ("pdf", "jpg", "png"),
    "import": ("xlsx", "csv"),
    "template": ("docx", "xlsx", "pdf"),
}
NAME_LENGTH = 100


def accept(kind: str) -> str:
    """The `accept` attribute of a file field of this kind: `.pdf,.docx,.jpg,.jpeg,.png`."""
    return ",".join("." + ending for ending in ALLOWED[kind]).replace(".jpg", ".jpg,.jpeg")


def receive(uploaded: UploadedFile | None, *, kind: str, by: Any) -> Document:
    """Check and keep one uploaded file. Raises ValidationError in words that say what to do."""
    content, found = checked(uploaded, kind=kind)
    name = getattr(uploaded, "name", "") or ""
    return keep(content, kind=kind, name=safe_name(name, found), found=found, by=by)


def checked(uploaded: UploadedFile | None, *, kind: str) -> tuple[bytes, str]:
    """The bytes worth keeping and their type; for forms that want to tell every fault before anything is kept."""
    if uploaded is None:
        raise ValidationError(_("Choose a file."), code="none")
    if not uploaded.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if uploaded.size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(_("The file has %(size)s; at most %(limit)s are possible. Make it smaller."), code="size",
                              params={"size": filesizeformat(uploaded.size),
                                      "limit": filesizeformat(settings.UPLOAD_MAX_BYTES)})
    uploaded.seek(0)
    content = uploaded.read()
    found = sniffing.real_type(content, PurePosixPath(uploaded.name or "").suffix.lower().lstrip("."))
    if found is None or found not in ALLOWED[kind]:
        raise ValidationError(_("The file must be one of: %(types)s."), code="type",
                              params={"types": "、".join(t.upper() for t in ALLOWED[kind])})
    return sniffing.check(content, found, side=sniffing.PHOTO_SIDE if kind == "photo" else None), found


def keep(content: bytes, *, kind: str, name: str, found: str, by: Any = None) -> Document:
    """Keep bytes that we made ourselves or have checked, under a stored name nobody can guess."""
    document = Document(
        kind=kind, name=name, content_type=sniffing.TYPES[found], size=len(content), by=by,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    document.file.save(name, ContentFile(content), save=False)
    try:
        document.save()
    except BaseException:
        document.file.delete(save=False)
        raise
    return document


def safe_name(name: str, found: str) -> str:
    """The name as shown and offered for saving: no path, no invisible or direction-turning marks, one true ending."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C")
    stem = re.sub(r'[<>:"|?*]', "_", PurePosixPath(name).stem if name.strip(". ") else "").strip(". ")
    return f"{stem[:NAME_LENGTH] or 'file'}.{found}"
