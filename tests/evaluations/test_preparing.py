"""Setting up a review day: everything missing at once, all sheets in one go, recusals by the system."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from evaluations import preparing
from evaluations.models import Indicator, Panelist, RaterGroup, ReviewDay, Sheet, Subject
from evaluations.workflow import day_workflow
from incubator.accounts.models import Role
from incubator.accounts.rules import may_keep
from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete, Stale, WrongStatus
from organizations.models import Membership
from tests.evaluations.makers import NOW, TODAY, make_day
from tests.factories import make_organization, make_project, make_scheme, make_user

TABLE = [
    ("planned", "officer", {"edit", "choose", "seat", "open"}),
    ("planned", "district_officer", set()),
    ("planned", "community_worker", set()),
    ("planned", "other_officer", set()),
    ("planned", "member", set()),
    ("scoring", "officer", {"lock"}),
    ("scoring", "district_officer", set()),
    ("locked", "officer", {"unlock", "confirm"}),
    ("confirmed", "officer", {"publish"}),
    ("confirmed", "other_officer", set()),
    ("published", "officer", set()),
]


@pytest.mark.parametrize(("status", "who", "names"), TABLE)
def test_available_actions(planned, cast, status, who, names):
    planned.status = status
    assert {a.name for a in day_workflow.available(planned, cast[who])} == names


def open_day(day, officer):
    preparing.open_day(day, by=officer, seen=day.version, today=TODAY)


def test_opening_writes_every_sheet_and_a_letter_to_each_evaluator(planned, officer):
    open_day(planned, officer)
    assert Sheet.objects.filter(subject__day=planned, status="assigned").count() == 12
    assert Letter.objects.filter(template="review-day-opened").count() == 6
    assert planned.changes.get().action == "open"
    assert planned.status == "scoring"


def test_a_colleague_on_a_panel_is_not_let_in_by_a_street_officers_link(day, evaluator, officer, community):
    Role.objects.create(user=evaluator, area=community, kind="community_worker")
    assert not may_keep(officer, evaluator)
    ReviewDay.objects.update(status="published")
    assert may_keep(officer, evaluator)


def test_the_tree_is_frozen_when_scoring_opens(planned, officer):
    open_day(planned, officer)
    Indicator.objects.filter(name="工作绩效").update(weight=1)
    planned.refresh_from_db()
    assert {row["name"]: row["weight"] for row in planned.tree}["工作绩效"] == 40


def test_every_fault_of_the_setup_is_told_at_once(street, officer):
    scheme = make_scheme(street, status="draft")
    day = make_day(scheme, [], officer=officer, groups={"expert": (50, 2), "peer": (40, 3)})
    with pytest.raises(Incomplete) as refused:
        open_day(day, officer)
    words = " ".join(refused.value.messages)
    assert len(refused.value.messages) == 5
    assert all(part in words for part in ("尚未启用", "还没有评审对象", "90", "至少需要 3 人", "代表的组织"))
    assert not Sheet.objects.exists()


def test_a_project_day_wants_projects(street, officer, judged):
    day = make_day(make_scheme(street, target="project"), judged, officer=officer)
    with pytest.raises(Incomplete, match="不是"):
        open_day(day, officer)


def seat(day, kind, user, organization=None):
    group, _made = RaterGroup.objects.get_or_create(day=day, kind=kind, defaults={"weight": 10})
    return Panelist.objects.create(day=day, user=user, group=group, organization=organization)


def barred(day, panelist):
    return dict(Sheet.objects.filter(panelist=panelist).values_list("subject__organization__name", "barred"))


def test_a_member_of_the_judged_is_recused_by_the_system(planned, officer, judged):
    user = make_user("成员")
    Membership.objects.create(organization=judged[0], user=user)
    seat(planned, "expert", user)
    open_day(planned, officer)
    assert barred(planned, planned.panelists.get(user=user)) == {"贝贝学堂": "member", "文澜书苑": ""}
    sheet = Sheet.objects.get(barred="member")
    assert sheet.status == "recused"
    assert sheet.changes.get().note == "member"


@pytest.mark.parametrize(("days_ago", "reason"), [(300, "member"), (800, "")])
def test_who_left_lately_is_recused_too(planned, officer, judged, days_ago, reason):
    user = make_user("前成员")
    Membership.objects.create(organization=judged[0], user=user, ended_at=NOW - timedelta(days=days_ago))
    seat(planned, "expert", user)
    open_day(planned, officer)
    assert barred(planned, planned.panelists.get(user=user))["贝贝学堂"] == reason


def test_who_speaks_for_the_judged_is_recused(planned, officer, judged):
    planned.groups.filter(kind="expert").update(kind="peer")
    planned.panelists.filter(group__kind="peer").update(organization=make_organization(planned.area, phone="1"))
    panelist = seat(planned, "peer", make_user(), judged[1])
    open_day(planned, officer)
    assert barred(planned, panelist)["文澜书苑"] == "speaker"


def test_peers_do_not_judge_each_other_on_the_same_day(planned, officer, judged):
    planned.groups.filter(kind="expert").update(kind="peer")
    planned.panelists.filter(group__kind="peer").update(organization=make_organization(planned.area, phone="1"))
    for organization, phone in zip(judged, ("13800000001", "13800000002"), strict=True):
        organization.phone = phone
        organization.save()
    first, second = (seat(planned, "peer", make_user(), organization) for organization in judged)
    open_day(planned, officer)
    assert barred(planned, first) == {"贝贝学堂": "speaker", "文澜书苑": "reciprocal"}
    assert barred(planned, second) == {"贝贝学堂": "reciprocal", "文澜书苑": "speaker"}


def test_the_reciprocity_rule_is_data(planned, officer, judged):
    Rule.objects.create(
        key="review-bar-reciprocity", area_code=planned.area.code, value=False, effective_from="2026-01-01",
        source="本街道")
    planned.groups.filter(kind="expert").update(kind="peer")
    planned.panelists.filter(group__kind="peer").update(organization=make_organization(planned.area, phone="1"))
    for organization, phone in zip(judged, ("13800000001", "13800000002"), strict=True):
        organization.phone = phone
        organization.save()
    first, _second = (seat(planned, "peer", make_user(), organization) for organization in judged)
    open_day(planned, officer)
    assert barred(planned, first) == {"贝贝学堂": "speaker", "文澜书苑": ""}


def test_the_contact_person_and_organizations_of_one_telephone_are_recused(planned, officer, judged):
    judged[0].phone = "13812345678"
    judged[0].save()
    contact = seat(planned, "expert", make_user(phone="13812345678"))
    open_day(planned, officer)
    assert barred(planned, contact)["贝贝学堂"] == "contact"


def test_the_host_of_a_project_counts_as_judged(street, officer, organization, filed_organization):
    project = make_project(filed_organization, host=organization)
    day = make_day(make_scheme(street, target="project"), [], officer=officer)
    Subject.objects.create(day=day, organization=filed_organization, project=project)
    user = make_user()
    Membership.objects.create(organization=organization, user=user)
    panelist = seat(day, "expert", user)
    open_day(day, officer)
    assert barred(day, panelist) == {"贝贝学堂": "member"}


def test_a_group_that_can_never_reach_the_quorum_is_told_before_opening(planned, officer, judged):
    for panelist in planned.panelists.filter(group__kind="expert"):
        Membership.objects.create(organization=judged[0], user=panelist.user)
    with pytest.raises(Incomplete, match="回避后"):
        open_day(planned, officer)


def test_opening_twice_writes_nothing_twice(planned, officer):
    open_day(planned, officer)
    with pytest.raises(WrongStatus):
        open_day(planned, officer)
    stale = ReviewDay.objects.get(pk=planned.pk)
    stale.status, stale.version = "planned", 0
    with pytest.raises(Stale):
        open_day(stale, officer)
    assert Sheet.objects.count() == 12


def test_a_peer_must_speak_for_an_organization(planned, officer):
    group = RaterGroup.objects.create(day=planned, kind="peer", weight=10)
    with pytest.raises(ValidationError, match="代表"):
        preparing.seat(planned, user=make_user(), group=group, organization=None, by=officer, seen=0)


def test_nobody_sits_twice(planned, officer):
    panelist = planned.panelists.first()
    with pytest.raises(ValidationError, match="已在"):
        preparing.seat(
            planned, user=panelist.user, group=panelist.group, organization=None, by=officer, seen=planned.version)
    planned.refresh_from_db()
    assert planned.version == 0


def form(scheme, **fields):
    return {
        "area": scheme.area_id, "name": "年度评审", "date": "2026-12-01", "place": "宸益阁", "scheme": scheme.pk,
        "min_raters": 3, "trim_from": 5, "weight_peer": 0, "weight_expert": 70, "weight_resident": 30} | fields


def test_a_day_from_its_page_starts_from_the_rules(client, scheme, officer):
    client.force_login(officer)
    page = client.get("/evaluations/days/new/").content.decode()
    assert all(f'value="{n}"' in page for n in (30, 50, 20, 3, 5))
    token = "6f1d3c1e-0000-4000-8000-000000000001"
    first = client.post("/evaluations/days/new/", form(scheme, token=token))
    assert client.post("/evaluations/days/new/", form(scheme, token=token)).url == first.url
    assert dict(ReviewDay.objects.get().groups.values_list("kind", "weight")) == {"expert": 70, "resident": 30}


@pytest.mark.parametrize(("what", "label"), [("days", "评审日名称"), ("schemes", "方案名称")])
def test_a_new_one_asks_for_its_name_and_lets_one_go_back(client, officer, what, label):
    client.force_login(officer)
    page = client.get(f"/evaluations/{what}/new/").content.decode()
    assert label in page
    assert f'<a class="btn btn-link" href="/evaluations/{what}/">取消</a>' in page


def test_wrong_weights_are_told_beside_the_field_and_nothing_is_lost(client, scheme, officer):
    client.force_login(officer)
    page = client.post("/evaluations/days/new/", form(scheme, weight_expert=60))
    assert page.status_code == 400
    assert "90" in page.content.decode()
    assert 'value="年度评审"' in page.content.decode()
    assert not ReviewDay.objects.exists()


def test_the_whole_setup_through_the_pages(client, scheme, officer, judged):
    client.force_login(officer)
    client.post("/evaluations/days/new/", form(scheme, weight_expert=100, weight_resident=0))
    day = ReviewDay.objects.get()
    url = f"/evaluations/days/{day.pk}/"
    assert "还没有评审对象" in client.get(url).content.decode()
    client.post(f"{url}subjects/", {"chosen": [one.pk for one in judged], "version": 0})
    people = [make_user(f"评委{n}", phone=f"1390000000{n}") for n in range(4)]
    assert "139****0001" in client.get(f"{url}panel/?q=13900000001").content.decode()
    assert "139****0002" in client.get(f"{url}panel/?q=评委2").content.decode()
    for n, person in enumerate(people, start=1):
        client.post(f"{url}panel/", {"user": person.pk, "group": day.groups.get().pk, "version": n})
    client.post(f"{url}panel/{day.panelists.last().pk}/remove/", {"version": 5})
    assert day.panelists.count() == 3
    assert client.post(f"{url}act/open/", {"version": 6}).status_code == 302
    assert Sheet.objects.count() == 6
    assert client.get(f"{url}panel/").status_code == 409


def test_a_stale_tab_changes_nothing(client, planned, officer, judged):
    client.force_login(officer)
    url = f"/evaluations/days/{planned.pk}/subjects/"
    client.post(url, {"chosen": [judged[0].pk], "version": 0})
    assert client.post(url, {"chosen": [judged[1].pk], "version": 0}).status_code == 409
    assert [subject.organization_id for subject in planned.subjects.all()] == [judged[0].pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(client, scheme, judged, officer, rows, django_assert_num_queries):
    for _n in range(rows):
        make_day(scheme, judged, officer=officer)
    client.force_login(officer)
    with django_assert_num_queries(9):
        client.get("/evaluations/days/")
