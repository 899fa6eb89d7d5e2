"""Credit records on the pages: the organization's, the form, the register's list, the back office."""

import uuid

import pytest
from django.urls import reverse

from incubator.rulebook.models import Rule
from incubator.workdays import add_months, today
from organizations.admin.reading import WithHistory
from organizations.models import CreditRecord
from tests.factories import make_credit, make_organization
from tests.organizations.ledgers import url
from tests.organizations.test_organization_pages import signed_in

pytestmark = pytest.mark.django_db


def typed(**changes):
    return {"version": 0, "token": uuid.uuid4(), "kind": "abnormal", "title": "未按规定报送年度工作报告",
            "source": "拱民〔2026〕9号", "started_on": "2026-05-06", "ends_on": ""} | changes


def test_the_office_writes_down_puts_right_and_takes_off(client, officer, organization):
    signed_in(client, officer)
    assert client.get(url("credit-new", organization.pk)).status_code == 200
    sent = typed()
    for _time in range(2):
        assert client.post(url("credit-new", organization.pk), sent).status_code == 302
    record = CreditRecord.objects.get()
    assert (record.kind, record.status, str(record.started_on)) == ("abnormal", "standing", "2026-05-06")
    assert client.post(url("credit-edit", record.pk), typed(source="拱民〔2026〕10号")).status_code == 302
    page = client.get(url("organization", organization.pk)).content.decode()
    assert all(words in page for words in ("列入活动异常名录", "未按规定报送年度工作报告", "拱民〔2026〕10号", "在列"))
    act = url("credit-act", record.pk, "remove")
    assert client.post(act, {"version": 1}).status_code == 400
    assert client.post(act, {"version": 1, "note": "已补报年度报告"}).status_code == 302
    assert client.post(act, {"version": 1, "note": "已补报年度报告"}).status_code == 409
    page = client.get(url("organization", organization.pk))
    assert [(row.state, row.removed, row.reason, row.edit_href, row.actions) for row in page.context["credit"]] == [
        ("已移出", str(today()), "已补报年度报告", "", ())]
    assert "已补报年度报告" in page.content.decode()
    assert client.get(url("credit-edit", record.pk)).status_code == 409
    assert [c.action for c in record.changes.all()] == ["create", "edit", "remove"]


@pytest.mark.parametrize(("kind", "title", "chosen"), [
    ("blacklist", "提请列入严重违法失信名单", "blacklist"), ("abnormal", "提请列入活动异常名录", "abnormal"),
    ("fault", "登记信用记录", "fault"), ("moon", "登记信用记录", "")])
def test_the_form_speaks_of_what_led_to_it(client, officer, organization, kind, title, chosen):
    page = signed_in(client, officer).get(url("credit-new", organization.pk) + f"?kind={kind}")
    assert (page.context["title"], page.context["form"]["kind"].value()) == (title, chosen)


def test_every_fault_beside_its_field_and_what_was_typed_is_kept(client, officer, organization):
    signed_in(client, officer)
    wrong = typed(kind="", title="", source=" ", started_on="2199-01-01")
    answer = client.post(url("credit-new", organization.pk), wrong | {"title": "打的字"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"kind", "source", "started_on"}
    body = answer.content.decode()
    assert "error-summary" in body and "打的字" in body
    for kind, end in (("fault", "2026-05-05"), ("blacklist", "2028-05-06")):
        answer = client.post(url("credit-new", organization.pk), typed(kind=kind, ends_on=end))
        assert set(answer.context["form"].errors) == {"ends_on"}
    make_credit(organization, "abnormal")
    answer = client.post(url("credit-new", organization.pk), typed())
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"kind"})
    assert "该组织已在活动异常名录中" in answer.content.decode()


def test_an_entry_of_a_list_is_taken_off_and_never_rewritten(client, officer, organization):
    record = make_credit(organization, "blacklist")
    answer = signed_in(client, officer).post(url("credit-edit", record.pk), typed(kind="honour"))
    assert answer.status_code == 400 and "请先注明理由移出" in answer.content.decode()
    record.refresh_from_db()
    assert record.kind == "blacklist"


def test_an_old_tab_overwrites_nothing_and_sees_both_values(client, officer, organization):
    record = make_credit(organization)
    signed_in(client, officer)
    assert client.post(url("credit-edit", record.pk), typed(kind="fault", title="先来的")).status_code == 302
    answer = client.post(url("credit-edit", record.pk), typed(kind="fault", title="后到的"))
    assert answer.status_code == 409
    assert ("事由", "后到的", "先来的") in [tuple(map(str, row)) for row in answer.context["compared"]]
    record.refresh_from_db()
    assert record.title == "先来的"


@pytest.mark.parametrize("who", ["member", "reader", "district_officer", "community_worker"])
def test_who_may_see_the_organization_reads_its_records(client, cast, organization, who):
    make_credit(organization, title="逾期换届")
    page = signed_in(client, cast[who]).get(url("organization", organization.pk))
    assert "逾期换届" in page.content.decode()
    assert not page.context["records_credit"] and not page.context["credit"][0].actions


def test_an_officer_of_the_own_organization_reads_why_not(client, officer, organization):
    organization.memberships.create(user=officer, right="reader")
    answer = signed_in(client, officer).get(url("credit-new", organization.pk))
    assert answer.status_code == 403
    assert "须由其他工作人员办理" in answer.content.decode()


def test_the_register_marks_and_finds_them(client, officer, community):
    make_credit(make_organization(community, name="合唱队"), "blacklist")
    make_credit(make_organization(community, name="书画社"), "honour", title="五星社团")
    make_credit(make_organization(community, name="太极队"), "blacklist", status="removed", removed_on="2026-04-01")
    signed_in(client, officer)
    shown = {row.name: [mark.label for mark in row.credit] for row in client.get(url("organizations")).context["rows"]}
    assert shown == {"合唱队": ["列入严重违法失信名单"], "书画社": ["荣誉"], "太极队": []}
    found = client.get(url("organizations"), {"credit": "blacklist"}).context["rows"]
    assert [row.name for row in found] == ["合唱队"]


def test_a_record_that_ran_out_says_so(client, officer, organization):
    make_credit(organization, "honour", ends_on="2026-04-01")
    page = signed_in(client, officer).get(url("organization", organization.pk))
    assert "已到期" in page.content.decode()


def test_the_back_office_shows_a_record_with_its_history(client, officer, organization):
    record = make_credit(organization)
    signed_in(client, officer).post(url("credit-act", record.pk, "remove"), {"version": 0, "note": "认定有误"})
    page = client.get(reverse("admin:organizations_creditrecord_change", args=[record.pk])).content.decode()
    assert "认定有误" in page and "已移出" in page


def test_machines_are_told_the_same(client, officer, organization):
    signed_in(client, officer)
    sent = {"organization": organization.pk, "kind": "abnormal", "title": "住所失联", "source": "拱民〔2026〕9号",
            "started_on": "2026-05-06", "token": str(uuid.uuid4())}
    made = [client.post(reverse("credit-record-list"), sent, content_type="application/json") for _time in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] == made[1].json()["id"]
    again = client.post(
        reverse("credit-record-list"), sent | {"token": str(uuid.uuid4())}, content_type="application/json")
    assert (again.status_code, "该组织已在活动异常名录中" in again.content.decode()) == (400, True)
    act = reverse("credit-record-act", args=[made[0].json()["id"], "remove"])
    told = client.post(
        act, {"note": "已恢复联系"}, content_type="application/json", headers={"If-Match": '"0"'}).json()
    assert (told["status"], told["removed_on"], told["actions"]) == ("removed", str(today()), [])


def due_marks(client, organization):
    return [row.breach_due for row in client.get(url("organization", organization.pk)).context["credit"]]


def test_the_record_says_since_when_the_worse_list_is_due(client, officer, organization):
    signed_in(client, officer)
    since = add_months(today(), -24)
    entry = make_credit(organization, "abnormal", started_on=since)
    make_credit(organization, "fault", started_on=since)
    due = add_months(since, 24).isoformat()
    assert sorted(due_marks(client, organization)) == ["", due]
    assert f"自 {due} 起应列入严重违法失信名单" in client.get(url("organization", organization.pk)).content.decode()
    Rule.objects.create(key="abnormal-list-years", area_code=organization.area.code[:9], value=3,
                        effective_from="2020-01-01", source="test")
    assert set(due_marks(client, organization)) == {""}
    Rule.objects.filter(source="test").delete()
    worse = make_credit(organization, "blacklist")
    assert set(due_marks(client, organization)) == {""}
    for record in (worse, entry):
        record.status, record.removed_on = "removed", today()
    worse.save()
    assert due in due_marks(client, organization)
    entry.save()
    assert set(due_marks(client, organization)) == {""}


def test_the_history_begins_with_the_latest(client, officer, organization):
    signed_in(client, officer)
    client.post(url("credit-new", organization.pk), typed())
    record = CreditRecord.objects.get()
    client.post(url("credit-edit", record.pk), typed(source="拱民〔2026〕10号"))
    assert [one.action for one in client.get(url("credit-edit", record.pk)).context["changes"]] == ["edit", "create"]
    told = WithHistory.history(None, record).split("<li>")
    assert len(told) == 3 and "10号" in told[1] and "10号" not in told[2]  # in the back office, too
