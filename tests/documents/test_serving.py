"""Files out: sealed headers, Chinese names, words when a file is gone."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from incubator.documents.receiving import receive
from incubator.documents.serving import disposition, hand_over, serve
from incubator.errors import Lost, RefusalMiddleware
from tests.documents import corpus

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo(resident):
    return receive(corpus.upload("活动 1.png", corpus.picture("PNG")), kind="photo", by=resident)


def test_file_is_an_attachment_in_a_sandbox_under_its_chinese_name(photo):
    response = serve(photo)
    body = b"".join(response.streaming_content)
    response.close()
    assert body.startswith(b"\x89PNG")
    assert response["Content-Disposition"] == (
        "attachment; filename=\"__ 1.png\"; filename*=UTF-8''%E6%B4%BB%E5%8A%A8%201.png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "image/png"


def test_only_pictures_are_shown_inline(photo, resident):
    paper = receive(corpus.upload("章程.pdf", corpus.pdf()), kind="charter", by=resident)
    shown, saved = serve(photo, inline=True), serve(paper, inline=True)
    shown.close(), saved.close()
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Disposition"].startswith("attachment")


def test_lost_file_is_a_404_with_its_name(photo):
    Path(photo.file.path).unlink()
    with pytest.raises(Lost, match=r"活动 1\.png") as lost:
        serve(photo)
    request = RequestFactory().get("/")
    request.user, request.session = photo.by, {}
    answer = RefusalMiddleware(lambda _request: None).process_exception(request, lost.value)
    assert answer.status_code == 404
    assert "活动 1.png" in answer.content.decode()


def test_a_name_cannot_break_out_of_the_header():
    assert disposition('a"; x=\r\n.pdf', inline=False) == (
        "attachment; filename=\"a__ x___.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A.pdf")


def test_what_was_made_just_now_is_handed_over_the_same_way():
    response = hand_over(b"%PDF", name="报告.pdf", content_type="application/pdf")
    assert response.content == b"%PDF"
    assert response["Content-Disposition"].endswith("UTF-8''%E6%8A%A5%E5%91%8A.pdf")
    assert response["X-Content-Type-Options"] == "nosniff"
