"""The growth file: visits and stages are kept by the office that went; its own notes are read by nobody else."""

import io
import uuid
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from incubator.home import dashboards
from incubator.rulebook.models import Rule
from incubator.workdays import today
from organizations.models import CoachingVisit, GrowthStage, Organization
from tests.factories import make_area, make_officer, make_organization, make_stage, make_visit
from tests.organizations.ledgers import url
from tests.organizations.test_organization_pages import signed_in

pytestmark = pytest.mark.django_db
SECRET = "负责人有意辞任"


def typed(**changes):
    return {"token": uuid.uuid4(), "version": 0, "kind": "coaching", "visited_on": today(), "visitors": "街道干部",
            "subject": "章程辅导", "findings": "理事会一年未开会", "agreed": "年底前开会", "next_on": "",
            "internal_note": SECRET} | changes


def staged(**changes):
    return {"token": uuid.uuid4(), "version": 0, "stage": "growing", "since": today(), "reason": "团队稳定"} | changes


def test_the_office_records_edits_and_takes_out_a_visit(client, officer, organization, street):
    signed_in(client, officer)
    page = client.get(url("visit-new", organization.pk))
    assert page.context["form"]["visitors"].value() == "街道干部"
    sent = typed()
    for _time in range(2):
        assert client.post(url("visit-new", organization.pk), sent).status_code == 302
    visit = CoachingVisit.objects.get()
    assert (visit.office, visit.internal_note) == (street, SECRET)
    assert client.post(url("visit-edit", visit.pk), typed(subject="换了主题")).status_code == 302
    assert client.post(url("visit-edit", visit.pk), typed(subject="旧页")).status_code == 409
    act = url("visit-act", visit.pk, "remove")
    assert client.post(act, {"version": 1}).status_code == 400
    assert client.post(act, {"version": 1, "note": "登记错了组织"}).status_code == 302
    visit.refresh_from_db()
    assert (visit.status, [c.action for c in visit.changes.all()]) == ("removed", ["create", "edit", "remove"])
    assert "登记错了组织" in client.get(url("visit", visit.pk)).content.decode()
    assert client.get(url("visit-edit", visit.pk)).status_code == 409


def test_an_old_tab_sees_both_values_and_keeps_what_was_typed(client, officer, organization):
    visit = make_visit(organization, version=3, subject="先来的")
    answer = signed_in(client, officer).post(url("visit-edit", visit.pk), typed(subject="后到的"))
    assert answer.status_code == 409
    assert ("主题", "后到的", "先来的") in answer.context["compared"]
    assert CoachingVisit.objects.get().subject == "先来的"


def test_every_fault_beside_its_field_and_what_was_typed_is_kept(client, officer, organization):
    wrong = typed(visited_on=today() + timedelta(days=1), visitors=" ", subject="", next_on=today(), findings="打的字")
    answer = signed_in(client, officer).post(url("visit-new", organization.pk), wrong)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"visited_on", "visitors", "subject"}
    assert "打的字" in answer.content.decode()
    answer = client.post(url("visit-new", organization.pk), typed(next_on=today(), visited_on="0202-01-01"))
    assert set(answer.context["form"].errors) == {"visited_on"}
    answer = client.post(url("visit-new", organization.pk), typed(next_on=today()))
    assert set(answer.context["form"].errors) == {"next_on"}
    assert not CoachingVisit.objects.exists()


PAGES = ("visit", "growth", "organization", "timeline", "growth-export", "visits", "visits-export")


def everything(client, user, organization, visit):
    """All that this person is told of the visit, files unpacked."""
    signed_in(client, user)
    found = []
    for page in PAGES:
        args = [] if page.startswith("visits") else [visit.pk if page == "visit" else organization.pk]
        answer = client.get(url(page, *args))
        if answer.status_code == 200 and "sheet" in answer.headers["Content-Type"]:
            book = openpyxl.load_workbook(io.BytesIO(answer.content))
            found.append(str([list(sheet.values) for sheet in book]))
            book.close()
        else:
            found.append(answer.content.decode())
    for name, args in (
        ("coaching-visit-detail", [visit.pk]), ("coaching-visit-list", []), ("organization-growth", [organization.pk]),
        ("organization-timeline", [organization.pk]),
    ):
        found.append(client.get(reverse(name, args=args)).content.decode())
    found.append(client.get(f"/admin/organizations/coachingvisit/{visit.pk}/change/").content.decode())
    return "\n".join(found)


@pytest.mark.parametrize("who", [
    "member", "reader", "district_officer", "community_worker", "other_officer", "stranger"])
def test_the_internal_note_reaches_nobody_but_the_office(client, cast, organization, who):
    client.force_login(cast["officer"])
    client.post(url("visit-new", organization.pk), typed())
    visit = CoachingVisit.objects.get()
    client.post(url("visit-edit", visit.pk), typed(internal_note=SECRET + "，二次"))
    assert SECRET in everything(client, cast["officer"], organization, visit)
    told = everything(client, cast[who], organization, visit)
    assert SECRET not in told
    assert ("理事会一年未开会" in told) == (who not in ("other_officer", "stranger"))


def test_files_hold_no_internal_note_whoever_takes_them(client, officer, organization):
    make_visit(organization, internal_note=SECRET)
    signed_in(client, officer)
    for page, args in (("growth-export", [organization.pk]), ("visits-export", [])):
        book = openpyxl.load_workbook(io.BytesIO(client.get(url(page, *args)).content))
        assert SECRET not in str([list(sheet.values) for sheet in book])
        book.close()


def test_an_officer_who_belongs_to_the_organization_neither_keeps_nor_reads_it(client, officer, organization):
    visit = make_visit(organization, internal_note=SECRET)
    organization.memberships.create(user=officer, right="reader")
    assert SECRET not in everything(client, officer, organization, visit)
    for page in ("visit-new", "stage-new"):
        answer = client.get(url(page, organization.pk))
        assert answer.status_code == 403
        assert "须由其他工作人员办理" in answer.content.decode()
    assert client.get(url("visit-edit", visit.pk)).status_code == 403


def test_the_office_of_a_later_street_reads_the_file_without_the_notes_of_the_former(
    client, officer, organization, other_street
):
    visit = make_visit(organization, internal_note=SECRET)
    Organization.objects.filter(pk=organization.pk).update(area=make_area("330105006001", "别处社区", other_street))
    later = make_officer("street_officer", other_street)
    told = everything(client, later, organization, visit)
    assert "活动正常" in told and SECRET not in told
    assert client.get(url("visit-edit", visit.pk)).status_code == 403
    assert signed_in(client, officer).get(url("visit", visit.pk)).status_code == 404


def test_what_was_taken_out_is_gone_for_the_organization_and_kept_by_the_office(client, officer, member, organization):
    visit = make_visit(organization, status="removed", subject="别家的事")
    assert signed_in(client, member).get(url("visit", visit.pk)).status_code == 404
    assert "别家的事" not in client.get(url("growth", organization.pk)).content.decode()
    assert client.get(reverse("coaching-visit-list")).json()["count"] == 0
    assert "别家的事" in signed_in(client, officer).get(url("growth", organization.pk)).content.decode()


def test_a_next_visit_that_has_come_waits_for_the_office(
    officer, other_officer, community_worker, organization, community
):
    late, soon, answered, gone, own = (make_organization(community) for _n in range(5))
    make_visit(organization, subject="今天", next_on=today())
    make_visit(late, subject="逾期", next_on=today() - timedelta(days=1), visited_on=date(2026, 1, 1))
    make_visit(soon, next_on=today() + timedelta(days=1))
    make_visit(answered, next_on=today(), visited_on=date(2026, 1, 1))
    make_visit(answered, visited_on=today())
    make_visit(gone, next_on=today())
    Organization.objects.filter(pk=gone.pk).update(status="cancelled")
    make_visit(own, next_on=today())
    own.memberships.create(user=officer, right="reader")
    make_visit(late, subject="移除的", status="removed", visited_on=date(2026, 5, 1))
    waiting = dashboards.officer(officer, today=today())["waiting"]
    assert [(str(todo.what), todo.about, todo.detail, todo.overdue) for todo in waiting.todos] == [
        ("走访组织", late.name, "逾期", True), ("走访组织", organization.name, "今天", False)]
    assert {visit.subject for visit in CoachingVisit.objects.due(on=today())} >= {"今天", "逾期"}
    for user in (other_officer, community_worker):
        assert dashboards.officer(user, today=today())["waiting"].count == 0


def test_the_list_of_visits_is_narrowed_and_saved_as_it_stands(client, officer, organization, community):
    make_visit(organization, subject="章程辅导", visited_on=date(2026, 5, 1), next_on=date(2026, 5, 9))
    make_visit(make_organization(community, name="合唱队"), subject="场地走访", visited_on=date(2026, 6, 1))
    signed_in(client, officer)
    for query, subjects in (
        ({}, ["场地走访", "章程辅导"]), ({"q": "合唱"}, ["场地走访"]), ({"q": "章程"}, ["章程辅导"]),
        ({"due": "on"}, ["章程辅导"]), ({"organization": organization.pk}, ["章程辅导"]),
        ({"organization": "x"}, ["场地走访", "章程辅导"]),
    ):
        assert [row.subject for row in client.get(url("visits"), query).context["rows"]] == subjects, query
        book = openpyxl.load_workbook(io.BytesIO(client.get(url("visits-export"), query).content))
        assert [line[4] for line in list(book.active.values)[1:]] == subjects
        book.close()


def test_a_stage_is_set_with_reason_and_day_and_its_history_is_kept(client, officer, organization):
    signed_in(client, officer)
    make_stage(organization, stage="seed", name="初创期", since=date(2026, 2, 1))
    sent = staged()
    for _time in range(2):
        assert client.post(url("stage-new", organization.pk), sent).status_code == 302
    page = client.get(url("growth", organization.pk))
    assert [(stage.name, stage.since) for stage in page.context["file"].stages] == [
        ("成长期", today()), ("初创期", date(2026, 2, 1))]
    assert page.context["file"].stage.name == "成长期"
    stage = GrowthStage.objects.get(stage="growing")
    act = url("stage-act", stage.pk, "remove")
    assert client.post(act, {"version": 0}).status_code == 400
    assert client.post(act, {"version": 0, "note": "设早了"}).status_code == 302
    assert client.get(url("growth", organization.pk)).context["file"].stage.name == "初创期"


@pytest.mark.parametrize(("changes", "fields"), [
    ({"stage": "nonsense"}, {"stage"}), ({"since": today() + timedelta(days=1)}, {"since"}),
    ({"reason": " "}, {"reason"}), ({"since": "2026-02-01"}, {"since"}), ({"stage": "seed"}, {"stage"}),
])
def test_a_stage_that_cannot_be(client, officer, organization, changes, fields):
    make_stage(organization, since=date(2026, 2, 1))
    answer = signed_in(client, officer).post(url("stage-new", organization.pk), staged(**changes))
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, fields)


def test_the_ladder_is_a_local_rule_and_a_renamed_rung_changes_no_file(client, officer, organization):
    signed_in(client, officer)
    client.post(url("stage-new", organization.pk), staged(since=today() - timedelta(days=1)))
    Rule.objects.create(
        key="growth-stages", area_code=organization.area.code[:9], effective_from="2020-01-02", source="街道办法",
        value=[{"stage": "growing", "name": "提升期"}, {"stage": "star", "name": "品牌期"}])
    choices = client.get(url("stage-new", organization.pk)).context["form"]["stage"].field.choices
    assert [label for _code, label in choices] == ["提升期", "品牌期"]
    assert client.post(url("stage-new", organization.pk), staged(stage="star")).status_code == 302
    assert list(GrowthStage.objects.order_by("since").values_list("name", flat=True)) == ["成长期", "品牌期"]


def test_machines_record_and_set_the_same(client, officer, organization):
    signed_in(client, officer)
    sent = {name: str(value) for name, value in typed().items() if value != ""} | {"organization": organization.pk}
    made = [client.post(reverse("coaching-visit-list"), sent, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"] and made[0].json()["internal_note"] == SECRET
    late = client.patch(
        reverse("coaching-visit-detail", args=[made[0].json()["id"]]), {"next_on": str(today())},
        content_type="application/json", headers={"If-Match": '"0"'})
    assert (late.status_code, set(late.json()["detail"])) == (400, {"next_on"})
    answer = client.post(
        reverse("growth-stage-list"), {"organization": organization.pk, "stage": "growing", "since": str(today()),
                                       "reason": "团队稳定"}, content_type="application/json")
    assert (answer.status_code, answer.json()["name"]) == (201, "成长期")
    again = client.post(
        reverse("growth-stage-list"), {"organization": organization.pk, "stage": "seed", "since": str(today()),
                                       "reason": "起步"}, content_type="application/json")
    assert (again.status_code, set(again.json()["detail"])) == (400, {"since"})


@pytest.mark.parametrize("page", ["visit-new", "stage-new"])
def test_of_an_organization_that_left_the_register_nothing_new(client, officer, organization, page):
    Organization.objects.filter(pk=organization.pk).update(status="cancelled")
    assert signed_in(client, officer).get(url(page, organization.pk)).status_code == 409
