"""What a file really is and whether it is harmless: told from its bytes, never from its name or its sender."""

import io
import re
import zipfile
from xml.parsers import expat

import filetype
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

TYPES = {  # our short name -> (content type, ending)
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
    "csv": "text/csv",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files and password-protected new ones
MAX_MEMBERS = 2000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PART = 50 * 1024 * 1024
MAX_PIXELS = {"jpg": 50_000_000, "png": 16_000_000}  # a PNG is unpacked whole, with a fourth byte a pixel
PHOTO_SIDE = 2000
MAIN_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
ACTIVE = re.compile(r"(vbaproject|vbadata|activex/|/macrosheets/|customui/|attachedtoolbars)", re.IGNORECASE)
OUTSIDE = re.compile(r"(externallinks/|/embeddings/|/connections\.xml$|/querytables/)", re.IGNORECASE)
ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


def real_type(content: bytes, ending: str) -> str | None:
    """The short name of what the bytes are, None for anything we do not know; faults raise ValidationError."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise _password()
        return None
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    guessed = filetype.guess(content[:8192])
    found = guessed.extension if guessed else None
    if found in ("pdf", "jpg", "png"):
        return found
    return "csv" if found is None and ending in ("csv", "txt") and _is_text(content) else None


def check(content: bytes, found: str, *, side: int | None = None) -> bytes:
    """The bytes to keep, or ValidationError when they could harm or cannot be read.

    `side`: a picture is made at most so many pixels wide and high.
    """
    if found in ("jpg", "png"):
        return _clean_image(content, found, side)
    if found == "pdf":
        _check_pdf(content)
    if found in ("docx", "xlsx"):
        _check_office(content)
    return content


def _damaged() -> ValidationError:
    return ValidationError(
        _("The file is damaged and cannot be read. Save it anew and choose it again."), code="damaged")


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _office_type(content: bytes) -> str | None:
    names = [member.filename for member in _members(content)]
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in MAIN_PART.items() if part in names), None)


def _members(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged() from error


def _check_office(content: bytes) -> None:
    members = _members(content)
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise ValidationError(_("The file unpacks to far more than a document holds and was refused."), code="bomb")
    if len({m.filename for m in members}) < len(members):
        raise _damaged()
    for member in members:
        if member.flag_bits & 1:
            raise _password()
        if member.filename.startswith("/") or ".." in member.filename or "\\" in member.filename:
            raise _damaged()
        if ACTIVE.search(member.filename):
            raise _macro()
        if OUTSIDE.search(member.filename):
            raise _outside()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in members:
            _check_part(member.filename, _unpacked(archive, member))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The member's bytes, never more than it says it has (a lying size is a bomb)."""
    try:
        with archive.open(member) as part:
            data = part.read(MAX_PART + 1)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise _damaged() from error
    except Exception as error:  # zlib.error and lzma.LZMAError have no common ancestor but Exception
        raise _damaged() from error
    if len(data) > MAX_PART or len(data) != member.file_size:
        raise ValidationError(_("The file unpacks to far more than a document holds and was refused."), code="bomb")
    return data


def _check_part(name: str, data: bytes) -> None:
    if not name.endswith((".xml", ".rels", ".vml")):
        return
    parser = expat.ParserCreate()

    def doctype(*_args) -> None:
        raise _damaged()  # a document type can pull files in; Office never writes one

    def element(tag: str, attributes: dict[str, str]) -> None:
        outside = name.endswith(".rels") and attributes.get("TargetMode") == "External"
        if outside and not attributes.get("Type", "").endswith("/hyperlink"):
            raise _outside()
        if name == "[Content_Types].xml" and "macroenabled" in attributes.get("ContentType", "").lower():
            raise _macro()
        if tag.endswith("ddeLink"):
            raise _outside()

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _damaged() from error


def _password() -> ValidationError:
    return ValidationError(
        _("The file is protected by a password. Save it without one and choose it again."), code="password")


def _macro() -> ValidationError:
    return ValidationError(_("The file holds a macro. Save it without macros and choose it again."), code="macro")


def _outside() -> ValidationError:
    return ValidationError(
        _("The file draws on other files. Break the links or remove the embedded objects, save it and choose it again."
          ), code="links")


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-2048:]:
        raise _damaged()
    if re.search(rb"/Encrypt\s*(\d+\s+\d+\s+R|<<)", content):
        raise _password()
    if ACTIVE_PDF.search(content):
        raise _macro()


def _clean_image(content: bytes, found: str, side: int | None) -> bytes:
    """The picture written anew: no place, no camera, nothing hidden behind the pixels."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > MAX_PIXELS[found]:
                raise Image.DecompressionBombError
            if side and max(image.size) > side:
                share = side / max(image.size)
                # A JPEG is then unpacked at a half, a quarter or an eighth of its size.
                image.draft("RGB", (int(image.width * share), int(image.height * share)))
                image.thumbnail((side, side))
            ImageOps.exif_transpose(image, in_place=True)
            return _saved(image, found)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("The picture has too many pixels. Make it smaller and choose it again."), code="pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise _damaged() from error


def _saved(image: Image.Image, found: str) -> bytes:
    """The pixels alone: Pillow would carry comments, profiles and text chunks over from `info`."""
    modes = ("RGB",) if found == "jpg" else ("1", "L", "LA", "RGB", "RGBA")
    plain = image if image.mode in modes else image.convert("RGB" if found == "jpg" else "RGBA")
    plain.info = {}
    target = io.BytesIO()
    if found == "jpg":
        plain.save(target, "JPEG", quality=88, exif=b"")
    else:
        plain.save(target, "PNG", exif=b"")
    return target.getvalue()
