"""The office reminds an organization of its report: once a day, never where nobody reads it, one or all of a list."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.accounts.models import Batch
from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import NotNow
from organizations.annual import duties
from organizations.models import AnnualDuty
from tests.factories import make_member, make_organization
from tests.organizations.annual_acts import DUE, duty_of, handed_in, opened

pytestmark = pytest.mark.django_db
TODAY = date(2026, 4, 15)
BATCH = reverse("organizations:annual-duties-batch")


@pytest.fixture
def asked(street, community, officer, client, time_machine):
    """Three with people on the platform, of which one has handed in, and one that nobody acts for."""
    time_machine.move_to(f"{TODAY}T10:00+08:00")
    found = {name: make_organization(community, name=name) for name in ("甲有人", "乙有人", "丙已报", "丁无人")}
    for name in ("甲有人", "乙有人"):
        make_member(found[name])
    opened(street, officer)
    handed_in(found["丙已报"], on=DUE)
    client.force_login(officer)
    return {name: duty_of(one) for name, one in found.items()}


def urge(duty, officer, *, on=TODAY):
    duties.act("urge", duty, by=officer, seen=duty.version, note="", today=on)


def letters():
    return Letter.objects.filter(template="annual-urged", channel="inbox").count()


def test_once_a_day(asked, officer, client, time_machine):
    duty = asked["甲有人"]
    page = reverse("organizations:annual-duty", args=[duty.pk])
    assert "urge" in {action.name for action in client.get(page).context["actions"]}
    urge(duty, officer)
    told = client.get(page)
    assert "urge" not in {action.name for action in told.context["actions"]} and "今天已催报" in told.content.decode()
    duty.refresh_from_db()
    with pytest.raises(NotNow, match="今天已"):
        urge(duty, officer)
    assert letters() == 1
    time_machine.move_to(f"{TODAY + timedelta(days=1)}T10:00+08:00")
    client.force_login(officer)
    assert "今天已催报" not in client.get(page).content.decode()
    urge(duty, officer, on=TODAY + timedelta(days=1))
    assert letters() == 2


def test_where_nobody_reads_it_the_office_telephones_and_nothing_is_put_down(asked, client):
    duty = asked["丁无人"]
    address = reverse("organizations:annual-duty", args=[duty.pk])
    page = client.get(address)
    text = page.content.decode()
    assert "请电话联系" in text and "142****0000" in text and "14200000000" not in text
    assert reverse("accounts:reveal", args=["organizations.organization", duty.organization_id, "phone"]) in text
    assert "urge" not in {action.name for action in page.context["actions"]}
    answer = client.post(reverse("organizations:annual-duty-act", args=[duty.pk, "urge"]), {"version": duty.version})
    assert answer.status_code == 400 and "请电话联系" in answer.content.decode()
    assert "142****0000" in answer.content.decode()
    assert not duty.changes.filter(action="urge").exists()


def test_all_that_fit_the_filter_are_reminded_and_each_says_what_became_of_it(asked, client):
    campaign = asked["甲有人"].campaign
    listed = client.get(reverse("organizations:annual", args=[campaign.pk]) + "?state=late")
    assert listed.context["pile"]["query"] == f"campaign={campaign.pk}&state=late"
    assert {action.name for action in listed.context["pile"]["actions"]} == {"urge", "telephone", "exempt"}
    sent = {"action": "urge", "all": "1", "query": listed.context["pile"]["query"]}
    asks = client.post(BATCH, sent)
    assert [row.name for row in asks.context["possible"]] == ["甲有人", "乙有人"]
    [by_phone] = asks.context["not_possible"]
    assert by_phone.name == "丁无人" and "请电话联系" in by_phone.why_not and "142****0000" in by_phone.why_not
    assert client.get(asks.context["back"]).url.endswith(f"/annual/{campaign.pk}/?state=late")
    items = [f"{row.pk}:{row.version}" for row in [*asks.context["possible"], by_phone]]
    done = client.post(BATCH, sent | {"token": uuid.uuid4(), "item": items}, follow=True)
    assert {item.name for item in done.context["done"]} == {"甲有人", "乙有人"}
    [left] = done.context["failed"]
    assert left.name == "丁无人" and "请电话联系" in done.content.decode() and letters() == 2
    again = client.post(BATCH, sent)
    assert not again.context["possible"] and {row.name for row in again.context["not_possible"]} == {
        "甲有人", "乙有人", "丁无人"}


def test_the_words_that_go_with_the_reminder_reach_the_organization(asked, client):
    duty = asked["甲有人"]
    form = {"action": "urge", "query": "", "item": [f"{duty.pk}:{duty.version}"]}
    client.post(BATCH, form | {"token": uuid.uuid4(), "note": "月底前请到街道二楼交表"})
    letter = Letter.objects.get(template="annual-urged", channel="inbox")
    assert words(letter.template, letter.params)[1].endswith("请尽快报送。月底前请到街道二楼交表")
    assert words(letter.template, letter.params | {"note": ""})[1].endswith("请尽快报送。")


def test_many_telephoned_are_told_apart_and_asked_for_what_was_said(asked, client, officer):
    called, other = asked["甲有人"], asked["乙有人"]
    duties.act("telephone", called, by=officer, seen=called.version, note="会长答应月底前报", today=TODAY)
    asks = client.post(BATCH, {"action": "telephone", "item": [called.pk, other.pk]})
    assert {row.name: "今天已电话告知" in row.about for row in asks.context["possible"]} == {
        "甲有人": True, "乙有人": False}
    text = asks.content.decode()
    assert asks.context["form"].fields["note"].needed and "（必填）" in text
    assert "常用意见" not in text and "办理后" not in text  # nothing to tick, and each stays in its status
    refused = client.post(BATCH, {"action": "telephone", "token": uuid.uuid4(), "note": " ", "item": [
        f"{row.pk}:{row.version}" for row in asks.context["possible"]]})
    text = refused.content.decode()
    assert refused.status_code == 400 and "请填写：电话沟通情况" in text and "写明理由" not in text
    alone = client.post(reverse("organizations:annual-duty-act", args=[other.pk, "telephone"]),
                        {"version": other.version, "note": ""})
    assert alone.status_code == 400 and "请填写：电话沟通情况" in alone.content.decode()


def test_several_are_exempt_for_one_reason(asked, client):
    two = [asked["甲有人"], asked["丁无人"]]
    sent = {"action": "exempt", "token": uuid.uuid4(), "note": "正在合并", "query": f"campaign={two[0].campaign_id}",
            "item": [f"{duty.pk}:{duty.version}" for duty in two]}
    client.post(BATCH, sent)
    assert Batch.objects.get().items.filter(outcome="done").count() == 2
    assert set(AnnualDuty.objects.filter(pk__in=[duty.pk for duty in two]).values_list("status", flat=True)) == {
        "exempt"}


@pytest.mark.parametrize("query", ["", "campaign=", "campaign=x", "campaign=99999999999"])
def test_all_of_no_campaign_is_none(query, asked, client):
    answer = client.post(BATCH, {"action": "urge", "all": "1", "query": query})
    assert answer.status_code == 302 and client.get(answer.url).status_code == 302
    assert letters() == 0 and timezone.localdate() == TODAY
