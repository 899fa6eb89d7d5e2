"""Revocation: nothing stops it, but the officer sees what is still open before, and the organization is told."""

import pytest

from incubator.notices.models import Letter
from incubator.notices.wording import words
from organizations.models import Organization
from organizations.workflow import organization_workflow
from tests.factories import make_project
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import complete, submitted

pytestmark = pytest.mark.django_db


def test_the_page_lists_and_links_what_is_open(client, organization, member, officer):
    project = make_project(organization)
    matter = submitted("change", organization)
    client.force_login(officer)
    page = client.get(url("organization-revoke", organization.pk)).content.decode()
    assert f"/projects/{project.pk}/" in page and url("matter", matter.pk) in page
    assert "登记管理机关" in page  # it is registered with civil affairs, the street records it
    assert url("organization-revoke", organization.pk) in client.get(
        url("organization", organization.pk)).content.decode()


def test_a_cancellation_that_lies_with_the_office_is_told(client, organization, member, officer):
    matter = submitted("cancellation", organization)
    client.force_login(officer)
    page = client.get(url("organization-revoke", organization.pk)).content.decode()
    assert url("matter", matter.pk) in page and "没有未了结的项目" not in page


def test_a_draft_is_no_business_of_the_office(client, organization, member, officer):
    mine = complete("cancellation", organization)
    client.force_login(officer)
    assert url("matter", mine.pk) not in client.get(url("organization-revoke", organization.pk)).content.decode()


def test_afterwards_what_is_still_open_waits_on_its_page_and_the_drafts_no_more(client, organization, member, officer):
    project, mine = make_project(organization), complete("change", organization)
    client.force_login(officer)
    assert "请处理项目善后" not in client.get("/admin/").content.decode()
    client.force_login(member)
    assert url("matter", mine.pk) in client.get("/").content.decode()
    organization_workflow.perform("revoke", organization, by=officer, seen=organization.version, note="停止活动")
    assert url("matter", mine.pk) not in client.get("/").content.decode()
    client.force_login(officer)
    seen = client.get(url("organization", organization.pk)).context["seen"]
    assert [clock.href for clock in seen.clocks].count(f"/projects/{project.pk}/") >= 1
    assert "撤销" in client.get(f"/projects/{project.pk}/").content.decode()
    desk = client.get("/admin/").content.decode()
    assert desk.count("请处理项目善后") == 1 and f'href="/projects/{project.pk}/"' in desk


def test_a_reason_is_needed_and_what_was_typed_stays(client, filed_organization, officer):
    client.force_login(officer)
    answer = client.post(url("organization-revoke", filed_organization.pk), {"version": 0, "note": "  "})
    assert answer.status_code == 400 and Organization.objects.get(pk=filed_organization.pk).status == "active"
    stale = client.post(url("organization-revoke", filed_organization.pk), {"version": 7, "note": "弄虚作假"})
    assert stale.status_code == 409 and Organization.objects.get(pk=filed_organization.pk).status == "active"


def test_revoked_it_is_told_once_with_the_reason(client, organization, member, officer):
    client.force_login(officer)
    data = {"version": organization.version, "note": "弄虚作假骗取登记，区民政局决定书〔2026〕3号"}
    assert client.post(url("organization-revoke", organization.pk), data).status_code == 302
    assert client.post(url("organization-revoke", organization.pk), data).status_code == 409
    organization.refresh_from_db()
    assert organization.status == "revoked"
    letter = Letter.objects.get(recipient=member, channel="inbox", template="organization-revoked")
    assert "〔2026〕3号" in words(letter.template, letter.params)[1]


@pytest.mark.parametrize(("name", "was", "template"), [
    ("suspend", "active", "organization-suspended"), ("resume", "suspended", "organization-resumed")])
def test_a_suspension_and_its_end_are_told(client, organization, member, officer, name, was, template):
    Organization.objects.filter(pk=organization.pk).update(status=was)
    client.force_login(officer)
    client.post(url("organization-act", organization.pk, name), {"version": 0, "note": "消防整改"})
    assert Letter.objects.filter(recipient=member, channel="inbox", template=template).count() == 1
