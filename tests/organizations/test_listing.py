"""A loose group put on the register: by whom, what it must have, and whose name it may not bear."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incubator.rulebook.models import Rule
from incubator.workdays import today
from organizations import listing
from organizations.models import Membership, Organization
from tests.factories import make_area, make_organization
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db


def typed(area, **changes):
    return {"token": uuid.uuid4(), "name": "桥西晨练队", "org_type": "resident_group", "area": area.pk,
            "category": "culture", "responsible_person": "张三", "phone": "14200006848", "member_count": 12,
            "venue": "", "party_member_count": "", "purpose": "", "remark": "", "founded_on": ""} | changes


def send(client, user, data):
    client.force_login(user)
    return client.post(url("group-new"), data)


@pytest.mark.parametrize("who", ["officer", "community_worker"])
def test_the_street_and_the_community_list_a_group(client, cast, community, who):
    answer = send(client, cast[who], typed(community))
    group = Organization.objects.get(name="桥西晨练队")
    assert answer.url == url("organization", group.pk)
    assert (group.status, group.org_type, group.phone.reveal(), group.filing_no, group.uscc) == (
        "active", "resident_group", "14200006848", "", "")
    assert [(change.action, change.by) for change in group.changes.all()] == [("create", cast[who])]


@pytest.mark.parametrize("who", ["district_officer", "member", "reader", "stranger", "resident"])
def test_nobody_else_does(client, cast, community, who):
    assert send(client, cast[who], typed(community)).status_code == 403
    assert client.get(url("group-new")).status_code == 403
    with pytest.raises(PermissionDenied):
        listing.enlist(Organization(name="x", org_type="resident_group", area=community), by=cast[who])


def test_a_community_worker_lists_in_the_own_community_alone(client, community_worker, street):
    other = make_area("330105005002", "永庆路社区", street)
    answer = send(client, community_worker, typed(other))
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"area"})


@pytest.mark.parametrize("kind", ["filed", "service_agency", "social_enterprise"])
def test_only_loose_groups_are_listed(client, officer, community, kind):
    assert set(send(client, officer, typed(community, org_type=kind)).context["form"].errors) == {"org_type"}
    with pytest.raises(PermissionDenied):
        listing.enlist(Organization(name="x", org_type=kind, area=community), by=officer)


def test_the_same_form_sent_twice_gives_one_group(client, officer, community):
    data = typed(community)
    assert send(client, officer, data).url == send(client, officer, data).url
    assert Organization.objects.filter(name="桥西晨练队").count() == 1


@pytest.mark.parametrize(("kind", "lacking"), [
    ("resident_group", {"responsible_person", "phone", "member_count"}),
    ("courtyard_group", {"responsible_person", "phone", "venue"})])
def test_what_each_kind_must_have(client, officer, community, kind, lacking):
    empty = dict.fromkeys(("responsible_person", "phone", "member_count", "venue"), "")
    assert set(send(client, officer, typed(community, org_type=kind, **empty)).context["form"].errors) == lacking


def test_what_it_must_have_is_a_rule_of_the_street(client, officer, community):
    Rule.objects.create(key="listing-requires", area_code=community.code[:9], source="街道办法",
                        effective_from=today().replace(day=1), value={"resident_group": ["purpose"]})
    assert set(send(client, officer, typed(community, phone="")).context["form"].errors) == {"purpose"}
    assert set(send(client, officer, typed(community, purpose="健身", member_count=2)).context["form"].errors) == {
        "member_count"}


@pytest.mark.parametrize("name", ["桥西晨练队", "“桥西”晨练队", "桥西 晨练队"])
def test_a_name_on_record_is_refused_however_it_is_written(client, officer, community, name):
    make_organization(community, name="桥西晨练队")
    assert set(send(client, officer, typed(community, name=name)).context["form"].errors) == {"name"}


def test_a_name_much_like_another_is_looked_at_once_more(client, officer, community):
    rival = make_organization(community, name="桥西社区晨练队伍")
    data = typed(community, name="桥西社区晨练队")
    answer = send(client, officer, data)
    assert set(answer.context["form"].errors) == {"alike"}
    page = answer.content.decode()
    assert page.count(rival.name) == 1  # named once, beside the field, with the way to look
    assert f'<a href="{url("organization", rival.pk)}" target="_blank" rel="noopener">{rival.name}</a>（' in page
    shown = [field.name for field in answer.context["form"].visible_fields()]
    assert shown[:2] == ["name", "alike"]  # the confirmation stands beside what it confirms
    assert send(client, officer, data | {"alike": "on"}).status_code == 302


def test_a_community_worker_reads_of_another_community_the_name_alone(client, community_worker, community, street):
    make_organization(make_area("330105005002", "永庆路社区", street), name="桥西社区晨练队伍")
    client.force_login(community_worker)
    said = client.get(url("name-check"), {"name": "桥西社区晨练队", "area": community.pk}).content.decode()
    assert "桥西社区晨练队伍" in said and "<a " not in said


def test_each_field_says_for_which_type_it_is_needed(client, officer, community):
    """The mark and the demand follow the same rule of the street."""
    client.force_login(officer)
    page = client.get(url("group-new"))
    fields = page.context["form"].fields
    assert fields["phone"].needed and not fields["remark"].needed and not fields["remark"].needed_of
    assert (fields["member_count"].needed_of, fields["venue"].needed_of) == ("社区群众活动团队", "院落自治组织")
    assert "（社区群众活动团队必填）" in page.content.decode()
    Rule.objects.create(key="listing-requires", area_code=community.code[:9], source="街道办法",
                        effective_from=today().replace(day=1), value={"resident_group": ["purpose"]})
    fields = client.get(url("group-new")).context["form"].fields
    assert not fields["purpose"].needed and not fields["member_count"].needed_of
    assert fields["purpose"].needed_of == "社区群众活动团队"


@pytest.mark.parametrize(("asked", "says"), [
    ("桥西社区晨练队", "该名称已在册。"), ("“桥西社区”晨练队", "已在册，写法为“桥西社区晨练队”。"),
    ("桥西社区晨练队伍", "与以下名称相近："), ("永庆路书画社", "没有相同或相近的在册名称。"), ("", "")])
def test_the_check_beside_the_name(client, community_worker, community, asked, says):
    make_organization(community, name="桥西社区晨练队")
    client.force_login(community_worker)
    answer = client.get(url("name-check"), {"name": asked, "area": community.pk})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert (says in text) if says else not text.strip()


def test_the_check_is_for_those_who_list(client, member):
    client.force_login(member)
    assert client.get(url("name-check"), {"name": "桥西"}).status_code == 403


def post(client, user, data):
    client.force_login(user)
    return client.post(reverse("organization-list"), data, content_type="application/json")


def test_the_api_lists_as_the_page_does(client, community_worker, community):
    data = {"token": str(uuid.uuid4()), "name": "桥西晨练队", "org_type": "resident_group", "area": community.code,
            "category": "culture", "responsible_person": "张三", "phone": "14200006848", "member_count": 12}
    answer = post(client, community_worker, data)
    assert answer.status_code == 201
    assert (answer.json()["status"], answer.json()["phone"]) == ("active", "142****6848")
    assert post(client, community_worker, data).json()["id"] == answer.json()["id"]
    assert set(post(client, community_worker, data | {"token": str(uuid.uuid4())}).json()["detail"]) == {"name"}
    assert "org_type" in post(client, community_worker, data | {"org_type": "filed"}).json()
    assert set(post(client, community_worker, data | {
        "token": str(uuid.uuid4()), "name": "又一队", "member_count": None}).json()["detail"]) == {"member_count"}


def test_the_api_refuses_others(client, member, community):
    assert post(client, member, {"name": "x"}).status_code == 403


def test_community_and_class_are_chosen_not_given(client, officer, community):
    client.force_login(officer)
    page = client.get(url("group-new"))
    for name in ("org_type", "area", "category"):
        field = page.context["form"][name]
        assert not field.value() and next(iter(field.field.choices)) == ("", "请选择"), name
    empty = {"org_type": "", "area": "", "category": "", "phone": ""}
    refused = client.post(url("group-new"), typed(community) | empty)
    assert refused.status_code == 400
    assert {"org_type", "area", "category", "phone"} <= set(refused.context["form"].errors)
    assert not Organization.objects.exists()


@pytest.mark.parametrize("who", ["officer", "community_worker", "member"])
def test_who_applies_for_a_grown_group_is_said_where_an_officer_looks(client, cast, community, who):
    group = make_organization(community, org_type="resident_group")
    Membership.objects.create(organization=group, user=cast["member"], right="editor")
    client.force_login(cast[who])
    body = client.get(url("organization", group.pk)).content.decode()
    assert "社区列管 · " in body
    assert ("在门户申请转为备案，街道和社区不代为申请" in body) == (who != "member")
    assert (f'href="{url("members", group.pk)}">邀请团队人员' in body) == (who == "officer")
    if who != "member":
        form = client.get(url("group-new")).content.decode()
        assert "由团队人员在门户申请转为备案" in form and "可在本页面申请" not in form
