"""The next step of a project stands on top of its page; what ends the project stands at the foot."""

from datetime import timedelta

import pytest

from projects.models import Contract, Instalment, ProgressReport, Project
from tests.factories import make_project


@pytest.fixture
def shown(client, today, officer):
    """The page as the street officer opens it."""
    def show(project, user=officer):
        client.force_login(user)
        return client.get(f"/projects/{project.pk}/")
    return show


def make_report(project, number=1, **fields):
    last = project.starts_on + timedelta(days=30 * number)
    defaults = {"period_start": last - timedelta(days=29), "period_end": last, "due_on": last + timedelta(days=7),
                "figures_at": "2026-02-01T00:00:00Z", "results": "完成", "is_final": False, "status": "due"}
    return ProgressReport.objects.create(project=project, number=number, **defaults | fields)


def test_a_draft_is_approved_or_told_what_it_lacks(shown, draft):
    page = shown(draft)
    assert "approve" in {action.name for action in page.context["actions"]} and not page.context["lacking"]
    Project.objects.filter(pk=draft.pk).update(negative_list_note="")
    page = shown(draft)
    words = page.content.decode()
    assert "approve" not in {action.name for action in page.context["actions"]}
    assert "批准立项前还需：" in words and "批准立项前必填" in words
    assert f'class="btn btn-primary" href="/projects/{draft.pk}/edit/"' in words


def test_from_the_approval_to_the_signature(shown, draft, organization):
    Project.objects.filter(pk=draft.pk).update(status="approved")
    assert shown(draft).context["step"].href == f"/projects/{draft.pk}/contract/"
    contract = Contract.objects.create(
        project=draft, number="HT-1", signer=organization, amount_fen=draft.amount_fen, planned_fen=draft.amount_fen)
    assert shown(draft).context["step"].href == f"/projects/contracts/{contract.pk}/sign/"


def test_money_then_reports_then_the_close(shown, project, today):
    first = Instalment.objects.get(contract__project=project, order=1)
    assert shown(project).context["step"].label == "登记第 1 期拨付"
    assert shown(project).context["step"].href == f"/projects/instalments/{first.pk}/pay/"
    Instalment.objects.filter(pk=first.pk).update(status="paid", paid_on=project.starts_on)
    assert "次日自动生成" in shown(project).context["step"].words
    report = make_report(project)
    assert str(report.due_on) in shown(project).context["step"].words
    ProgressReport.objects.update(status="submitted")
    assert shown(project).context["step"].href == f"/projects/reports/{report.pk}/"
    ProgressReport.objects.update(status="accepted", is_final=True)
    Project.objects.filter(pk=project.pk).update(ends_on=today - timedelta(days=1))
    page = shown(project)
    assert [action.name for action in page.context["actions"]] == ["close"]
    assert page.context["step"].words == "项目已到期，进度报告全部通过，可以结项。"


def test_a_closed_project_is_paid_and_then_nothing_is_left(shown, organization):
    project = make_project(organization, status="closed")
    assert shown(project).context["step"].label == "登记第 1 期拨付"
    Instalment.objects.update(status="paid", paid_on=project.starts_on)
    assert shown(project).context["step"] is None
    assert "下一步" not in shown(project).content.decode()


def test_the_contractor_is_led_to_the_report_it_owes(shown, project, member, reader):
    assert shown(project, member).context["step"] is None
    make_report(project, 2)
    report = make_report(project, 1, status="returned")
    step = shown(project, member).context["step"]
    assert step.href == f"/projects/reports/{report.pk}/" and "已退回" in step.words
    assert shown(project, reader).context["step"] is None


def test_the_end_of_the_project_is_the_last_thing_on_its_page(shown, project):
    words = shown(project).content.decode()
    assert words.index("下一步") < words.index('id="reports"') < words.index("/terminate/")
