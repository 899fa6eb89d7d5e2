"""Ledgers of every kind, out and in: what is written comes back unchanged, what people typed stays words."""

import io
import random

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incubator.documents.workbooks import Sheet, workbook
from organizations import importing
from organizations.exports.ledgers import Reveal, ledger
from organizations.importing.columns import LEDGER, LISTED, WHOLE
from organizations.importing.previewing import upload
from organizations.models import Organization
from organizations.reports.statistics import statistics
from tests.factories import make_organization
from tests.organizations.ledgers import CODE_STARTS, HEADER, TODAY, a_code, row, url

pytestmark = pytest.mark.django_db
FUNCTIONS = ["SUM(A1)", "1+1", "HYPERLINK(\"//x\",\"y\")", "cmd|' /C calc'!A0", "IMPORTXML(\"x\")"]
PAYLOADS = [
    *(f"{sign}{rest}" for sign in ("=", "+", "-", "@", "＝", "＋", "－", "＠") for rest in FUNCTIONS),
    *(f"{lead}=1+1" for lead in (" ", "\u3000", "\ufeff", "'", '"')), "=", "＝", "@SUM(1)+2", "-2+3", "+86 571",
    "{=1}", "=DDE(1)", "%0A=1"]


def one_of(kind: str, number: int, chance: random.Random) -> dict:
    """The facts of one organization as an office might have them."""
    facts = {
        "org_type": kind, "name": f"第{number}{'协会' if kind == 'association' else '队'}",
        "category": chance.choice(Organization.Category.values), "member_count": chance.randrange(10, 900),
        "party_member_count": chance.randrange(9), "has_party_branch": chance.random() < .4, "has_charter": True,
        "venue": chance.choice(["桥弄街1号", "丽水路88号 二楼", "社区（广场）"]),
        "phone": f"1420000{number % 10_000:04d}",
        "responsible_person": chance.choice(["张三", "欧阳娜娜", "买买提·艾力"]),
        "remark": chance.choice(["", "=1+1", "＋成立较早", "含，逗号；分号"]),
        "purpose": chance.choice(["", "陪伴独居老人，\n开展邻里互助。", "帮" * 2000]), "is_hub": chance.random() < .3,
        "uscc": a_code(kind, number) if kind in CODE_STARTS else ""}
    if kind in Organization.LISTED_TYPES and chance.random() < .5:
        facts |= {"member_count": None, "venue": "", "has_charter": False}
    return facts


@pytest.mark.parametrize("kind", Organization.Type.values)
@pytest.mark.parametrize("seed", range(4))
def test_out_and_in_again_changes_nothing_whatever_the_kind(ledger_street, kind, seed):
    chance, places = random.Random(f"{kind}{seed}"), list(ledger_street.children.all())
    for number in range(1, 13):
        make_organization(chance.choice(places), **one_of(kind, number, chance))
    for reveal, columns in ((None, WHOLE), (Reveal(None, "试"), LISTED), (None, LEDGER)):
        out = ledger(Organization.objects.all(), reveal=reveal, columns=columns)
        assert importing.compare(out, area=ledger_street, today=TODAY).as_json() == {
            "rows": 12, "created": 0, "updated": 0, "unchanged": 12, "errors": []}


def test_two_rows_about_one_organization_are_told(ledger_street):
    make_organization(
        ledger_street.children.first(), name="甲协会", org_type="association", uscc=a_code("association", 7))
    by_code = row(组织名称="甲的新名", 组织类型="社团", 统一社会信用代码=a_code("association", 7))
    by_name = row(组织名称="甲协会", 组织类型="社团", 统一社会信用代码=a_code("association", 8))
    body = workbook([Sheet("台账", HEADER, [by_code, by_name])])
    assert [(f.row, f.kind) for f in importing.compare(body, area=ledger_street, today=TODAY).faults] == [
        (3, "same_organization")]


TEXTS = ("name", "responsible_person", "venue", "remark")


def opened(content: bytes) -> list[list]:
    """The cells of the first sheet; none of the workbook's is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [cell.coordinate for page in book for line in page for cell in line if cell.data_type == "f"] == []
    rows = [[cell.value for cell in line] for line in book.worksheets[0]]
    book.close()
    return rows


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("name", TEXTS)
def test_whatever_a_text_column_holds_is_no_formula(client, officer, community, name):
    for number, payload in enumerate(PAYLOADS):
        make_organization(community, **{"name": f"第{number}队"} | {
            name: f"{payload}#{number}" if name == "name" else payload})
    client.force_login(officer)
    rows = opened(client.get(url("organizations-export")).content)
    column = {"name": 1, "responsible_person": 4, "venue": 9, "remark": 15}[name]
    assert [line[column] for line in rows[1:]] == [
        f"{payload}#{number}" if name == "name" else payload for number, payload in enumerate(PAYLOADS)]
    assert client.get(url("organizations-print")).status_code == 200


@pytest.mark.parametrize("payload", PAYLOADS)
def test_headers_and_tabs_are_no_formulas_either(payload):
    rows = opened(workbook([Sheet(payload, [payload, "名称"], [[payload, payload]])]))
    assert rows[0][0] == payload and rows[1] == [payload, payload]


def test_the_file_holds_the_rows_of_the_screen_in_its_order(client, officer, community):
    chance = random.Random(7)
    for number in range(1, 61):
        make_organization(community, **one_of(chance.choice(Organization.Type.values), number, chance))
    client.force_login(officer)
    narrowed = {"tier": "listed", "status": "active"}
    pages = [client.get(url("organizations"), narrowed | {"page": number}) for number in (1, 2)]
    screen = list(dict.fromkeys(line.name for page in pages for line in page.context["rows"]))
    rows = opened(client.get(url("organizations-export"), narrowed).content)[1:]
    assert [line[1] for line in rows] == screen
    assert len(rows) == pages[0].context["page"].paginator.count == sum(
        organization.is_listed for organization in Organization.objects.all())
    printed = client.get(url("organizations-print"), narrowed).context["rows"]
    assert [line[1] for line in printed] == screen
    people = sum(line[7] or 0 for line in rows)
    assert people == sum(o.member_count or 0 for o in Organization.objects.of_tier("listed"))


def test_what_left_the_register_is_neither_on_the_screen_nor_in_the_file_unless_asked_for(
    client, officer, community
):
    for number, status in enumerate(["active", "suspended", "cancelled", "revoked"]):
        make_organization(community, name=f"第{number}队", status=status)
    client.force_login(officer)
    on_record, everywhere = ["第0队", "第1队"], ["第0队", "第1队", "第2队", "第3队"]
    for asked, names in (({}, on_record), ({"status": "on_record"}, on_record), ({"status": ""}, everywhere),
                         ({"status": "revoked"}, ["第3队"])):
        page = client.get(url("organizations"), asked)
        assert [line.name for line in page.context["rows"]] == names
        assert [line[1] for line in opened(client.get(url("organizations-export"), asked).content)[1:]] == names
        assert [line[1] for line in client.get(url("organizations-print"), asked).context["rows"]] == names
    _rows, whole = statistics(officer)
    assert client.get(url("organizations")).context["page"].paginator.count == whole.total == 2


def test_a_search_that_finds_nobody_on_record_leads_to_those_who_left(client, officer, community):
    make_organization(community, name="太极拳队", status="cancelled")
    client.force_login(officer)
    body = client.get(url("organizations"), {"name": "太极", "page": 1}).content.decode()
    assert "太极拳队" not in body and 'href="?name=%E5%A4%AA%E6%9E%81&amp;status="' in body
    body = client.get(url("organizations"), {"name": "太极", "status": ""}).content.decode()
    assert "太极拳队" in body and "status=" not in body.partition("<table")[2]


def test_the_screen_tells_tier_and_filing_number(client, officer, community):
    make_organization(community, name="甲队", filing_no="330105-005-2026-1-0001")
    client.force_login(officer)
    page = client.get(url("organizations")).content.decode()
    assert "330105-005-2026-1-0001" in page and ">街道备案</td>" in page


def test_a_member_still_sees_the_own_draft(client, community, member, organization):
    Organization.objects.filter(pk=organization.pk).update(status="draft")
    client.force_login(member)
    assert [line.name for line in client.get(url("organizations")).context["rows"]] == [organization.name]


def test_the_preview_tells_which_rows_are_left_out(client, officer, street, community):
    body = workbook([Sheet("台账", [*HEADER, "状态"], [
        [*row(组织名称="甲队"), "正常"], [*row(组织名称="乙队"), "已注销"]])])
    run = upload(SimpleUploadedFile("台账.xlsx", body), area=street, by=officer, today=TODAY)
    client.force_login(officer)
    page = client.get(url("import", run.pk)).content.decode()
    assert "1 行组织已不在册，不予导入" in page and "第 3 行" in page and "乙队" not in page


def test_what_is_to_be_looked_at_stays_on_the_page_once_the_ledger_is_in(client, officer, street, community):
    make_organization(community, name="乙队", status="suspended")
    body = workbook([Sheet("台账", [*HEADER, "状态"], [
        [*row(组织名称="甲队"), "暂停"], [*row(组织名称="乙队"), "正常"], [*row(组织名称="丙队"), "停办"]])])
    run = upload(SimpleUploadedFile("台账.xlsx", body), area=street, by=officer, today=TODAY)
    client.force_login(officer)
    asked = client.get(url("import", run.pk)).context["confirm"]
    confirmed = client.post(url("import-confirm", run.pk), {
        "version": asked["version"].value(), "plan": asked["plan"].value()}, follow=True).content.decode()
    assert "台账已导入名册" in confirmed
    for line in ("第 2 行 · 暂停", "按台账所载，导入后状态为「暂停」", "第 3 行 · 正常", "名册记载为「暂停」",
                 "第 4 行 · 停办", "无法识别的状态"):
        assert line in confirmed, line


def test_a_new_one_comes_in_as_it_stands_and_no_standing_on_record_is_changed(officer, street, community):
    make_organization(community, name="丙队", status="suspended")
    body = workbook([Sheet("台账", [*HEADER, "状态"], [
        [*row(组织名称="甲队"), "正常"], [*row(组织名称="乙队"), "已暂停"], [*row(组织名称="丙队"), "正常"],
        [*row(组织名称="丁队"), "A级"], [*row(组织名称="戊队"), None], [*row(组织名称="己队"), "13800001111"]])])
    told = importing.write(body, area=street, by=officer, today=TODAY)
    assert not told.faults and [(one.row, one.kind, one.value) for one in told.doubts if "standing" in one.kind] == [
        (5, "unknown_standing", "A级"), (7, "unknown_standing", "138****1111")]
    suspended, other, *_unknown = told.doubts
    assert (other.row, other.kind, other.value) == (4, "on_record_suspended", "正常")
    assert (suspended.row, suspended.kind) == (3, "comes_suspended")
    assert "台账不变更状态" in other.message and "暂停" in other.message
    assert dict(Organization.objects.values_list("name", "status")) == {
        "甲队": "active", "乙队": "suspended", "丙队": "suspended", "丁队": "active", "戊队": "active",
        "己队": "active"}


def test_the_file_tells_number_tier_and_standing_and_who_left_does_not_come_back(ledger_street):
    place = ledger_street.children.first()
    make_organization(place, name="甲队", filing_no="330105-005-2026-1-0001")
    make_organization(place, name="乙队", org_type="resident_group", status="suspended", uscc="", filing_no="")
    gone = make_organization(place, name="丙队", status="cancelled")
    out = ledger(Organization.objects.all(), columns=LISTED)
    header, *lines = opened(out)
    assert [dict(zip(header, line, strict=True))["管理层级"] for line in lines] == ["街道备案", "社区列管", "街道备案"]
    assert [line[-3:] for line in lines] == [
        ["330105-005-2026-1-0001", "街道备案", "正常"], [None, "社区列管", "暂停"], [None, "街道备案", "注销"]]
    outcome = importing.compare(out, area=ledger_street, today=TODAY)
    assert outcome.as_json() == {"rows": 2, "created": 0, "updated": 0, "unchanged": 2, "errors": []}
    assert not outcome.ledger.unknown and [(one.row, one.kind, one.value) for one in outcome.ledger.gone] == [
        (4, "left_register", "注销")]
    importing.write(out, area=ledger_street, by=None, today=TODAY)
    assert list(Organization.objects.filter(name="丙队")) == [gone]
