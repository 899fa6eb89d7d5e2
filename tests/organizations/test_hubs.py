"""Hub organizations and those they support: kept by the street, shown on both pages."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from incubator.workdays import today
from organizations.models import HubLink, Membership
from tests.factories import make_area, make_organization
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(organization):
    type(organization).objects.filter(pk=organization.pk).update(is_hub=True)
    organization.refresh_from_db()
    return organization


def typed(**changes):
    return {"token": uuid.uuid4(), "name": "贝贝学堂", "since": "2026-03-01", "note": "场地和项目"} | changes


def send(client, user, hub, data):
    client.force_login(user)
    return client.post(url("hub-link-new", hub.pk), data)


def test_a_support_begins_shows_on_both_pages_and_ends(client, officer, hub, filed_organization):
    assert send(client, officer, hub, typed(name="“贝贝” 学堂")).status_code == 302
    link = HubLink.objects.get()
    assert (link.hub, link.supported, link.status) == (hub, filed_organization, "living")
    for page, other in ((hub, filed_organization), (filed_organization, hub)):
        assert f'href="{url("organization", other.pk)}"' in client.get(url("organization", page.pk)).content.decode()
    answer = client.post(url("hub-link-end", link.pk), {"version": 0, "ended_on": today()})
    assert answer.status_code == 302
    link.refresh_from_db()
    assert (link.status, link.ended_on, link.version) == ("ended", today(), 1)
    assert [change.action for change in link.changes.all()] == ["create", "end"]
    assert client.post(url("hub-link-end", link.pk), {"version": 1, "ended_on": today()}).status_code == 409
    assert "结束" in client.get(url("organization", filed_organization.pk)).content.decode()


def test_the_form_offers_those_of_the_street_it_does_not_support_yet(client, officer, hub, filed_organization):
    elsewhere = make_organization(make_area("330105006001"), name="别街助老队")
    another = make_organization(hub.area, name="晨光调解队")
    send(client, officer, hub, typed())  # supports 贝贝学堂 from now on
    page = client.get(url("hub-link-new", hub.pk)).content.decode()
    assert 'list="supportable"' in page and f'<option value="{another.name}">' in page
    for other in (filed_organization, elsewhere, hub):
        assert f'<option value="{other.name}">' not in page


def test_the_same_form_twice_is_one_support(client, officer, hub, filed_organization):
    data = typed()
    assert [send(client, officer, hub, data).status_code for _n in range(2)] == [302, 302]
    assert HubLink.objects.count() == 1
    assert set(send(client, officer, hub, typed()).context["form"].errors) == {"name"}


@pytest.mark.parametrize(("name", "words"), [
    ("巾帽西丽助老服务中心", "不含自己"), ("贝贝学校", "贝贝学堂"), ("没有这家", "没有")])
def test_whom_it_cannot_support(client, officer, hub, filed_organization, name, words):
    type(hub).objects.filter(pk=filed_organization.pk).update(name="贝贝学堂", normalized_name="贝贝学堂")
    errors = send(client, officer, hub, typed(name=name)).context["form"].errors
    assert set(errors) == {"name"}


def test_not_in_another_street_nor_from_a_day_to_come(client, officer, hub, other_street):
    make_organization(make_area("330105006001", "别处社区", other_street), name="别处学堂")
    day = today() + timedelta(days=1)
    errors = send(client, officer, hub, typed(name="别处学堂", since=day)).context["form"].errors
    assert set(errors) == {"name", "since"}


def test_only_a_hub_supports(client, officer, organization, filed_organization):
    answer = send(client, officer, organization, typed())
    assert answer.status_code == 403
    assert "枢纽型" in answer.content.decode()


@pytest.mark.parametrize("who", ["district_officer", "community_worker", "member", "reader"])
def test_only_the_street_keeps_it(client, cast, hub, filed_organization, who):
    assert send(client, cast[who], hub, typed()).status_code == 403


def test_never_an_officer_who_belongs_to_the_hub(client, officer, hub, filed_organization):
    Membership.objects.create(organization=hub, user=officer, right="reader")
    assert send(client, officer, hub, typed()).status_code == 403


def test_a_stale_end_is_told(client, officer, hub, filed_organization):
    link = HubLink.objects.create(hub=hub, supported=filed_organization, since="2026-03-01", version=3)
    client.force_login(officer)
    assert client.post(url("hub-link-end", link.pk), {"version": 2, "ended_on": today()}).status_code == 409
    for day in (today() + timedelta(days=1), "2026-02-28"):
        assert client.post(url("hub-link-end", link.pk), {"version": 3, "ended_on": day}).status_code == 400


@pytest.mark.parametrize("fields", [
    {"status": "ended"}, {"ended_on": "2026-04-01"}, {"status": "ended", "ended_on": "2026-02-01"}])
def test_the_table_holds_days_and_ends_together(hub, filed_organization, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        HubLink.objects.create(**{"hub": hub, "supported": filed_organization, "since": "2026-03-01"} | fields)


def test_the_table_holds_no_hub_of_itself(hub):
    with pytest.raises(IntegrityError), transaction.atomic():
        HubLink.objects.create(hub=hub, supported=hub, since="2026-03-01")


def test_whoever_sees_one_of_the_two_sees_the_support(cast, hub, filed_organization):
    HubLink.objects.create(hub=hub, supported=filed_organization, since="2026-03-01")
    assert {name for name, user in cast.items() if HubLink.objects.visible_to(user)} == {
        "district_officer", "officer", "community_worker", "member", "reader"}


def test_the_api_begins_and_ends_it(client, officer, hub, filed_organization):
    client.force_login(officer)
    data = {"hub": hub.pk, "name": "贝贝学堂", "since": "2026-03-01", "token": str(uuid.uuid4())}
    made = [client.post(reverse("hub-link-list"), data, content_type="application/json") for _n in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"]
    assert made[0].json()["supported_name"] == "贝贝学堂"
    end = reverse("hub-link-act", args=[made[0].json()["id"], "end"])
    assert client.post(end, {}, content_type="application/json").status_code == 428
    answer = client.post(end, {}, content_type="application/json", headers={"If-Match": '"0"'})
    assert (answer.status_code, answer.json()["status"]) == (200, "ended")
