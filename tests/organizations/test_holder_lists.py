"""Office-holders and credit records as workbooks, and a list of office-holders brought in."""

import io
import uuid
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from incubator.documents.workbooks import Sheet, workbook
from organizations import enrolling
from organizations.enrolling import enrol
from organizations.exports.people import HOLDER_HEADER, people_workbook
from organizations.models import OfficeHolder
from tests.factories import make_credit, make_holder, make_pairing
from tests.organizations.ledgers import url
from tests.racing import race

pytestmark = pytest.mark.django_db


def rows_of(content: bytes, page: int = 0) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not [cell for sheet in book for line in sheet for cell in line if cell.data_type == "f"]
    found = [[cell.value for cell in line] for line in book.worksheets[page]]
    book.close()
    return found


def listed(*rows, header=HOLDER_HEADER[:6]) -> bytes:
    return workbook([Sheet("名单", header, rows)])


def person(name="张三", role="理事", phone="14200006848", party="是", start="2026-01-01", end="2029-12-31"):
    return [name, role, phone, party, start, end]


def test_the_people_go_out_masked_with_their_pairings(client, reader, organization):
    make_holder(organization, name="=李四", role="finance", phone="14200006848", is_party_member=True)
    make_holder(organization, name="张三", role="responsible_person", term_ends_on=None)
    make_holder(organization, name="王五", status="left", left_on=date(2026, 5, 1))
    make_pairing(organization, branch_name="桥西第一党支部")
    client.force_login(reader)
    rows = rows_of(client.get(url("people-export", organization.pk)).content)
    assert rows[0] == list(HOLDER_HEADER)
    assert [line[:4] for line in rows[1:]] == [
        ["张三", "负责人", "142****1234", "否"], ["=李四", "财务负责人", "142****6848", "是"],
        ["王五", "理事", "142****1234", "否"]]
    assert [line[6] for line in rows[1:]] == ["在任", "在任", "离任"]
    assert rows_of(people_workbook(organization), page=1)[1][:2] == ["桥西第一党支部", "桥西社区"]


def test_what_went_out_comes_in_unchanged(organization, member):
    make_holder(organization, name="张三", role="legal_representative")
    make_holder(organization, name="李四", term_starts_on=None, term_ends_on=None, phone="")
    make_holder(organization, status="left", left_on=date(2026, 5, 1))
    done = enrol(organization, people_workbook(organization), by=member)
    assert (done.created, done.updated, done.unchanged, done.faults) == (0, 0, 2, [])


def send(client, user, organization, body, name="名单.xlsx"):
    client.force_login(user)
    return client.post(url("people-import", organization.pk), {"file": SimpleUploadedFile(name, body)})


@pytest.mark.parametrize("who", ["officer", "member"])
def test_a_list_is_brought_in_and_sent_again_changes_nothing(client, cast, organization, who):
    body = listed(person(), person("李四", "法定代表人", "０５７１-88012345", "中共党员", "2026年1月1日", None))
    assert send(client, cast[who], organization, body).url == url("people", organization.pk)
    found = {holder.name: holder for holder in organization.holders.all()}
    assert (found["张三"].role, found["张三"].phone.reveal(), found["张三"].term_ends_on) == (
        "council", "14200006848", date(2029, 12, 31))
    assert (found["李四"].role, found["李四"].is_party_member, found["李四"].term_starts_on) == (
        "legal_representative", True, date(2026, 1, 1))
    assert [change.by for change in found["李四"].changes.all()] == [cast[who]]
    send(client, cast[who], organization, body)
    assert [holder.version for holder in organization.holders.all()] == [0, 0]


def test_a_row_told_otherwise_puts_the_entry_right(organization, member):
    holder = make_holder(organization, name="张三", phone="14200001234")
    done = enrol(organization, listed(person(phone="142****1234", end="2028-06-30")), by=member)
    assert (done.created, done.updated) == (0, 1)
    holder.refresh_from_db()
    assert (holder.term_ends_on, holder.phone.reveal(), holder.version) == (date(2028, 6, 30), "14200001234", 1)


def test_csv_in_gbk_under_other_headers(organization, member):
    body = "任职人员名单\n名字,职位,手机\n张三,队长,14200006848\n".encode("gbk")
    assert enrol(organization, body, by=member).created == 1
    assert organization.holders.get().role == "responsible_person"


@pytest.mark.parametrize(("row", "fault"), [
    (person(name=None), "missing"), (person(role="厨师"), "unknown_role"), (person(phone="123"), "phone"),
    (person(party="也许"), "yes_no"), (person(start="昨天"), "date"), (person(end="2025-12-31"), "term_order")])
def test_every_fault_is_told_and_nothing_written(client, member, organization, row, fault):
    answer = send(client, member, organization, listed(person("好人"), row))
    assert (answer.status_code, [f.kind for f in answer.context["faults"]]) == (400, [fault])
    assert answer.context["faults"][0].row == 3
    assert not OfficeHolder.objects.exists()


def test_the_same_person_twice_and_a_second_legal_representative(organization, member):
    make_holder(organization, name="赵六", role="legal_representative")
    done = enrol(organization, listed(person(), person(), person("李四", "法定代表人")), by=member)
    assert [(fault.row, fault.kind) for fault in done.faults] == [(3, "same_holder"), (4, "second_legal")]


def test_a_filed_organization_has_no_legal_representative(filed_organization, officer):
    done = enrol(filed_organization, listed(person(role="法定代表人")), by=officer)
    assert [fault.kind for fault in done.faults] == ["no_legal_person"]


@pytest.mark.parametrize("body", [listed(["x"], header=["别的"]), listed(["张三", "1"], header=["姓名", "电话"])])
def test_what_is_no_list_says_so(organization, member, body):
    assert next(fault.kind for fault in enrol(organization, body, by=member).faults) in ("no_header", "missing_column")


def test_no_list_and_an_empty_one(client, member, organization):
    assert set(send(client, member, organization, b"PK\x03\x04no").context["form"].errors) == {"file"}
    assert [f.kind for f in send(client, member, organization, listed()).context["faults"]] == ["no_holders"]


@pytest.mark.parametrize("who", ["district_officer", "community_worker", "reader"])
def test_who_does_not_keep_the_people_brings_no_list(client, cast, organization, who):
    assert send(client, cast[who], organization, listed(person())).status_code == 403


def test_the_credit_records_of_the_list_as_it_is_narrowed(client, officer, organization, filed_organization):
    make_credit(organization, "honour", title="=优秀", ends_on=date(2026, 4, 1))
    make_credit(filed_organization, "abnormal")
    client.force_login(officer)
    rows = rows_of(client.get(url("credit-export")).content)
    assert [line[0] for line in rows[1:]] == ["巾帽西丽助老服务中心", "贝贝学堂"]
    assert rows[1][3:5] == ["表彰奖励", "=优秀"] and rows[1][8] == "已到期"
    assert rows[2][3] == "活动异常名录" and rows[2][8] == "有效"
    narrowed = rows_of(client.get(url("credit-export"), {"tier": "filed"}).content)
    assert [line[0] for line in narrowed[1:]] == ["贝贝学堂"]


def test_somebody_entered_by_the_form_in_this_very_moment_is_told_in_words(client, member, organization, monkeypatch):
    judged = enrolling._legal_representatives

    def and_then_the_form(*given):
        faults = judged(*given)
        make_holder(organization, name="李四", role="legal_representative")
        return faults

    monkeypatch.setattr(enrolling, "_legal_representatives", and_then_the_form)
    page = send(client, member, organization, listed(person(), person(name="王五", role="法定代表人")))
    assert page.status_code == 400 and "刚刚" in page.content.decode()
    assert not OfficeHolder.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_list_and_the_form_at_once_give_one_legal_representative(officer, organization):
    clients = [Client() for _n in range(10)]
    for client in clients:
        client.force_login(officer)
    body = listed(person(name="王五", role="法定代表人"))

    def act(i):
        if i % 2:
            return clients[i].post(url("people-import", organization.pk), {
                "file": SimpleUploadedFile("名单.xlsx", body)}).status_code
        return clients[i].post(url("holder-new", organization.pk), {
            "token": uuid.uuid4(), "version": 0, "name": f"李四{i}", "role": "legal_representative"}).status_code

    codes = race(act)
    assert set(codes) <= {302, 400, 409} and 302 in codes
    assert OfficeHolder.objects.filter(role="legal_representative", status="serving").count() == 1
