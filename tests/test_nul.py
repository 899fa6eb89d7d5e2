"""A NUL in a posted text: refused at the door with a sentence, before any database sees it."""

import io
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.test import APIClient

from organizations.models import AnnualDuty, Matter
from tests.factories import make_member
from tests.organizations.annual_acts import duty_of, filled, opened

pytestmark = pytest.mark.django_db
WORDS = "内容中含有无法保存的字符（NUL），请删除后重新提交。"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def duty(street, organization, officer, client):
    opened(street, officer)
    client.force_login(officer)
    return duty_of(organization)


def unchanged(duty):
    return AnnualDuty.objects.get(pk=duty.pk).version == duty.version


@pytest.mark.parametrize("given", [{"note": "换\x00届"}, {"note": "换届", "more\x00": ""}])
@pytest.mark.parametrize("way", ["with files", "plain"])
def test_a_page_refuses_it_in_words(given, way, duty, client):
    url, data = reverse("organizations:annual-duty-act", args=[duty.pk, "exempt"]), {"version": duty.version} | given
    answer = (client.post(url, urlencode(data), content_type=FORM) if way == "plain" else
              client.post(url, data | {"file": io.BytesIO(b"%PDF\x00")}))
    assert answer.status_code == 400 and WORDS in answer.content.decode()
    assert unchanged(duty)


def test_a_file_with_nul_bytes_is_no_text(duty, client):
    url = reverse("organizations:annual-duty-act", args=[duty.pk, "exempt"])
    file = SimpleUploadedFile("a.pdf", b"\x00" * 3_000_000)  # more than is kept in memory
    assert client.post(url, {"version": duty.version, "note": "换届", "file": file}).status_code == 302


@pytest.mark.parametrize("kind", ["json", "multipart"])
def test_the_api_refuses_it_in_words(kind, duty, officer):
    api = APIClient()
    api.force_login(officer)
    answer = api.post(f"/api/v1/annual-duties/{duty.pk}/actions/exempt/", {"note": "换\x00届"}, format=kind,
                      HTTP_IF_MATCH=f'"{duty.version}"')
    assert answer.status_code == 400 and answer.json()
    assert unchanged(duty)


@pytest.mark.parametrize("answers", [{"plan": "继\x00续"}, {"pl\x00an": "继续"}])
def test_nor_do_the_answers_of_a_matter_take_it(answers, duty, organization):
    matter, api = filled(organization), APIClient()
    api.force_login(make_member(organization, "administrator"))
    answer = api.patch(f"/api/v1/matters/{matter.pk}/", {"answers": answers}, format="json",
                       HTTP_IF_MATCH=f'"{matter.version}"')
    assert answer.status_code == 400
    assert Matter.objects.get(pk=matter.pk).version == matter.version


def test_who_is_not_signed_in_is_asked_to(duty, client):
    client.logout()
    answer = client.post(reverse("organizations:annual-duty-act", args=[duty.pk, "exempt"]), {"note": "\x00"})
    assert answer.status_code == 302
