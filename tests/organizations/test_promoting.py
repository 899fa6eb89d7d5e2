"""A listed group goes up: it files from its own entry and stays the same organization."""

from datetime import date

import pytest

from incubator.workflow import Incomplete
from organizations.matters import acts
from organizations.models import Certificate, Matter, Organization
from tests.factories import make_holder, make_member, make_organization
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, TODAY, document, draft, take, writer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=Organization.LISTED_TYPES)
def group(request, community):
    found = make_organization(
        community, name="桥西晨练队", org_type=request.param, category="culture", purpose="", has_charter=False,
        identity_no="330105197707020001")
    make_member(found)
    return found


def handed_in(group, **answers):
    matter = draft("promotion", group)
    acts.fill(matter, {"purpose": "组织居民晨练"} | answers, papers={"charter": document("charter")},
              by=writer_of(group), seen=matter.version)
    acts.submit(matter, by=writer_of(group), seen=matter.version, now=NOW)
    return matter


def test_the_draft_begins_with_what_the_register_says(group):
    matter = draft("promotion", group)
    assert matter.answers["name"] == "桥西晨练队" and matter.answers["member_count"] == 20
    assert matter.identity_no.reveal() == "330105197707020001"
    assert set(acts.shortcomings(matter, on=TODAY)) == {"purpose", "charter"}


def test_granted_it_is_filed_under_its_own_key_with_its_history(group, officer):
    key, version, kind = group.pk, group.version, group.org_type
    matter = handed_in(group, venue="桥弄街1号")
    assert (matter.receipt_no[:2], matter.answer_due_on) == ("ZB", date(2026, 12, 7))
    assert Organization.objects.get(pk=key).venue == "桥弄街139号"  # nothing changes before the street has granted it
    take("approve", matter, by=officer)
    filed = Organization.objects.get(pk=key)
    assert (filed.org_type, filed.status, filed.filing_no, filed.venue, filed.purpose) == (
        "filed", "active", "330105-005-2026-2-0001", "桥弄街1号", "组织居民晨练")
    assert (filed.has_charter, filed.version, filed.founded_on) == (True, version + 1, date(2020, 5, 6))
    change = filed.changes.get(action="file")
    assert change.fields["org_type"] == [kind, "filed"]
    assert change.fields["filing_no"] == ["", filed.filing_no]
    assert Certificate.objects.get(organization=filed).number == filed.filing_no
    assert Organization.objects.count() == 1
    matter.refresh_from_db()
    assert str(matter.identity_no) == "" and "330105197707020001" not in str(matter.facts)


def test_the_number_follows_those_given_by_filings(group, officer, community):
    make_organization(community, filing_no="330105-005-2026-2-0007")
    take("approve", handed_in(group), by=officer)
    assert Organization.objects.get(pk=group.pk).filing_no == "330105-005-2026-2-0008"


@pytest.mark.parametrize(("answers", "lacking"), [
    ({"member_count": 9}, "member_count"), ({"party_member_count": 21}, "party_member_count"),
    ({"venue": ""}, "venue"), ({"phone": ""}, "phone"), ({"name": "贝贝学堂"}, "name")])
def test_the_conditions_of_filing_hold(group, filed_organization, answers, lacking):
    with pytest.raises(Incomplete) as refused:
        handed_in(group, **answers)
    assert set(refused.value.message_dict) == {lacking}


def test_a_name_taken_meanwhile_stops_the_grant(group, officer, community):
    matter = handed_in(group, name="桥西太极队")
    make_organization(community, name="桥西太极队")
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer)
    assert Organization.objects.get(pk=group.pk).is_listed


def test_who_is_filed_already_does_not_file_again(filed_organization):
    with pytest.raises(Incomplete):
        draft("promotion", filed_organization)


def test_its_people_begin_it_from_their_page(client, group):
    client.force_login(writer_of(group))
    page = client.get(url("organization", group.pk))
    assert url("matter-start", group.pk, "promotion") in page.content.decode()
    answer = client.post(url("matter-start", group.pk, "promotion"), {"token": page.context["token"]}, follow=True)
    assert answer.context["form"]["name"].value() == "桥西晨练队"
    assert "330105197707020001" not in answer.content.decode()
    assert Matter.objects.get().kind == "promotion"


def test_what_the_register_was_told_meanwhile_is_not_written_over(group, officer, client):
    matter = handed_in(group, venue="桥弄街1号")
    assert {name for name in matter.facts if name.startswith("was_")} == {"was_venue", "was_purpose"}
    client.force_login(officer)
    page = client.get(f"/organizations/matters/{matter.pk}/").content.decode()
    assert "<del>桥弄街139号</del> → <ins>桥弄街1号</ins>" in page  # both values, as of a change
    Organization.objects.filter(pk=group.pk).update(responsible_person="王新任", phone="", member_count=25)
    take("approve", again(matter), by=officer)
    filed = Organization.objects.get(pk=group.pk)
    assert (filed.responsible_person, filed.member_count, filed.venue) == ("王新任", 25, "桥弄街1号")
    assert set(filed.changes.get(action="file").fields) == {"venue", "purpose", "org_type", "filing_no", "has_charter"}


def test_a_fact_that_moved_under_its_answer_is_looked_at_again(group, officer):
    matter = handed_in(group, venue="桥弄街1号")
    Organization.objects.filter(pk=group.pk).update(venue="桥弄街7号")
    with pytest.raises(Incomplete, match="退回"):
        take("approve", again(matter), by=officer)
    assert Organization.objects.get(pk=group.pk).venue == "桥弄街7号"


def again(matter):
    return Matter.objects.select_related("organization__area").get(pk=matter.pk)


def test_another_head_takes_the_office_and_the_former_one_leaves_it(group, officer):
    former = group.responsible_person
    make_holder(group, name=former, role="responsible_person")
    take("approve", handed_in(group, responsible_person="李四", identity_no="330105198806150020"), by=officer)
    assert [(one.name, one.status) for one in group.holders.order_by("pk")] == [
        (former, "left"), ("李四", "serving")]


def test_the_same_head_is_among_its_people_from_then_on(group, officer):
    take("approve", handed_in(group), by=officer)
    assert [(one.name, one.role) for one in group.holders.all()] == [
        (group.responsible_person, "responsible_person")]
