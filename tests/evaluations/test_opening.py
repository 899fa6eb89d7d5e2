"""Opening a review day asks once; whoever's own organization is judged runs no step of it."""

import pytest
from django.core.exceptions import PermissionDenied

from evaluations import preparing
from evaluations.models import Sheet
from evaluations.rules import forget_own_days
from evaluations.workflow import day_workflow
from evaluations.workflow.days import not_prepared
from organizations.models import forget_rights
from tests.evaluations.makers import NOW, TODAY
from tests.factories import make_credit, make_project

OWN_STEPS = [("choose", "planned"), ("seat", "planned"), ("edit", "planned"), ("open", "planned"), ("lock", "scoring"),
             ("unlock", "locked"), ("confirm", "locked"), ("publish", "confirmed")]


@pytest.mark.parametrize("part", ["judged", "contractor", "host"])
@pytest.mark.parametrize(("step", "status"), OWN_STEPS)
def test_an_officer_whose_own_organization_is_judged_runs_nothing(planned, organization, officer, step, status, part):
    """Judged itself, or with a project of its own that is judged."""
    subject = planned.subjects.first()
    if part != "judged":
        other = {"contractor": {}, "host": {"host": organization}}[part]
        project = make_project(organization if part == "contractor" else subject.organization, **other)
        planned.subjects.filter(pk=subject.pk).update(project=project, organization=project.contractor)
    else:
        planned.subjects.filter(pk=subject.pk).update(organization=organization)
    planned.status = status
    assert day_workflow.allows(step, planned, officer)
    forget_own_days(officer)
    forget_rights(officer)
    seat = officer.memberships.create(organization=organization, right="reader")
    with pytest.raises(PermissionDenied) as refusal:
        day_workflow.require(step, planned, officer)
    assert "须回避" in str(refusal.value)
    seat.ended_at = NOW
    seat.save()
    forget_own_days(officer)
    forget_rights(officer)
    assert day_workflow.allows(step, planned, officer)


def test_such_an_officer_is_told_why_and_excludes_nobody(client, day, officer):
    officer.memberships.create(organization=day.subjects.first().organization, right="editor")
    client.force_login(officer)
    page = client.get(f"/evaluations/days/{day.pk}/")
    assert page.status_code == 200
    assert "须回避" in page.content.decode()
    assert page.context["actions"] == []
    assert "须回避" in client.get(f"/evaluations/days/{day.pk}/lock/").content.decode()
    sheet = Sheet.objects.filter(subject__day=day).first()
    refused = client.post(f"/evaluations/sheets/{sheet.pk}/exclude/", {"version": 0, "note": "亲属"})
    assert refused.status_code == 403
    assert "须回避" in refused.content.decode()
    told = client.post(f"/api/v1/review-days/{day.pk}/actions/lock/", headers={"If-Match": '"1"'})
    assert (told.status_code, "须回避" in told.json()["detail"]) == (403, True)


def test_choosing_the_own_organization_hands_the_day_to_a_colleague(planned, judged, organization, officer):
    officer.memberships.create(organization=organization, right="reader")
    assert day_workflow.allows("choose", planned, officer)
    preparing.choose(planned, chosen=[organization], by=officer, seen=planned.version)
    assert not day_workflow.allows("open", planned, officer)


def test_opening_asks_once_and_says_how_many_sheets(client, planned, officer):
    client.force_login(officer)
    page = client.get(f"/evaluations/days/{planned.pk}/open/").content.decode()
    assert "将生成 12 份评分表：2 个评审对象，6 名评委。" in page
    assert not Sheet.objects.exists()
    planned.panelists.all().delete()
    page = client.get(f"/evaluations/days/{planned.pk}/open/").content.decode()
    assert "将生成" not in page and "act/open" not in page


def test_who_is_barred_depends_on_the_day_it_is_opened_not_on_the_clock(planned, judged):
    person = planned.panelists.first().user
    person.memberships.create(organization=judged[0], right="reader", ended_at=NOW)
    assert any("回避" in str(reason) for reason in not_prepared(planned, today=TODAY))
    assert not not_prepared(planned, today=TODAY.replace(year=TODAY.year + 9))


def test_what_the_credit_records_say_stands_beside_who_may_be_judged(client, planned, judged, officer):
    make_credit(judged[0], "abnormal")
    make_credit(judged[0], "honour")
    make_credit(judged[1], "fault", status="removed", removed_on="2026-04-01")
    client.force_login(officer)
    page = client.get(f"/evaluations/days/{planned.pk}/subjects/")
    told = {row.name: [mark.label for mark in row.credit] for row in page.context["found"].rows}
    assert told == {judged[0].name: ["荣誉", "列入活动异常名录"], judged[1].name: []}
