"""The frame: who sees which navigation, at what price, in which language, and that a demo office says so."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils.translation import gettext

from incubator.home import shell
from incubator.notices.models import Letter
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def groups_of(user) -> list[str]:
    return [str(group.label) for group in shell.navigation(user, shell.facts_of(user), "/") if group.label]


def names_of(user) -> list[str]:
    return [str(link.label) for group in shell.navigation(user, shell.facts_of(user), "/") for link in group.links]


def test_officers_see_the_groups_of_the_office(officer):
    assert groups_of(officer) == ["工作台", "社会组织", "购买服务", "评审", "基础数据"]


@pytest.mark.parametrize("who", ["officer", "district_officer", "community_worker"])
def test_no_group_is_called_like_an_entry(cast, who):
    assert not set(groups_of(cast[who])) & set(names_of(cast[who]))


def test_undelivered_letters_are_the_street_s(cast):
    assert {who for who in cast if "未送达信件" in names_of(cast[who])} == {"officer", "other_officer"}


@pytest.mark.parametrize("who", ["officer", "district_officer", "community_worker"])
def test_every_officer_starts_with_the_to_do_list(cast, who):
    assert names_of(cast[who])[0] == "待办事项"


def test_members_see_their_portal(member):
    assert names_of(member) == [
        "首页", "我的组织", "组织目录", "项目", "进度报告", gettext("Inbox")]


def test_a_resident_is_not_shown_projects_or_score_sheets(resident):
    assert names_of(resident) == ["首页", "我的组织", gettext("Inbox")]


def test_only_names_that_resolve_are_linked(officer, monkeypatch):
    table = [
        ("空", [("没有的页面", "nowhere:nothing", shell.anybody)]), ("有", [("待办", "admin:index", shell.anybody)])]
    monkeypatch.setattr(shell, "OFFICER_NAV", table)
    assert groups_of(officer) == ["有"]


@pytest.mark.parametrize(("path", "current"), [
    ("/admin/", "待办事项"),
    ("/organizations/", "社会组织名册"),
    ("/organizations/filings/", "备案申请"),
    ("/admin/accounts/area/", "全部数据"),
])
def test_one_link_is_the_current_one(officer, path, current):
    links = [link for group in shell.navigation(officer, shell.Facts(), path) for link in group.links if link.current]
    assert [str(link.label) for link in links] == [current]


def test_unread_letters_are_counted_in_the_top_bar(client, member):
    for key in ("a", "b"):
        Letter.objects.create(recipient=member, channel="inbox", key=key, template="x")
    Letter.objects.create(recipient=member, channel="mail", key="a", template="x")
    assert shell.facts_of(member) == shell.Facts(unread=2, member=True, evaluator=False)


@pytest.mark.parametrize("who", ["officer", "member"])
def test_the_frame_costs_few_queries(client, cast, who, django_assert_max_num_queries):
    client.force_login(cast[who])
    with django_assert_max_num_queries(5):  # session, user, posts, facts
        client.get("/no-such-page/")


def test_the_frame_of_a_public_page_costs_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("organizations:check"))


def test_a_page_without_a_signed_in_middleware_still_has_its_frame():
    request = RequestFactory().get("/")
    assert "社会组织孵化中心" in render_to_string("404.html", request=request)


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page/", "/api/v1/docs/"])
def test_every_page_of_a_demo_office_says_so(client, settings, path):
    settings.DEMO_OFFICE = True
    assert "演示数据" in client.get(path).content.decode()
    settings.DEMO_OFFICE = False
    assert "演示数据" not in client.get(path).content.decode()


def test_model_pages_of_a_demo_office_say_so(client, officer, settings):
    settings.DEMO_OFFICE = True
    client.force_login(officer)
    assert "演示数据" in client.get(reverse("admin:data")).content.decode()


def test_chinese_comes_first_whatever_the_browser_asks(client):
    page = client.get("/", headers={"accept-language": "en-US,en"})
    assert page.headers["Content-Language"] == "zh-hans"
    assert '<html lang="zh-CN">' in page.content.decode()


def test_english_by_switch_and_back(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    page = client.get("/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page
    client.post(reverse("set_language"), {"language": "zh-hans", "next": "/"})
    assert "登录" in client.get("/").content.decode()


def test_the_switch_leads_back_to_the_same_page_only(client):
    switch = reverse("set_language")
    assert client.post(switch, {"language": "en", "next": "/accounts/login/"}).url == "/accounts/login/"
    assert client.post(switch, {"language": "en", "next": "https://evil.example/"}).url == "/"


def test_the_front_door(client, officer, member):
    assert "新组织注册" in client.get("/").content.decode()
    client.force_login(member)
    assert client.get("/").status_code == 200
    client.force_login(officer)
    assert client.get("/").url == "/admin/"


@pytest.mark.parametrize(("who", "status"), [
    ("officer", 200), ("district_officer", 200), ("community_worker", 200),
    ("member", 302), ("stranger", 302), ("resident", 302),
])
def test_the_back_office_is_for_officers(client, cast, who, status):
    client.force_login(cast[who])
    assert client.get(reverse("admin:index")).status_code == status
    assert client.get(reverse("admin:data")).status_code == status


def test_an_officer_put_out_of_service_is_out(client, officer):
    client.force_login(officer)
    type(officer).objects.filter(pk=officer.pk).update(is_active=False)
    assert client.get(reverse("admin:index")).status_code == 302


def test_there_is_one_door(client, resident):
    assert client.get("/admin/login/?next=/admin/data/").url == "/accounts/login/?next=/admin/data/"
    client.force_login(resident)
    assert client.get("/admin/login/").status_code == 403


def test_people_without_a_number_may_sign_in(client):
    user = make_user("无号")
    user.set_password("a-long-secret-9")
    user.save()
    assert client.post("/accounts/login/", {"login": user.username, "password": "a-long-secret-9"}).url == "/"


@pytest.mark.parametrize(
    "who", ["officer", "district_officer", "community_worker", "member", "reader", "resident", "keeper"])
def test_no_link_of_the_navigation_is_refused(client, cast, who):
    user = cast[who] if who in cast else make_user("系统管理员", is_superuser=True, is_staff=True)
    client.force_login(user)
    links = [link for group in shell.navigation(user, shell.facts_of(user), "/") for link in group.links]
    assert {link.href: client.get(link.href).status_code for link in links if link.href != "/"} == {
        link.href: 200 for link in links if link.href != "/"}
    reads_rules = "officer" in who or who in ("community_worker", "keeper")
    assert (reverse("admin:rulebook_rule_changelist") in {link.href for link in links}) is reads_rules


def test_the_address_of_a_button_opened_as_a_page_says_so_in_words(client, member):
    client.force_login(member)
    answer = client.get(reverse("organizations:membership-end", args=[1]))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "这个地址没有页面" in answer.content.decode()


def test_the_switch_of_language_comes_back_to_a_page_that_can_be_opened(client, member):
    client.force_login(member)
    address = reverse("organizations:filing-start")
    here = f"http://testserver{address}"
    refused = client.post("/organizations/0/invitations/", headers={"referer": here}).content.decode()
    assert f'name="next" value="{here}"' in refused
    assert f'name="next" value="{address}"' in client.get(address).content.decode()
