"""Signing up: a person gets an account and a way to a new draft; never a place in an organization on record."""

import pytest
from django.urls import reverse

from incubator.accounts.models import User
from organizations.models import Membership

pytestmark = pytest.mark.django_db
FORM = {"full_name": "晨光", "phone": "13800001234", "email": "", "password1": "hao-mi-ma-2026"}


def sign_up(client, url=None, **changed):
    return client.post(url or reverse("account_signup"), FORM | changed)


def test_signing_up_leads_to_the_portal_page(client):
    answer = sign_up(client)
    assert answer.status_code == 302 and answer.url == reverse("organizations:mine")
    page = client.get(answer.url).content.decode()
    assert reverse("organizations:filing-start") in page


def test_whom_each_of_the_two_ways_is_for_is_said_before_and_after_signing_up(client):
    before = client.get(reverse("account_signup")).content.decode()
    sign_up(client)
    for page in (before, client.get(reverse("organizations:mine")).content.decode()):
        assert "尚未达到登记条件的社区社会组织" in page and "已达到法定登记条件的社会组织" in page


def test_a_new_person_is_in_no_organization(client, organization):
    sign_up(client)
    person = User.objects.get(full_name="晨光")
    assert not Membership.objects.filter(user=person).exists()
    for name in ("members", "invitation-create"):
        url = reverse(f"organizations:{name}", args=[organization.pk])
        assert client.get(url).status_code in (404, 405)
        assert client.post(url, {"token": "6f1ed002-ab5b-4f2e-9f52-5d1ad1b2c3d4", "right": "editor"}).status_code == 404


def test_the_name_of_an_organization_on_record_cannot_be_taken_over(client, organization, community):
    sign_up(client)
    answer = client.post(reverse("organizations:filing-start"), {
        "token": "6f1ed002-ab5b-4f2e-9f52-5d1ad1b2c3d4", "name": organization.name, "area": community.pk,
        "category": "service"})
    assert answer.status_code == 400 and "邀请" in answer.content.decode()
    assert not Membership.objects.exists()


def test_an_invited_person_signs_up_and_comes_back_to_the_link(client):
    url = reverse("organizations:invitation", args=["abc"])
    assert sign_up(client, f"{reverse('account_signup')}?next={url}", next=url).url == url


def test_only_who_comes_with_an_invitation_is_told_of_it(client):
    invitation = reverse("organizations:invitation", args=["abc"])
    for page, words in (("account_signup", "您受邀加入"), ("account_login", "注册后接受邀请")):
        told = {after: words in client.get(reverse(page), {"next": after}).content.decode()
                for after in (invitation, "http://[/", "/nowhere/invitations/abc/", "")}
        assert told == {invitation: True, "http://[/": False, "/nowhere/invitations/abc/": False, "": False}, page
