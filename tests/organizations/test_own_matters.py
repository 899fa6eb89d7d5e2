"""An officer who belongs to an organization decides nothing about it; a colleague does, and the page says so."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from incubator.workflow import Incomplete
from organizations import filing as acts
from organizations import importing, inviting
from organizations.models import Membership, Organization
from organizations.workflow import filing_workflow, organization_workflow
from tests.documents.corpus import upload
from tests.factories import make_officer
from tests.organizations.filing_acts import NOW, submitted
from tests.organizations.ledgers import row, sheet

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
WORDS = "须由其他工作人员办理"
RIGHTS = ["administrator", "editor", "reader"]


def join(organization, user, right="reader"):
    return Membership.objects.create(organization=organization, user=user, right=right)


@pytest.fixture
def colleague(street):
    return make_officer("street_officer", street, "同事")


@pytest.mark.parametrize("right", RIGHTS)
def test_nobody_decides_on_the_filing_of_the_own_organization(client, community, officer, colleague, right):
    filing = submitted(community)
    join(filing.organization, officer, right)
    offered = {action.name for action in filing_workflow.available(filing, officer)}
    assert not offered & {"approve", "return", "refuse"}
    with pytest.raises(PermissionDenied):
        acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    client.force_login(officer)
    assert WORDS in client.get(reverse("organizations:filing-detail", args=[filing.pk])).content.decode()
    client.force_login(colleague)
    assert WORDS not in client.get(reverse("organizations:filing-detail", args=[filing.pk])).content.decode()
    acts.approve(filing, by=colleague, seen=filing.version, now=NOW)


@pytest.mark.parametrize("right", RIGHTS)
def test_nobody_changes_the_register_entry_of_the_own_organization(client, organization, officer, colleague, right):
    page = reverse("organizations:organization", args=[organization.pk])
    join(organization, officer, right)
    assert organization_workflow.available(organization, officer) == []
    client.force_login(officer)
    assert WORDS in client.get(page).content.decode()
    assert client.get(f"{page}edit/").status_code == 403
    refusal = client.post(f"{page}suspend/", {"version": 0, "note": "核查"})
    assert refusal.status_code == 403 and WORDS in refusal.content.decode()
    assert {a.name for a in organization_workflow.available(organization, colleague)} == {"edit", "suspend", "revoke"}


def test_a_community_worker_does_not_correct_the_own_organization_either(organization, community_worker):
    assert organization_workflow.allows("edit", organization, community_worker)
    join(organization, community_worker)
    del community_worker.organization_rights
    assert not organization_workflow.allows("edit", organization, community_worker)


@pytest.mark.parametrize("right", RIGHTS)
def test_the_office_is_no_way_to_more_right_in_the_own_organization(organization, officer, right):
    own = join(organization, officer, right)
    with pytest.raises(PermissionDenied):
        inviting.invite(organization, by=officer, right="administrator", token=uuid.uuid4(), now=timezone.now())
    with pytest.raises(PermissionDenied):
        inviting.hand_over(own, by=officer)


def test_who_left_is_an_officer_like_any_other(organization, officer):
    Membership.objects.create(
        organization=organization, user=officer, right="reader", ended_at=timezone.now())
    assert organization_workflow.allows("suspend", organization, officer)


def test_a_ledger_that_changes_the_own_organization_is_a_colleagues(client, ledger_street, officer, colleague):
    first = importing.write(sheet([row(), row(组织名称="地书协会")]), area=ledger_street, by=None, today=DAY)
    assert first.counts["created"] == 2
    changed = sheet([row(负责人="李四"), row(组织名称="地书协会")])
    organization = first.plans[0].entry.values["name"]
    join(Organization.objects.get(name=organization), officer)
    with pytest.raises(Incomplete) as refusal:
        importing.write(changed, area=ledger_street, by=officer, today=DAY)
    assert organization in refusal.value.messages[0]
    run = importing.upload(upload("台账.xlsx", changed), area=ledger_street, by=officer, today=DAY)
    client.force_login(officer)
    page = client.get(reverse("organizations:import", args=[run.pk])).content.decode()
    assert refusal.value.messages[0] in page and "/confirm/" not in page
    same = importing.write(sheet([row(), row(组织名称="地书协会")]), area=ledger_street, by=officer, today=DAY)
    assert same.counts["unchanged"] == 2
    assert importing.write(changed, area=ledger_street, by=colleague, today=DAY).counts["updated"] == 1


def test_the_list_of_uploads_tells_which_have_faults(client, ledger_street, officer):
    bad = importing.upload(upload("错.xlsx", sheet([row(成员人数="很多")])), area=ledger_street, by=officer, today=DAY)
    good = importing.upload(upload("好.xlsx", sheet([row()])), area=ledger_street, by=officer, today=DAY)
    assert (bad.faults, good.faults) == (1, 0)
    client.force_login(officer)
    page = client.get(reverse("organizations:imports")).content.decode()
    assert "有错误 1 处" in page and f"/imports/{bad.pk}/#faults" in page and page.count("待确认") == 1
    plan = importing.preview(good, today=DAY).fingerprint()
    importing.confirm(good, by=officer, seen=good.version, plan=plan, today=DAY)
    assert "新增 1 家、变更 0 家" in client.get(reverse("organizations:imports")).content.decode()
