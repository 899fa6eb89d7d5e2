"""An officer who belongs to the contractor or its host decides nothing on the project, and is told why."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from incubator.accounts.models import User
from projects import purchasing
from projects.models import Project
from projects.rules.people import manages
from projects.workflow import contract_workflow, instalment_workflow, project_workflow
from tests.factories import make_organization, make_project
from tests.projects.conftest import TODAY, make_draft
from tests.projects.test_project_api import api, project_data

__all__ = ["api"]
pytestmark = pytest.mark.django_db
WHY = "按回避要求"


def join(officer, organization, right="reader"):
    organization.memberships.create(user=officer, right=right)
    return User.objects.get(pk=officer.pk)  # a request of their own


@pytest.mark.parametrize("right", ["administrator", "editor", "reader"])
def test_nothing_of_the_project_is_theirs_to_decide(project, officer, right):
    first = project.contract.instalments.first()
    assert manages(officer, project) and instalment_workflow.allows("pay", first, officer)
    officer = join(officer, project.contractor, right)
    assert not manages(officer, project)
    assert project_workflow.available(project, officer) == contract_workflow.available(project.contract, officer) == []
    with pytest.raises(PermissionDenied, match=WHY):
        purchasing.pay(first, paid_on=date(2026, 1, 20), by=officer, seen=0, today=TODAY)
    with pytest.raises(PermissionDenied, match=WHY):
        purchasing.terminate(project, by=officer, seen=0, note="停止")


def test_a_member_of_the_host_stays_out_too_and_one_who_left_does_not(organization, community, officer):
    host = make_organization(community)
    project = make_project(organization, host=host)
    officer = join(officer, host)
    assert not manages(officer, project)
    host.memberships.filter(user=officer).update(ended_at="2026-01-01T00:00Z")
    assert manages(User.objects.get(pk=officer.pk), project)


def test_the_pages_say_why(client, project, officer):
    officer = join(officer, project.contractor)
    client.force_login(officer)
    page = client.get(f"/projects/{project.pk}/")
    assert WHY in page.content.decode() and "terminate/" not in page.content.decode()
    refused = client.post(f"/projects/{project.pk}/terminate/", {"version": 0, "note": "停止"})
    assert refused.status_code == 403 and WHY in refused.content.decode()


def test_nobody_buys_from_the_own_organization(api, client, street, organization, officer):
    officer = join(officer, organization)
    with pytest.raises(PermissionDenied, match=WHY):
        make_draft(street, organization, officer)
    refused = api(officer).post("/api/v1/projects/", project_data(street, organization), format="json")
    assert refused.status_code == 403 and WHY in refused.data["detail"]
    client.force_login(officer)
    page = client.post("/projects/new/", {
        "save": "1", "area": street.pk, "contractor": organization.pk, "method": "direct_commission",
        "name": "邻里调解",
        **{f"{name}-{count}": 0 for name in ("lines", "targets") for count in ("TOTAL_FORMS", "INITIAL_FORMS")}})
    assert page.status_code == 400 and WHY in page.content.decode() and "邻里调解" in page.content.decode()
    assert not Project.objects.exists()
