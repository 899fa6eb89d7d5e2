"""Ledgers other than the two of the issue: other mess, other faults, and what is already on record."""

from datetime import date, datetime

import pytest

from incubator.workflow import Stale
from organizations import importing
from organizations.importing import understanding
from organizations.importing.faults import Fault, Unreadable
from organizations.models import Organization
from tests.factories import make_area, make_organization
from tests.organizations.ledgers import HEADER, TODAY, row, sheet

pytestmark = pytest.mark.django_db


def compare(rows, street, **layout):
    return importing.compare(sheet(rows, **layout), area=street, today=TODAY)


def faults(rows, street, **layout):
    return [(f.row, f.column, f.kind) for f in compare(rows, street, **layout).faults]


def write(rows, street, by=None):
    return importing.write(sheet(rows), area=street, by=by, today=TODAY)


@pytest.mark.parametrize("written", [
    "2014-05-05", "2014/5/5", "2014.05.05", "2014年5月5日", "20140505", 20140505, "２０１４－０５－０５",
    date(2014, 5, 5), datetime(2014, 5, 5, 8, 30), 41764, "2014-05-05 00:00:00", "二〇一四年五月五日",
    " 2014 年 5 月 5 日 ", "2014．5．5",
])
def test_dates_in_many_spellings(written):
    assert understanding.day(TODAY)(written) == date(2014, 5, 5)


@pytest.mark.parametrize("written", ["2014年5月", "14.5.5", "2014-13-01", "2031-02-30", "昨天", True, "0014-05-05", -3])
def test_dates_that_are_none(written):
    with pytest.raises(Fault):
        understanding.day(TODAY)(written)


@pytest.mark.parametrize(("written", "people"), [
    (76, 76), ("76人", 76), ("７６", 76), (76.0, 76), ("76.0", 76), ("1,204人", 1204), (None, None), ("无", None),
    ("0", 0)])
def test_counts(written, people):
    assert understanding.count(written) == people


@pytest.mark.parametrize("written", ["若干", "30余人", "约30", 7.5, "-3", True, "30-40", "99999999"])
def test_counts_that_are_none(written):
    with pytest.raises(Fault):
        understanding.count(written)


@pytest.mark.parametrize(("written", "digits"), [
    ("142-0000-0175", "14200000175"), ("１４２００００１０５６", "14200001056"), (14200001056.0, "14200001056"),
    ("+86 142 0000 1056", "14200001056"), ("0571-88012345", "057188012345"), ("(0571)88012345", "057188012345")])
def test_phones(written, digits):
    assert understanding.phone(written) == digits


@pytest.mark.parametrize("written", ["1380013", "12000000000", "142000010561", "88012345", "14200001056/14200001057"])
def test_phones_that_are_none(written):
    with pytest.raises(Fault):
        understanding.phone(written)


@pytest.mark.parametrize(("written", "kind"), [
    (330105197707020001, "numeric_identity"), (3.3e17, "numeric_identity"), ("3.30105E+17", "numeric_identity"),
    ("330105197707020002", "identity"), ("330105197713320001", "identity"), ("33010519770702000", "identity")])
def test_identity_numbers_that_are_none(written, kind):
    with pytest.raises(Fault) as found:
        understanding.identity(written)
    assert found.value.kind == kind


def test_identity_numbers_as_typed():
    assert understanding.identity("'33010519591225000x ") == "33010519591225000X"


@pytest.mark.parametrize(("written", "kind"), [
    ("51330105MJ135033", "code_length"), ("51330105MJ135O335H", "code_characters"),
    ("51330105MJ1350335J", "check_digit")])
def test_credit_codes_that_are_none(written, kind):
    with pytest.raises(Fault) as found:
        understanding.credit_code(written)
    assert found.value.kind == kind


def test_credit_codes_as_typed():
    assert understanding.credit_code(" 51330105 mj1350335h") == "51330105MJ1350335H"


def test_titles_totals_footers_blank_lines_and_repeated_headers_are_no_organizations(ledger_street):
    rows = [row(), [2] + [None] * 15, HEADER, row(组织名称="丽水路社区书画社"), ["小计", 2], [None] * 16,
            ["合计：2家"], ["填表人：王五", None, None, "审核人：赵六"], ["注：本表每年更新一次"]]
    outcome = compare(rows, ledger_street, above=3)
    assert outcome.counts["created"] == 2, outcome.faults


def test_an_organization_may_be_called_like_a_total(ledger_street):
    assert compare([row(组织名称="合计同乐社")], ledger_street).counts["created"] == 1


def test_headers_by_their_other_names(ledger_street):
    header = ["编号", "社会组织名称*", "性 质", "社会信用代码", "法定代表人", "身份证号码", "手机", "会员数（人）",
              "有无章程", "住所", "社区", "分类", "成立日期", "党员数", "党组织", "说明"]
    outcome = compare([row()], ledger_street, header=header, above=2)
    assert outcome.counts["created"] == 1, outcome.faults


def test_the_header_under_a_group_heading(ledger_street):
    above = [name if name not in ("身份证号", "联系电话") else "负责人" for name in HEADER]
    below = ["姓名" if name == "负责人" else name for name in HEADER]
    outcome = compare([below, row()], ledger_street, header=above, above=1)
    assert outcome.counts["created"] == 1, outcome.faults
    assert outcome.plans[0].entry.values["responsible_person"] == "张三"


def test_faults_name_the_column_as_the_sheet_writes_it(ledger_street):
    header = ["法定代表人" if name == "负责人" else name for name in HEADER]
    assert faults([row(负责人=None)], ledger_street, header=header) == [(2, "法定代表人", "missing")]


def test_unknown_columns_are_told_and_left_out(ledger_street):
    outcome = compare([[*row(), "常务副会长"]], ledger_street, header=[*HEADER, "副职"])
    assert (outcome.ledger.unknown, outcome.faults) == (["副职"], [])


def test_no_header_no_rows_and_lacking_columns_are_faults(ledger_street):
    assert faults([row()], ledger_street, header=["甲", "乙"]) == [(1, "组织名称", "no_header")]
    assert faults([], ledger_street) == [(1, "组织名称", "no_rows")]
    for gone in (["负责人"], ["章程"], ["组织类型"]):
        lacking = [name for name in HEADER if name not in gone]
        rows = [[cell for name, cell in zip(HEADER, row(), strict=True) if name in lacking]]
        for printed in (rows, [lacking, *rows]):  # the header once, and twice
            assert faults(printed, ledger_street, header=lacking) == [(1, *gone, "missing_column")]


def test_every_fault_of_a_row_at_once(ledger_street):
    wrong = row(组织类型="企业", 所属社区="月球社区", 成员人数="许多", 联系电话="123", 类别=None, 章程="也许")
    assert {(column, kind) for _row, column, kind in faults([wrong], ledger_street)} == {
        ("组织类型", "unknown_type"), ("所属社区", "unknown_area"), ("成员人数", "number"), ("联系电话", "phone"),
        ("类别", "missing"), ("章程", "yes_no")}


def test_doubled_names_and_codes_are_faults_of_the_later_row(ledger_street):
    code = {"组织类型": "社团", "统一社会信用代码": "51330105MJ1350335H"}
    rows = [row(**code), row(组织名称="桥西社区 太极拳队"), row(组织名称="别名协会", **code)]
    assert faults(rows, ledger_street) == [
        (3, "组织名称", "duplicate_in_file"), (4, "统一社会信用代码", "duplicate_code")]


def test_a_filed_organization_with_a_code_and_a_registered_one_without(ledger_street):
    rows = [row(统一社会信用代码="51330105MJ1350335H"), row(组织名称="民非一家", 组织类型="民非")]
    assert faults(rows, ledger_street) == [
        (2, "统一社会信用代码", "filed_with_code"), (3, "统一社会信用代码", "code_needed")]


def test_thresholds_come_from_the_rulebook(ledger_street):
    from incubator.rulebook.models import Rule

    Rule.objects.create(
        key="filing-min-members", area_code=ledger_street.code, value=30, effective_from=date(2020, 1, 1),
        source="本街道")
    assert faults([row(成员人数=29)], ledger_street) == [(2, "成员人数", "below_threshold")]


def test_updates_by_code_even_under_a_new_name_and_says_what_differs(ledger_street, officer):
    area = ledger_street.children.first()
    known = make_organization(area, name="旧名协会", org_type="association", uscc="51330105MJ1350335H")
    told = row(组织名称="新名协会", 组织类型="社会团体", 统一社会信用代码="51330105mj1350335h")
    outcome = write([told], ledger_street, officer)
    assert outcome.counts == {"rows": 1, "created": 0, "updated": 1, "unchanged": 0}
    known.refresh_from_db()
    assert (known.name, known.version, known.pinyin) == ("新名协会", 1, "xinmingxiehui xmxh")
    change = known.changes.get(action="import")
    assert change.by == officer
    assert change.fields["name"] == ["旧名协会", "新名协会"]
    assert "14200006848" not in str(change.fields)


def test_updates_by_name_however_it_is_spelled(ledger_street):
    make_organization(ledger_street.children.first(), name="“桥西社区”太极拳队")
    assert compare([row()], ledger_street).counts["created"] == 0


def test_a_suspended_organization_stays_suspended(ledger_street):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队", status="suspended")
    write([row()], ledger_street)
    known.refresh_from_db()
    assert (known.status, known.member_count, known.party_member_count) == ("suspended", 20, 3)


def test_masked_numbers_leave_what_is_on_record(ledger_street):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队", identity_no="330105197707020001")
    write([row(身份证号="330***********0001", 联系电话="142****0000")], ledger_street)
    known.refresh_from_db()
    assert (known.identity_no.reveal(), known.phone.reveal()) == ("330105197707020001", "14200000000")


def test_a_masked_number_of_a_new_organization_is_a_fault(ledger_street):
    assert faults([row(身份证号="330***********0001")], ledger_street) == [(2, "身份证号", "masked")]


def test_columns_that_are_not_there_leave_what_is_on_record(ledger_street):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队", remark="老队伍", member_count=33)
    few = ["组织名称", "组织类型", "负责人", "所属社区", "类别"]
    rows = [[cell for name, cell in zip(HEADER, row(), strict=True) if name in few]]
    importing.write(sheet(rows, header=few), area=ledger_street, by=None, today=TODAY)
    known.refresh_from_db()
    assert (known.remark, known.member_count, known.category) == ("老队伍", 33, "culture")


def test_codes_of_other_streets_are_not_taken_over_but_names_may_be(ledger_street, other_street):
    elsewhere = make_area("330105006001", "别处社区", other_street)
    make_organization(elsewhere, name="桥西社区太极拳队")
    make_organization(elsewhere, name="别处协会", org_type="association", uscc="51330105MJ1350335H")
    rows = [row(), row(组织名称="本处协会", 组织类型="社团", 统一社会信用代码="51330105MJ1350335H")]
    assert faults(rows, ledger_street) == [(3, "统一社会信用代码", "code_taken")]


def test_somebody_elses_draft_is_not_touched(ledger_street):
    draft = make_organization(ledger_street.children.first(), name="桥西社区太极拳队", status="draft")
    assert write([row()], ledger_street).counts["created"] == 1
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("draft", 0)


def test_csv_in_utf8_and_gbk(ledger_street):
    text = "\r\n".join([",".join(HEADER), ",".join("" if c is None else str(c) for c in row())])
    for encoding in ("utf-8", "utf-8-sig", "gbk"):
        outcome = importing.compare(text.encode(encoding), area=ledger_street, today=TODAY)
        assert outcome.counts["created"] == 1, outcome.faults


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x00\x01\x02", b"\xff\xff\xff\xff"])
def test_what_is_no_ledger_is_refused_in_words(ledger_street, content):
    try:
        outcome = importing.compare(content, area=ledger_street, today=TODAY)
    except Unreadable as error:
        assert error.message
    else:
        assert [fault.kind for fault in outcome.faults] == ["no_header"]


def test_merged_community_cells_count_for_every_row_they_cover(ledger_street):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(sheet([row(), row(组织名称="第二家", 所属社区=None)])))
    book.active.merge_cells("K2:K3")
    target = io.BytesIO()
    book.save(target)
    book.close()
    outcome = importing.compare(target.getvalue(), area=ledger_street, today=TODAY)
    assert outcome.counts["created"] == 2, outcome.faults


def test_two_sheets_with_ledgers_are_not_half_brought_in(ledger_street):
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(sheet([row()])))
    page = book.create_sheet("二")
    page.append(HEADER)
    page.append(row(组织名称="第二家"))
    target = io.BytesIO()
    book.save(target)
    book.close()
    outcome = importing.compare(target.getvalue(), area=ledger_street, today=TODAY)
    assert [fault.kind for fault in outcome.faults] == ["second_sheet"]


def test_all_or_nothing_when_somebody_changes_an_organization_meanwhile(ledger_street, monkeypatch):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队")
    outcome = importing.compare(sheet([row(), row(组织名称="新来的队")]), area=ledger_street, today=TODAY)
    Organization.objects.filter(pk=known.pk).update(version=5)
    from django.db import transaction

    from organizations.importing.writing import _write
    with pytest.raises(Stale), transaction.atomic():
        _write(outcome, by=None, note="")
    assert Organization.objects.count() == 1


@pytest.mark.parametrize("header", ["备注", "活动场所"])
def test_a_personal_number_in_free_words_is_masked_and_stays_so(ledger_street, header):
    typed = row(**{header: "值班13800001234，证号330105197707020001"})
    assert write([typed], ledger_street).counts["created"] == 1
    known = Organization.objects.get()
    assert "值班138****1234，证号330***********0001" in (known.remark, known.venue)
    assert "13800001234" not in str(list(known.changes.values()))
    assert write([typed], ledger_street).counts["unchanged"] == 1
