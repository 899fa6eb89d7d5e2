"""The office's usual words on the pages of one thing: ticked and written ones reach the organization, each once."""

import pytest
from django.urls import reverse

from incubator.accounts.reasoning import said
from incubator.rulebook.models import Rule
from organizations.models import Matter
from tests.organizations import filing_acts
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.django_db
USUAL = "联系电话无法接通，请更新"


@pytest.mark.parametrize(("ticked", "note", "words"), [
    ([], " 另 ", "另"), (["甲"], "", "甲"),
    (["甲", "乙"], "另", "甲\n乙\n另"), (["甲"], "甲\n另", "甲\n另"), ([], "", "")])
def test_what_stands_in_the_note_already_is_not_said_twice(ticked, note, words):
    assert said(ticked, note) == words


@pytest.mark.parametrize("kind", ["matter", "filing"])
def test_a_usual_reason_alone_returns_it(client, officer, community, filed_organization, kind):
    thing = submitted("change", filed_organization) if kind == "matter" else filing_acts.submitted(community)
    address = reverse(f"organizations:{kind}-return", args=[thing.pk])
    client.force_login(officer)
    assert USUAL in client.get(address).content.decode()
    empty = client.post(address, {"version": thing.version})
    assert empty.status_code == 400 and "note" in empty.context["form"].errors
    assert client.post(address, {"version": thing.version, "usual": [USUAL], "note": "另请带原件"}).status_code == 302
    assert thing.changes.get(action="return").note == f"{USUAL}\n另请带原件"


def test_refusing_offers_the_words_of_the_place(client, officer, filed_organization, street):
    Rule.objects.create(key="matter-usual-reasons", area_code=street.code, effective_from="2026-01-01",
                        value={"refuse": ["本街道用语"]}, source="街道办法")
    matter = submitted("change", filed_organization)
    address = reverse("organizations:matter", args=[matter.pk])
    client.force_login(officer)
    page = client.get(address).content.decode()
    assert 'value="本街道用语"' in page and f'id="note-{matter.pk}-refuse" name="note" rows="3"></textarea>' in page
    assert client.post(f"{address}refuse/", {"version": matter.version}).status_code == 400  # still asks for words
    client.post(f"{address}refuse/", {"version": matter.version, "usual": ["本街道用语"], "note": ""})
    assert Matter.objects.get(pk=matter.pk).status == "refused"
    assert matter.changes.get(action="refuse").note == "本街道用语"
