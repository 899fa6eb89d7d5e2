"""The decision on an annual report in words: the opinion, the day that follows, the outcome wherever it is told."""

from datetime import date

import pytest
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete
from organizations.workflow import organization_workflow
from tests.factories import make_member
from tests.organizations import filing_acts
from tests.organizations.annual_acts import (
    DUE,
    again,
    decided,
    duty_of,
    examined,
    handed_in,
    opened,
    rectification,
    take,
)
from tests.organizations.matter_acts import in_status, writer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(street, organization, officer, client, time_machine):
    time_machine.move_to("2026-03-31T10:00+08:00")
    opened(street, officer)
    client.force_login(officer)
    return organization


def detail(client, matter):
    return client.get(reverse("organizations:matter", args=[matter.pk]))


@pytest.mark.parametrize("outcome", ["basically_qualified", "unqualified"])
def test_who_did_not_fully_qualify_reads_why(outcome, asked, officer, client):
    matter = examined(asked, officer, on=DUE)
    with pytest.raises(Incomplete) as told:
        take("approve", matter, by=officer, on=DUE, outcome=outcome, note=" ")
    assert told.value.message_dict.keys() == {"note"} and duty_of(asked).status == "handed_in"
    page = client.post(reverse("organizations:matter-act", args=[matter.pk, "approve"]), {
        "version": matter.version, "outcome": outcome, "note": ""})
    text = page.content.decode()
    assert page.status_code == 400 and "须填写意见" in text and f'value="{outcome}" required checked' in text
    client.post(reverse("organizations:matter-act", args=[matter.pk, "approve"]), {
        "version": matter.version, "outcome": outcome, "note": "账目不全"})
    letter = Letter.objects.get(template="annual-to-rectify", channel="inbox", recipient=writer_of(asked))
    assert "账目不全" in words(letter.template, letter.params)[1]


def test_a_wrong_choice_keeps_the_opinion_typed(asked, officer, client):
    matter = examined(asked, officer, on=DUE)
    page = client.post(reverse("organizations:matter-act", args=[matter.pk, "approve"]), {
        "version": matter.version, "note": "账目不全"})
    assert page.status_code == 400 and "请选择结论" in page.content.decode() and "账目不全" in page.content.decode()


def test_qualified_needs_no_opinion(asked, officer):
    take("approve", examined(asked, officer, on=DUE), by=officer, on=DUE, outcome="qualified", note="")
    assert duty_of(asked).outcome == "qualified"


def test_the_page_names_the_day_of_the_rectification_before_the_decision(asked, officer, client):
    text = detail(client, examined(asked, officer, on=DUE)).content.decode()
    assert "2026-06-30" in text and "三个月" not in text  # three months to the end of the month, a Tuesday


def test_the_examination_asks_for_an_opinion(asked, officer, client):
    matter = handed_in(asked, on=DUE)
    for name in matter.chain[:-1]:
        take(name, matter, by=officer, on=DUE)
    text = detail(client, matter).content.decode()
    assert matter.chain[-1] == "review" and f'for="note-{matter.pk}-review">意见' in text


@pytest.mark.parametrize(("outcome", "label", "tone"), [
    ("unqualified", "不合格", "bad"), ("basically_qualified", "基本合格", "warn"), ("qualified", "合格", "good")])
def test_the_outcome_is_told_wherever_the_report_is(outcome, label, tone, asked, officer, client):
    matter = decided(asked, officer, outcome, on=DUE)
    pages = [reverse("organizations:matter", args=[matter.pk]), reverse("organizations:matters") + "?status=",
             reverse("organizations:organization", args=[asked.pk]),
             reverse("organizations:annual-years", args=[asked.pk])]
    for page in pages:
        text = client.get(page).content.decode()
        assert f'<span class="status status-{tone}">{label}</span>' in text, page
        assert '<span class="status status-good">已批准</span>' not in text, page


def test_a_rectification_leads_to_the_report_its_outcome_and_its_day(asked, officer, client):
    report = decided(asked, officer, "unqualified", on=DUE)
    text = detail(client, rectification(asked, on=date(2026, 6, 2))).content.decode()
    assert reverse("organizations:matter", args=[report.pk]) in text and "不合格" in text and "2026-06-30" in text
    assert "对应的年度报告" in text and "对应的年度报告" not in detail(client, report).content.decode()


def test_office_and_members_find_the_duty_from_the_years_of_the_organization(asked, client):
    duty, member = duty_of(asked), make_member(asked)
    address = reverse("organizations:annual-years", args=[asked.pk])
    link = f'href="{reverse("organizations:annual-duty", args=[duty.pk])}"'
    assert link in client.get(address).content.decode()
    client.force_login(member)
    assert link in client.get(address).content.decode()  # there they read of calls, later days and exemptions


def test_what_came_back_says_why_and_leads_to_the_form(asked, officer, client):
    matter = handed_in(asked, on=DUE)
    take("return", matter, by=officer, on=DUE, note="缺审计报告")
    edit = reverse("organizations:matter-edit", args=[matter.pk])
    years = reverse("organizations:annual-years", args=[asked.pk])
    client.force_login(writer_of(asked))
    text = client.get(years).content.decode()
    assert "缺审计报告" in text and f'<a class="btn btn-primary" href="{edit}">修改并重新提交</a>' in text
    assert "缺审计报告" in client.get(edit).content.decode()
    client.force_login(make_member(asked, "reader"))
    text = client.get(years).content.decode()
    assert "缺审计报告" in text and edit not in text
    asked.refresh_from_db()
    organization_workflow.perform("revoke", asked, by=officer, seen=asked.version, note="停止活动")
    client.force_login(writer_of(asked))
    assert edit not in client.get(years).content.decode()


def test_the_form_of_every_kind_shows_why_it_came_back(organization, community, officer, client):
    matter, filing = in_status("returned", organization, officer), filing_acts.in_status("returned", community, officer)
    for one, by, edit in (
        (matter, writer_of(organization), reverse("organizations:matter-edit", args=[matter.pk])),
        (filing, filing_acts.applicant_of(filing), reverse("organizations:filing-edit", args=[filing.pk, "basics"])),
        (filing, filing_acts.applicant_of(filing), reverse("organizations:filing-materials", args=[filing.pk])),
    ):
        client.force_login(by)
        reason = one.changes.get(action="return").note
        assert reason and f'<p class="change-note">{reason}</p>' in client.get(edit).content.decode(), edit


def test_the_reason_stays_after_a_reminder(asked, officer, client):
    matter = handed_in(asked, on=DUE)
    take("return", matter, by=officer, on=DUE, note="缺审计报告")
    take("remind", again(matter), by=officer, on=DUE, note="")
    assert '<p class="change-note">缺审计报告</p>' in detail(client, matter).content.decode().split("办理记录")[0]
