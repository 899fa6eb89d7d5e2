"""One application a name, and the way on after a refusal: nothing is typed or photographed twice."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from incubator.workflow import Incomplete
from organizations import filing
from organizations.matters import acts
from organizations.matters.papers import given_before
from organizations.models import Matter, Organization
from tests.factories import make_area, make_user
from tests.organizations.founding_acts import NAME, begun, founder_of, handed_in
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, PAPERS, TODAY, draft, examined, submitted, take, writer_of
from tests.organizations.test_founding import favoured

pytestmark = pytest.mark.django_db


def begin(client, way, community, name, **more):
    return client.post(url(f"{way}-start"), {
        "token": uuid.uuid4(), "name": name, "area": community.pk, "category": "service",
        "org_type": "service_agency"} | more)


@pytest.mark.parametrize("way", ["registration", "filing"])
def test_who_has_an_application_of_the_name_is_led_to_it(client, community, way):
    matter = begun(community)
    client.force_login(founder_of(matter))
    again = begin(client, way, community, f" {NAME[:3]} {NAME[3:]}")  # the same name, written otherwise
    assert again.status_code == 400 and "您已有该名称的申请" in again.content.decode()
    assert f'href="{url("matter", matter.pk)}"' in again.content.decode()
    assert Organization.objects.filter(status="draft").count() == 1
    client.force_login(make_user("别人"))
    assert begin(client, way, community, NAME).status_code == 302


def test_the_same_form_twice_still_gives_the_first(client, community):
    client.force_login(make_user("申请人"))
    token = uuid.uuid4()
    first, second = (begin(client, "registration", community, NAME, token=token) for _n in range(2))
    assert (first.status_code, first.url) == (302, second.url)


def test_a_refused_one_is_applied_for_again_from_its_page_and_keeps_nobody_from_the_other_way(
        client, community, officer):
    matter = handed_in(community)
    take("refuse", matter, by=officer, note="不符合登记条件")
    client.force_login(founder_of(matter))
    again = begin(client, "registration", community, NAME)
    assert again.status_code == 400 and "重新申请" in again.content.decode()
    assert f'href="{url("matter", matter.pk)}"' in again.content.decode()
    assert begin(client, "filing", community, NAME).status_code == 302


def test_who_withdrew_begins_anew(client, community):
    matter = begun(community)
    take("withdraw", matter, by=founder_of(matter))
    client.force_login(founder_of(matter))
    assert begin(client, "registration", community, NAME).status_code == 302


@pytest.mark.parametrize("address", ["matters/registrations", "filings"])
def test_machines_are_told_the_same(client, community, address):
    person = make_user("申请人")
    filing.start(by=person, name=NAME, area=community, category="service", token=uuid.uuid4())
    client.force_login(person)
    refused = client.post(f"/api/v1/{address}/", {"name": NAME, "org_type": "association", "area": community.code},
                          content_type="application/json")
    assert refused.status_code == 400 and "您已有该名称的申请" in str(refused.json())


def test_after_the_countys_refusal_the_page_leads_on_and_nothing_is_typed_or_photographed_twice(
        client, community, officer):
    matter = favoured(community, officer)
    founder = founder_of(matter)
    take("not_registered", matter, by=officer, note="名称不合规定")
    client.force_login(founder)
    page = client.get(url("matter", matter.pk)).content.decode()
    start = url("matter-start", matter.organization_id, "registration")
    assert f'action="{start}"' in page and "重新申请" in page and "登记机关答复" in page and "街道答复" not in page
    begun_again = client.post(start, {"token": uuid.uuid4(), "year": "0"})
    again = Matter.objects.get(kind="registration", status="draft")
    assert begun_again.url == url("matter-edit", again.pk)
    assert again.answers == matter.answers
    assert (again.identity_no, again.phone) == ("", "")  # forgotten with the refusal
    assert set(given_before(again, on=TODAY)) == set(PAPERS["registration"])
    form = client.get(url("matter-edit", again.pk)).content.decode()
    assert "桥弄街139号" in form and "沿用以前提交的材料" in form and matter.receipt_no in form
    assert f'action="{start}"' not in client.get(url("matter", matter.pk)).content.decode()  # it is begun
    client.force_login(officer)
    assert f'action="{start}"' not in client.get(url("matter", matter.pk)).content.decode()


@pytest.mark.parametrize(("name", "fault", "words"), [
    ("reopen", PermissionDenied, "已有更新的同类事项"), ("undo", Incomplete, "登记机关尚未答复")])
def test_while_one_is_with_the_county_no_refused_one_comes_back(filed_organization, officer, name, fault, words):
    """Taken up by the applicant or taken back by the office, it would put two names before civil affairs at once."""
    first = examined("registration", filed_organization, officer)
    take("refuse", first, by=officer, note="名称不合规定")
    second = examined("registration", filed_organization, officer)
    take("approve", second, by=officer, note="同意")
    by = writer_of(filed_organization) if name == "reopen" else officer
    with pytest.raises(fault, match=words):
        take(name, first, by=by, note="更正")
    assert Matter.objects.to_be_recorded().get() == second


def waiting(client, who):
    """The addresses under «办理中的事项»."""
    client.force_login(who)
    page = client.get(url("mine")).content.decode()
    section = page.partition("办理中的事项")[2].partition("</ul>")[0]
    return re.findall(r'href="([^"]+)"', section)


def test_only_the_last_refused_one_waits_and_is_offered_again(client, filed_organization, officer):
    """Refused by the street, applied for anew, refused by the county, applied for anew: one way on at each step."""
    who, offer = writer_of(filed_organization), "重新申请"
    start = url("matter-start", filed_organization.pk, "registration")

    def shows(matter):
        return client.get(url("matter", matter.pk)).content.decode()

    first = examined("registration", filed_organization, officer)
    take("refuse", first, by=officer, note="名称不合规定")
    assert waiting(client, who) == [url("matter", first.pk)]
    assert url("matter-act", first.pk, "reopen") in shows(first)
    second = examined("registration", filed_organization, officer)
    assert waiting(client, who) == [url("matter", second.pk)] and offer not in shows(first)
    assert client.get(f"/api/v1/matters/{first.pk}/").json()["actions"] == []
    late = client.post(url("matter-act", first.pk, "reopen"), {"version": first.version})
    assert late.status_code == 403 and "已有更新的同类事项" in late.content.decode()
    take("approve", second, by=officer, note="同意")
    assert waiting(client, who) == [url("matter", second.pk)] and offer not in shows(first)
    take("not_registered", second, by=officer, note="不予登记")
    assert waiting(client, who) == [url("matter", second.pk)] and offer not in shows(first)
    assert f'action="{start}"' in shows(second)
    third = draft("registration", filed_organization)
    assert waiting(client, who) == [url("matter", third.pk)]
    assert offer not in shows(first) and f'action="{start}"' not in shows(second)


def test_what_was_withdrawn_or_cannot_be_asked_for_any_more_does_not_wait(client, filed_organization, officer):
    who = writer_of(filed_organization)
    take("withdraw", submitted("cancellation", filed_organization), by=who)
    refused = submitted("change", filed_organization)
    take("refuse", refused, by=officer, note="理由")
    assert waiting(client, who) == [url("matter", refused.pk)]
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")
    assert waiting(client, who) == []
    assert "重新办理" not in client.get(url("matter", refused.pk)).content.decode()
    assert "reopen" not in client.get(f"/api/v1/matters/{refused.pk}/").json()["actions"]


def test_who_is_taken_up_again_is_called_and_lies_as_it_says(community, officer, other_street):
    """Another was begun and withdrawn in between, under another name and in another street."""
    matter = handed_in(community)
    take("refuse", matter, by=officer, note="名称不合规定")
    founder = founder_of(matter)
    other = acts.start("registration", matter.organization, by=founder, token=uuid.uuid4())
    acts.fill(other, {"name": "拱墅区另一服务中心", "area": make_area("330105006001", "别处社区", other_street)},
              papers={}, by=founder, seen=other.version)
    take("withdraw", other, by=founder)
    matter = Matter.objects.get(pk=matter.pk)
    take("reopen", matter, by=founder)
    body = Organization.objects.get(pk=matter.organization_id)
    assert (body.name, body.area, body.street_code) == (NAME, community, "330105005")


def test_what_the_county_refused_stays_with_the_street_that_had_it(
        client, community, officer, other_street, other_officer):
    matter = favoured(community, officer)
    take("not_registered", matter, by=officer, note="名称不合规定")
    again = acts.start("registration", matter.organization, by=founder_of(matter), token=uuid.uuid4())
    acts.fill(again, {"area": make_area("330105006001", "别处社区", other_street)}, papers={}, by=founder_of(matter),
              seen=again.version)
    assert not Matter.objects.visible_to(other_officer).exists()
    assert Matter.objects.visible_to(officer).get() == matter


def test_what_only_repeated_the_register_follows_the_register(filed_organization, officer):
    """The venue was asked otherwise, the members were not: since then the register has more of them."""
    matter = examined("registration", filed_organization, officer, venue="新址一号",
                      member_count=filed_organization.member_count)
    take("refuse", matter, by=officer, note="不具备登记条件")
    Organization.objects.filter(pk=filed_organization.pk).update(member_count=77, venue="后来的场地")
    filed_organization.refresh_from_db()
    again = draft("registration", filed_organization)
    assert again.pk != matter.pk and again.answers["venue"] == "新址一号"
    assert (again.answers["member_count"], again.answers["funds_fen"]) == (77, 3_000_000)
    assert again.identity_no.reveal() == matter.identity_no.reveal()  # the street's refusal forgets none


def test_the_reason_stands_there_until_it_is_handed_in_again_and_the_office_sees_it_then(
        client, community, officer):
    matter, reason, heading = handed_in(community), "材料不属实", "此前的答复"
    who = founder_of(matter)

    def said(by, *pages):
        client.force_login(by)
        return [client.get(url(page, matter.pk)).content.decode().partition("<h2>办理记录")[0] for page in pages]

    take("refuse", matter, by=officer, note=reason)
    take("reopen", matter, by=who)
    assert all("街道答复" in page and reason in page for page in said(who, "matter", "matter-edit"))
    acts.submit(matter, by=who, seen=matter.version, now=NOW)
    assert all(f"初审不同意：{reason}" in page and heading in page for page in said(officer, "matter"))
    take("withdraw", matter, by=who)
    take("reopen", matter, by=who)
    assert all(reason not in page for page in said(who, "matter-edit"))


def test_a_refusal_that_was_taken_back_is_no_earlier_one(client, community, officer):
    matter = handed_in(community)
    take("refuse", matter, by=officer, note="误点")
    take("undo", matter, by=officer)
    client.force_login(officer)
    assert "此前的答复" not in client.get(url("matter", matter.pk)).content.decode()


@pytest.mark.parametrize("kind", ["change", "cancellation"])
def test_every_matter_begun_again_after_a_refusal_has_its_answers_and_papers(filed_organization, officer, kind):
    matter = submitted(kind, filed_organization)
    take("refuse", matter, by=officer, note="理由")
    again = draft(kind, filed_organization)
    assert again.answers == matter.answers and set(given_before(again, on=TODAY)) == set(PAPERS[kind])


def test_what_was_granted_last_gives_nothing_and_what_was_withdrawn_does_not_count(filed_organization, officer):
    matter, writer = examined("change", filed_organization, officer, venue="新址一号"), writer_of(filed_organization)
    take("refuse", matter, by=officer, note="意见")
    take("withdraw", draft("change", filed_organization), by=writer)
    assert draft("change", filed_organization).answers["venue"] == "新址一号"
    take("approve", examined("change", filed_organization, officer), by=officer, note="意见")
    assert draft("change", filed_organization).answers == {}
