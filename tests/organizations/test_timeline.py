"""The timeline and the papers of one organization: everything, in its order, page by page, for whom it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from incubator.workdays import today
from organizations import coaching, crediting, staffing
from organizations.annual import duties
from organizations.models import (
    CoachingVisit,
    CreditRecord,
    GrowthStage,
    Matter,
    OfficeHolder,
    OrganizationChange,
    Pairing,
)
from organizations.reports.papers import Papers
from organizations.reports.timeline import Timeline
from organizations.workflow import organization_workflow, pairing_workflow, visit_workflow
from projects.purchasing import act_on_project
from projects.workflow import report_workflow
from tests.evaluations.makers import lock, make_day, sign_all
from tests.factories import make_activity, make_credit, make_member, make_organization, make_scheme, make_visit
from tests.organizations import matter_acts
from tests.organizations.annual_acts import duty_of, opened
from tests.organizations.ledgers import url
from tests.organizations.test_organization_pages import signed_in
from tests.projects.conftest import make_draft
from tests.projects.test_steps import make_report

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def told(organization, user, group=""):
    """(group, what about, step) from the oldest on."""
    return [(str(event.group), event.about, event.change.action or str(event.change.label))
            for event in reversed(Timeline(organization, user, group=group)[0:500])]


def live(organization, officer):
    """A bit of everything, in this order."""
    with organization_workflow.performing("edit", organization, by=officer):
        organization.venue = "荣华里 121 号"
        organization.save()
    staffing.add(OfficeHolder(organization=organization, name="戚文涛", role="council"), by=officer)
    pairing_workflow.create(Pairing(
        organization=organization, area=organization.area, branch_name="第一党支部", since=today()), by=officer)
    crediting.record(CreditRecord(
        organization=organization, kind="honour", title="优秀组织", source="区民政局", started_on=today()), by=officer,
        today=today())
    coaching.record(CoachingVisit(
        organization=organization, visited_on=today(), visitors="干部", subject="章程辅导", findings="缺记录"),
        by=officer)
    coaching.set_stage(GrowthStage(
        organization=organization, stage="seed", name="初创期", since=today(), reason="起步"), by=officer)


def test_every_change_of_the_organization_and_its_things_in_its_order(organization, officer, member, street):
    live(organization, officer)
    project = make_draft(street, organization, officer, name="送餐项目")
    act_on_project("approve", project, by=officer, seen=project.version, note="", today=today())
    matter = matter_acts.submitted("change", organization)
    everything = told(organization, officer)
    assert everything == [
        ("登记信息", "", "edit"), ("人员与党建", "戚文涛", "create"), ("人员与党建", "第一党支部", "create"),
        ("信用记录", "优秀组织", "create"), ("成长档案", "章程辅导", "create"), ("成长档案", "初创期", "create"),
        ("项目", "送餐项目", "create"), ("项目", "送餐项目", "approve"), *[
            ("事项办理", "变更事项", change.action) for change in matter.changes.order_by("pk")]]
    moments = [event.change.at for event in Timeline(organization, officer)[0:500]]
    assert moments == sorted(moments, reverse=True)
    assert told(organization, officer, "growth") == everything[4:6]
    assert told(organization, officer, "nonsense") == []
    assert told(organization, member) == everything


def test_a_call_about_the_annual_report_stands_beside_the_reminder(client, organization, officer, member, street):
    opened(street, officer, due_on=today() + timedelta(days=60), today=today())
    for name in ("urge", "telephone"):
        duty = duty_of(organization)
        duties.act(name, duty, by=officer, seen=duty.version, note="会长答应月底前报", today=today())
    assert told(organization, officer) == told(organization, member) == [
        ("年度报告", "2025", "urge"), ("年度报告", "2025", "telephone")]
    page = signed_in(client, member).get(url("timeline", organization.pk)).content.decode()
    assert "已电话告知" in page and "会长答应月底前报" in page


def test_field_by_field_who_and_when(client, organization, officer):
    live(organization, officer)
    page = signed_in(client, officer).get(url("timeline", organization.pk)).content.decode()
    assert all(words in page for words in (
        "桥弄街139号", "荣华里 121 号", "街道干部", f"{today():%Y-%m-%d}", "优秀组织"))


def test_it_is_paged_and_asks_as_often_for_a_hundred(client, organization, officer, django_assert_num_queries):
    start = datetime(2026, 1, 1, tzinfo=ZONE)
    OrganizationChange.objects.bulk_create([
        OrganizationChange(organization=organization, action="edit", new="active", version=n, note=f"第{n}次")
        for n in range(65)])
    for n, change in enumerate(OrganizationChange.objects.order_by("pk")):
        OrganizationChange.objects.filter(pk=change.pk).update(at=start + timedelta(hours=n))
    signed_in(client, officer)
    notes = []
    for number in (1, 2, 3):
        with django_assert_num_queries(8):
            page = client.get(url("timeline", organization.pk), {"page": number})
        notes += [event.change.note for event in page.context["events"]]
    assert notes == [f"第{n}次" for n in reversed(range(65))]
    narrowed = client.get(url("timeline", organization.pk), {"group": "organization", "page": 2}).content.decode()
    assert "?group=organization&amp;page=3" in narrowed


def test_certificates_come_and_go_in_it(organization, officer, community):
    filed = matter_acts.filed(community, officer)
    [certificate] = filed.certificates.all()
    certificate.withdrawn_on, certificate.withdrawn_reason = today() + timedelta(days=1), "cancelled"
    certificate.save()
    found = Timeline(filed, officer, group="certificates")[0:9]
    assert [(str(event.change.label), event.about) for event in found] == [
        ("证书已收回", filed.filing_no), ("颁发备案证书", filed.filing_no)]
    assert found[0].change.note and found[1].change.at == Matter.objects.get(organization=filed).decided_at


def test_of_a_report_only_the_steps_and_they_say_which_report_it_is(organization, officer, project):
    report, author = make_report(project), make_member(organization)
    for name, by in (("edit", author), ("submit", author), ("return", officer)):
        with report_workflow.performing(name, report, by=by, note="请补充"):
            pass
    assert [step for _group, _about, step in told(organization, officer, "projects")] == ["submit", "return"]
    [about] = {about for _group, about, _step in told(organization, officer, "projects")}
    period = f"{report.period_start:%Y-%m-%d} – {report.period_end:%Y-%m-%d}"
    assert about == f"{project.name} · 第 {report.number} 期进度报告（{period}）"  # not the project's own steps
    make_activity(project)
    assert len(told(organization, officer, "projects")) == 2


def test_a_review_is_told_to_the_office_step_by_step_and_to_the_judged_once_it_is_public(
    organization, officer, member, street, other_officer
):
    day = make_day(make_scheme(street), [organization], officer=officer, opened=True)
    sign_all(day)
    lock(day, officer)
    assert [step for *_words, step in told(organization, officer, "reviews")] == ["open", "lock"]
    assert told(organization, member, "reviews") == []
    type(day).objects.filter(pk=day.pk).update(status="published")
    day.changes.create(action="publish", new="published", version=9)
    assert [step for *_words, step in told(organization, member, "reviews")] == ["publish"]
    assert told(organization, other_officer, "reviews") == []


def test_the_change_of_another_organization_never_comes_in(organization, officer, community):
    other = make_organization(community)
    live(other, officer)
    matter_acts.submitted("change", other)
    assert told(organization, officer) == []


def test_a_visit_taken_out_leaves_the_timeline_of_the_organization(organization, officer, member):
    visit = make_visit(organization, subject="别家的走访")
    with visit_workflow.performing("remove", visit, by=officer, note="登记错了组织"):
        pass
    assert [step for *_words, step in told(organization, officer, "growth")] == ["remove"]
    assert told(organization, member, "growth") == []


def test_a_draft_matter_is_nobody_elses_business(organization, officer, member):
    matter_acts.complete("change", organization)
    assert told(organization, officer, "matters") == []
    assert told(organization, member, "matters")


def papers(organization, user):
    return [(paper.kind, paper.name, paper.about, paper.current, bool(paper.href))
            for paper in Papers(organization, user)[0:99]]


def test_every_paper_the_office_holds(organization, officer, member, project, community, street):
    matter = matter_acts.submitted("change", organization)
    contract = ("合同", project.contract.number, project.name, True, True)
    change = ("场所证明", "venue_proof.pdf", "变更事项", True, True)
    assert papers(organization, officer) == papers(organization, member) == [change, contract]
    matter_acts.take("return", matter, by=officer, note="请换一份")
    matter_acts.acts.fill(
        matter, {}, papers={"venue_proof": matter_acts.document("venue_proof")}, by=member, seen=matter.version)
    matter_acts.acts.submit(matter, by=member, seen=matter.version, now=matter_acts.NOW)
    found = papers(organization, officer)
    assert sorted(found) == sorted([change, (*change[:3], False, True), contract])
    filed = matter_acts.filed(community, officer)
    assert ("备案证书", filed.filing_no, "", True, True) in papers(filed, officer)


def test_a_paper_handed_in_twice_unchanged_is_one(organization, officer, member):
    matter = matter_acts.submitted("change", organization)
    matter_acts.take("return", matter, by=officer, note="请补正说明")
    matter_acts.acts.submit(matter, by=member, seen=matter.version, now=matter_acts.NOW)
    assert matter.handed_in.count() == 2
    assert papers(organization, officer) == [("场所证明", "venue_proof.pdf", "变更事项", True, True)]


def test_papers_ask_as_often_for_many(client, organization, officer, project, django_assert_num_queries):
    matter_acts.submitted("change", organization)
    signed_in(client, officer)
    for _n in range(2):
        with django_assert_num_queries(8):
            client.get(url("papers", organization.pk))
        make_credit(organization)


def test_machines_read_the_same(client, organization, officer, project):
    live(organization, officer)
    matter_acts.submitted("change", organization)
    signed_in(client, officer)
    events = client.get(reverse("organization-timeline", args=[organization.pk])).json()
    assert events["count"] == len(Timeline(organization, officer))
    assert events["results"][-1]["differences"]["venue"] == ["桥弄街139号", "荣华里 121 号"]
    found = client.get(reverse("organization-papers", args=[organization.pk])).json()
    assert [paper["name"] for paper in found["results"]] == ["venue_proof.pdf", project.contract.number]
