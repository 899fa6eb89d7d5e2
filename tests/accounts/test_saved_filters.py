"""Filters kept under a name: whose they are, what they keep of an address, and a name typed twice."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from incubator.accounts import saving
from incubator.accounts.models import SavedFilter

pytestmark = pytest.mark.django_db
SAVE, LIST = reverse("accounts:filter-save"), reverse("organizations:filings")
LISTS = ["organizations:organizations", "organizations:filings", "organizations:matters", "projects:projects",
         "projects:reports"]
FITTING = "330105199202110019"  # somebody's born in 1992, or the 19th service organization filed in street 199 in 2021


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def form(**more):
    return {"page": "organizations:filings", "name": "退回的", "query": "status=returned&page=3"} | more


@pytest.mark.parametrize("name", LISTS)
def test_every_list_shows_the_own_filters_above_it(page, officer, other_officer, name):
    query = "status=active" if name == "organizations:organizations" else "status=returned"
    here = f"{reverse(name)}?{query}"
    saved = page.post(SAVE, {"page": name, "name": "我的筛选", "query": f"{query}&page=2&after=7&token=x"})
    assert saved.headers["Location"] == here
    SavedFilter.objects.create(user=other_officer, page=name, name="别人的", query="status=draft")
    shown = page.get(here)
    assert [(row.name, row.href, row.current) for row in shown.context["shelf"].rows] == [("我的筛选", here, True)]
    assert "我的筛选" in shown.content.decode() and "别人的" not in shown.content.decode()
    assert [row.current for row in page.get(reverse(name)).context["shelf"].rows] == [False]


@pytest.mark.parametrize(("typed", "kept"), [
    ("status=returned&page=2", "status=returned"), ("page=1&after=9", ""), ("b=1&a=2&a=1&token=5", "a=2&a=1&b=1"),
    ("csrfmiddlewaretoken=x&status=", "status="), ("name=助老", "name=%E5%8A%A9%E8%80%81"),
])
def test_only_what_narrows_is_kept(typed, kept):
    assert saving.cleaned(typed) == kept == saving.cleaned(kept)


def test_a_name_typed_twice_is_replaced_after_saying_so(page, officer):
    page.post(SAVE, form())
    assert page.post(SAVE, form()).status_code == 302  # the same once more is no other
    asked = page.post(SAVE, form(query="status=refused"))
    assert asked.status_code == 409 and "替换" in asked.content.decode()
    assert SavedFilter.objects.get().query == "status=returned"
    replaced = page.post(SAVE, form(query="status=refused", replace="1"), follow=True)
    assert "已保存筛选" in replaced.content.decode()
    assert SavedFilter.objects.get().query == "status=refused"


def test_each_keeps_names_of_their_own(page, client, officer, other_officer):
    page.post(SAVE, form())
    page.post(SAVE, form(page="organizations:matters"))
    client.force_login(other_officer)
    assert client.post(SAVE, form(query="status=refused")).status_code == 302
    assert SavedFilter.objects.count() == 3


def test_it_is_deleted_with_one_button_by_its_owner(page, client, officer, other_officer):
    page.post(SAVE, form())
    address = reverse("accounts:filter-delete", args=[SavedFilter.objects.get().pk])
    client.force_login(other_officer)
    assert client.post(address).status_code == 404
    client.force_login(officer)
    assert client.get(address).status_code == 405
    back = client.post(address, headers={"referer": f"http://testserver{LIST}"})
    assert back.headers["Location"].endswith(LIST) and not SavedFilter.objects.exists()


def test_thirty_a_list_and_no_more(page, officer):
    SavedFilter.objects.bulk_create(
        SavedFilter(user=officer, page="organizations:filings", name=f"第{n}", query="status=returned")
        for n in range(saving.MOST))
    full = page.post(SAVE, form())
    assert full.status_code == 400 and "请先删除一个" in full.content.decode()
    assert page.post(SAVE, form(name="第3", query="status=refused", replace="1")).status_code == 302
    assert page.post(SAVE, form(page="organizations:matters")).status_code == 302
    assert SavedFilter.objects.count() == saving.MOST + 1


@pytest.mark.parametrize(("wrong", "words"), [
    ({"name": ""}, "筛选名称"), ({"name": "长" * 31}, "筛选名称"), ({"page": "no:list"}, "请重新打开页面"),
    ({"query": ""}, "")])
def test_what_cannot_be_kept_is_said(page, wrong, words):
    said = page.post(SAVE, form(**wrong))
    assert said.status_code == 400 and words in said.content.decode() and not SavedFilter.objects.exists()


@pytest.mark.parametrize("number", [
    "330105197707020001", "33010519770702001x", "330105 19770702 0001", "３３０１０５１９７７０７０２０００１",
    "330105-19770702-0001", "14200001234", "142 0000 1234", "张三 14200001234", FITTING, f"330105 {FITTING[6:14]} 0005",
    "330105-190-2022-1-0001 14200001234", "张三330105190202210001"])
@pytest.mark.parametrize("name", LISTS)
def test_no_personal_number_is_kept(page, name, number):
    said = page.post(SAVE, form(page=name, query=urlencode({"name": number})))
    assert said.status_code == 400 and "个人号码" in said.content.decode() and not SavedFilter.objects.exists()


@pytest.mark.parametrize("number", [
    "330105-005-2026-2-0001", "330105005202620001", "52330105MJ1234567X", "4444", "330105-190-2022-1-0001",
    "330105—199—2021—5—0037", "330105 209 2020 3 0009", "３３０１０５１９０２０２２１０００１", "330105190202210001",
    "330105-199-2021-1-0019"])
def test_numbers_of_organizations_are_kept(page, number):
    assert page.post(SAVE, form(query=urlencode({"name": number}))).status_code == 302
    assert SavedFilter.objects.exists()


def test_it_is_for_officers(client, member, reader):
    client.force_login(member)
    assert client.post(SAVE, form()).status_code == 403
    assert client.get(LIST).context["shelf"] is None


@pytest.mark.parametrize("name", LISTS)
def test_values_nobody_understands_any_more_open_the_list_and_say_so(page, officer, name):
    SavedFilter.objects.create(user=officer, page=name, name="旧的", query="status=shoes")
    old = page.get(reverse(name)).context["shelf"].rows[0].href
    opened = page.get(old)
    assert opened.status_code == 200 and "shoes" in opened.content.decode()
    assert "不在可用的选项" in opened.content.decode() or "选择一个有效的选项" in opened.content.decode()
