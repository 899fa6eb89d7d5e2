"""The office's usual words on the pages of one thing: ticked and written ones reach the organization, each once."""

import uuid
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from incubator.accounts.reasoning import said
from incubator.rulebook.models import Rule
from organizations.models import Matter
from tests.organizations import annual_acts, filing_acts
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


def test_a_report_is_sent_back_with_words_of_its_kind(client, officer, community, street, filed_organization):
    report = annual_acts.reported(community, officer)
    address = reverse("organizations:matter-return", args=[report.pk])
    client.force_login(officer)
    page = client.get(address).content.decode()
    assert "填报数据与平台统计不一致，请核对并说明" in page and USUAL not in page
    Rule.objects.create(key="matter-usual-reasons", area_code=street.code, effective_from="2026-01-01",
                        value={"return": ["本街道用语"]}, source="街道办法")
    assert 'value="本街道用语"' in client.get(address).content.decode()  # written as before kinds were told apart


def test_many_at_once_are_offered_the_words_of_their_kinds(client, officer, community, filed_organization):
    report, change = annual_acts.reported(community, officer), submitted("change", filed_organization)
    client.force_login(officer)
    address, figures = reverse("organizations:matters-batch"), "填报数据与平台统计不一致，请核对并说明"

    def words(*matters):
        form = client.post(address, {"action": "return", "item": [matter.pk for matter in matters]}).context["form"]
        return [code for code, _label in form.fields["usual"].choices]

    assert figures in words(report) and USUAL not in words(report)
    assert USUAL in words(change) and figures not in words(change)
    assert {USUAL, figures} <= set(words(report, change))
    client.post(address, {
        "action": "return", "token": uuid.uuid4(), "item": [f"{change.pk}:{change.version}"], "usual": [figures]})
    assert change.changes.get(action="return").note == figures  # the report was unticked, its words stayed ticked


def test_the_planted_default_gets_the_kinds_and_an_offices_own_value_stays():
    move = import_module("incubator.rulebook.migrations.0013_reasons_by_kind")
    planted = Rule.objects.get(key="matter-usual-reasons", area_code="")
    whole = planted.value
    move.drop_kinds(apps, None)
    planted.refresh_from_db()
    assert "kinds" not in planted.value
    move.add_kinds(apps, None)
    planted.refresh_from_db()
    assert planted.value == whole
    Rule.objects.filter(pk=planted.pk).update(value={"return": ["自己的"]})
    move.add_kinds(apps, None)
    assert Rule.objects.get(pk=planted.pk).value == {"return": ["自己的"]}


def test_a_registration_is_answered_with_words_of_its_own(client, officer, filed_organization):
    matter = submitted("registration", filed_organization)
    client.force_login(officer)
    page = client.get(reverse("organizations:matter", args=[matter.pk])).content.decode()
    assert "不具备登记条件，可先向街道申请备案" in page and "不属于社区社会组织备案范围" not in page
    back = client.get(reverse("organizations:matter-return", args=[matter.pk])).content.decode()
    assert "验资报告缺失或与开办资金不一致，请补交" in back and USUAL not in back


def test_a_default_planted_without_a_registration_gets_it_and_an_offices_own_value_stays():
    move = import_module("incubator.rulebook.migrations.0014_reasons_of_a_registration")
    planted = Rule.objects.get(key="matter-usual-reasons", area_code="")
    whole = planted.value
    move.drop_kind(apps, None)
    planted.refresh_from_db()
    assert set(whole["kinds"]) - set(planted.value["kinds"]) == {"registration"}
    move.add_kind(apps, None)
    assert Rule.objects.get(pk=planted.pk).value == whole
    Rule.objects.filter(pk=planted.pk).update(value={"return": ["自己的"]})
    move.add_kind(apps, None)
    assert Rule.objects.get(pk=planted.pk).value == {"return": ["自己的"]}
