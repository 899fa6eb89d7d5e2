"""Files in: hostile ones are refused in words, good ones are kept clean and private."""

import io
import re
import stat
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from incubator.documents.models import Document
from incubator.documents.receiving import accept, receive, safe_name
from tests.documents import corpus

pytestmark = pytest.mark.django_db
LEDGERS = Path(__file__).parent.parent / "data"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def peak() -> int:
    """The most memory this process has held, in KB."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text()).group(1))


@pytest.mark.parametrize(("name", "content", "kind", "code"), corpus.HOSTILE, ids=[row[0] for row in corpus.HOSTILE])
def test_hostile_file_is_refused_and_leaves_nothing(name, content, kind, code, resident, tmp_path):
    with pytest.raises(ValidationError) as refusal:
        receive(corpus.upload(name, content), kind=kind, by=resident)
    assert refusal.value.code == code
    assert not Document.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_neither_bombs_nor_large_photos_are_unpacked_whole_into_memory(resident):
    large = corpus.picture(size=(8000, 6000), quality=10)
    Path("/proc/self/clear_refs").write_text("5")  # the peak is counted anew from here
    before = peak()
    for name, content in (("huge.png", corpus.huge_png()), ("bomb.docx", corpus.BOMB), ("lying.docx", corpus.LYING)):
        with pytest.raises(ValidationError):
            receive(corpus.upload(name, content), kind="photo" if name == "huge.png" else "charter", by=resident)
    assert receive(corpus.upload("large.jpg", large), kind="photo", by=resident).size
    assert peak() - before < 100_000


def test_each_fault_has_words_of_its_own_in_chinese(resident):
    said = {}
    for name, content, kind, code in corpus.HOSTILE:
        with translation.override("zh-hans"), pytest.raises(ValidationError) as refusal:
            receive(corpus.upload(name, content), kind=kind, by=resident)
        said.setdefault(code, refusal.value.messages[0])
    with translation.override("zh-hans"), pytest.raises(ValidationError) as refusal:
        receive(None, kind="photo", by=resident)
    said["none"] = refusal.value.messages[0]
    assert set(said) == {"none", "empty", "type", "password", "macro", "links", "damaged", "bomb", "pixels"}
    assert len(set(said.values())) == len(said)
    assert all(any("\u4e00" <= c <= "\u9fff" for c in words) for words in said.values())


def test_too_large_a_file_is_refused_with_both_sizes(resident, settings):
    settings.UPLOAD_MAX_BYTES = 1000
    with pytest.raises(ValidationError) as refusal:
        receive(corpus.upload("a.pdf", corpus.pdf() + b"x" * 1000), kind="charter", by=resident)
    assert refusal.value.code == "size"
    assert "1000" in refusal.value.messages[0]


@pytest.mark.parametrize(("name", "content", "kind", "kept_as", "content_type"), [
    ("章程.pdf", corpus.pdf(), "charter", "章程.pdf", "application/pdf"),
    ("章程.docx", corpus.office(), "charter", "章程.docx",
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("link.docx", corpus.office(extra={"word/_rels/document.xml.rels": corpus.LINK % b"hyperlink"}), "charter",
     "link.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("票据.jpeg", corpus.picture(), "voucher", "票据.jpg", "image/jpeg"),
    ("really-a-png.jpg", corpus.picture("PNG"), "photo", "really-a-png.png", "image/png"),
    ("台账.csv", "名称,负责人\r\n甲,乙".encode("gb18030"), "import", "台账.csv", "text/csv"),
])
def test_good_file_is_kept_under_its_true_type(name, content, kind, kept_as, content_type, resident):
    document = receive(corpus.upload(name, content), kind=kind, by=resident)
    document.refresh_from_db()
    assert (document.name, document.content_type) == (kept_as, content_type)
    with document.file as kept:
        assert document.size == len(kept.read())


@pytest.mark.parametrize("name", ["ledger.xlsx", "ledger_bad.xlsx"])
def test_a_street_ledger_passes(name, resident):
    assert receive(corpus.upload(name, (LEDGERS / name).read_bytes()), kind="import", by=resident).name == name


def test_stored_file_is_private_and_its_name_says_nothing(resident, tmp_path):
    document = receive(corpus.upload("机密.pdf", corpus.pdf()), kind="charter", by=resident)
    path = Path(document.file.path)
    assert "机密" not in str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) & 0o077 == 0
    assert path.suffix == ""


def test_photo_loses_place_and_camera_and_is_made_smaller(resident):
    document = receive(corpus.upload("a.jpg", corpus.photo_with_place()), kind="photo", by=resident)
    with document.file as file:
        kept = file.read()
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (2000, 1000)
        assert not image.getexif()
    assert b"SecretCamera" not in kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_loses_every_word_in_it(kind, resident):
    exif = Image.Exif()
    exif[0x010E] = "SecretWords"
    words = {"JPEG": {"comment": b"SecretWords"}, "PNG": {"pnginfo": PngInfo()}}[kind]
    if kind == "PNG":
        words["pnginfo"].add_text("Author", "SecretWords")
    content = corpus.picture(kind, exif=exif, icc_profile=b"SecretWords", **words)
    assert b"SecretWords" in content
    with receive(corpus.upload("a.jpg", content), kind="voucher", by=resident).file as file:
        assert b"SecretWords" not in file.read()


def test_picture_is_turned_as_the_camera_meant(resident):
    exif = Image.Exif()
    exif[0x0112] = 6
    document = receive(corpus.upload("a.jpg", corpus.picture(exif=exif)), kind="photo", by=resident)
    with document.file as file, Image.open(file) as image:
        assert image.size == (30, 40)


def test_nothing_hides_behind_the_pixels(resident):
    content = corpus.picture("PNG") + b"<script>alert(1)</script>"
    with receive(corpus.upload("a.png", content), kind="photo", by=resident).file as file:
        assert b"script" not in file.read()


@pytest.mark.parametrize(("name", "shown"), [
    ("../../etc/passwd.pdf", "passwd.pdf"),
    (r"C:\Users\王\章程.pdf", "章程.pdf"),
    ("a\u202efdp.exe", "afdp.pdf"),
    ("a\x00b.pdf", "ab.pdf"),
    ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
    ("章程.pdf.exe", "章程.pdf.pdf"),
    ("...", "file.pdf"),
    ("", "file.pdf"),
    ("好" * 300 + ".pdf", "好" * 100 + ".pdf"),
])
def test_name_is_made_safe(name, shown):
    assert safe_name(name, "pdf") == shown


def test_file_field_asks_for_the_endings_that_pass():
    assert accept("photo") == ".jpg,.jpeg,.png"
    assert accept("import") == ".xlsx,.csv"
