"""The register as a ledger again: clean, masked, and back in without a change."""

import io
import json
from datetime import date, datetime

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incubator.accounts.models import Disclosure
from incubator.rulebook.models import Rule
from organizations import importing
from organizations.exports.ledgers import Reveal, ledger
from organizations.models import Organization, OrganizationChange
from tests.factories import make_organization
from tests.organizations.ledgers import HEADER, TODAY, content, expected, row, sheet

pytestmark = pytest.mark.django_db


def cells(workbook: bytes) -> list[list]:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    rows = [[_plain(c.value) for c in line] for line in book.active.iter_rows()]
    formulas = [c for line in book.active.iter_rows() for c in line if c.data_type == "f"]
    book.close()
    assert not formulas
    return rows


def _plain(value):
    """As the expected ledger writes it: blanks as nothing, a date by its figures."""
    return value.date().isoformat() if isinstance(value, datetime) else "" if value is None else value


@pytest.fixture
def brought_in(ledger_street):
    importing.write(content("ledger.xlsx"), area=ledger_street, by=None, today=TODAY)
    return ledger_street


def test_the_same_columns_in_clean_form(brought_in, tmp_path):
    target = tmp_path / "out.xlsx"
    call_command("export_ledger", str(target), area=brought_in.code, reveal=True, reason="核对原台账")
    rows = cells(target.read_bytes())
    assert target.stat().st_mode & 0o077 == 0
    assert rows[0] == HEADER
    assert [dict(zip(HEADER, line, strict=True)) for line in rows[1:]] == expected("ledger.expected.json")


def test_numbers_are_masked_unless_a_reason_is_given(brought_in, tmp_path):
    target = tmp_path / "out.xlsx"
    call_command("export_ledger", str(target), area=brought_in.code)
    first = dict(zip(HEADER, cells(target.read_bytes())[1], strict=True))
    assert (first["身份证号"], first["联系电话"]) == ("330***********0001", "142****6848")
    assert not Disclosure.objects.exists()
    with pytest.raises(CommandError):
        call_command("export_ledger", str(target), area=brought_in.code, reveal=True)


def test_each_number_shown_whole_is_logged_with_the_reason(brought_in, officer):
    ledger(Organization.objects.all(), reveal=Reveal(officer, "年检核对"))
    assert Disclosure.objects.filter(by=officer, reason="年检核对").count() == 2 * 199


@pytest.mark.parametrize("reveal", [None, Reveal(None, "迁移")])
def test_out_and_in_again_changes_nothing(brought_in, reveal):
    again = importing.write(ledger(Organization.objects.all(), reveal=reveal), area=brought_in, by=None, today=TODAY)
    assert again.as_json() == {"rows": 199, "created": 0, "updated": 0, "unchanged": 199, "errors": []}
    assert OrganizationChange.objects.count() == 199


def test_formulas_and_commas_stay_words_both_ways(ledger_street):
    words = ["=HYPERLINK(\"x\")", "+1", "-2", "@sum", "＝1", "a,\"b\"", " =1 "]
    for number, text in enumerate(words):
        make_organization(ledger_street.children.first(), name=f"=名{number}", remark=text, venue=text)
    out = ledger(Organization.objects.all())
    assert [line[HEADER.index("备注")] for line in cells(out)[1:]] == words
    assert importing.compare(out, area=ledger_street, today=TODAY).counts["unchanged"] == len(words)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30).map(str.strip)


FILLED = TEXT.filter(lambda text: not importing_blank(text))
RECORDS = st.lists(st.fixed_dictionaries({
    "remark": TEXT, "venue": FILLED, "responsible_person": FILLED, "member_count": st.integers(10, 99_999),
    "party_member_count": st.integers(0, 500), "has_party_branch": st.booleans(),
    "founded_on": st.dates(date(1950, 1, 1), TODAY), "category": st.sampled_from(Organization.Category.values),
    "phone": st.sampled_from(["14200001056", "057188012345", "0571-88012345", ""]),
}), min_size=1, max_size=5)
FIXTURE = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


@settings(max_examples=25, **FIXTURE)
@given(data=RECORDS)
def test_whatever_is_on_record_goes_out_and_in_unchanged(ledger_street, data):
    goes_round(ledger_street, data)


@pytest.mark.proof
@settings(max_examples=2_000, **FIXTURE)
@given(data=RECORDS)
def test_two_thousand_registers_go_out_and_in_unchanged(ledger_street, data):
    goes_round(ledger_street, data)


def goes_round(ledger_street, data) -> None:
    Organization.objects.all().delete()
    for number, facts in enumerate(data):
        make_organization(ledger_street.children.first(), name=f"第{number}队", **facts)
    for reveal in (None, Reveal(None, "试")):
        outcome = importing.compare(
            ledger(Organization.objects.all(), reveal=reveal), area=ledger_street, today=TODAY)
        assert outcome.as_json() == {
            "rows": len(data), "created": 0, "updated": 0, "unchanged": len(data), "errors": []}


def importing_blank(text: str) -> bool:
    from organizations.importing.folding import is_blank

    return is_blank(text)


MESS = {
    "成员人数": [(20, 20), ("20人", 20), ("２０", 20), (20.0, 20)],
    "章程": [("有", True), ("√", True), ("已制定", True), ("是", True)],
    "联系电话": [(text, "14200006848") for text in ("142-0000-6848", "１４２００００６８４８", 14200006848)],
    "成立（备案）日期": [(text, date(2014, 5, 5)) for text in (
        "2014/05/05", "2014.5.5", "2014年5月5日", "20140505", "２０１４-０５-０５", date(2014, 5, 5))],
    "组织类型": [("备案", "filed"), ("社区社会组织（备案）", "filed"), (" 备 案 ", "filed")],
    "类别": [("文体类", "culture"), ("文体", "culture"), ("文化体育", "culture")],
    "是否建立党组织": [("是", True), ("否", False), ("√", True), ("无", False), (None, False)],
}
FIELDS = {
    "成员人数": "member_count", "章程": "has_charter", "联系电话": "phone", "成立（备案）日期": "founded_on",
    "组织类型": "org_type", "类别": "category", "是否建立党组织": "has_party_branch",
}
WRONG = {
    "成员人数": ["若干", 9, "9人", None], "章程": ["无", None, "也许"], "联系电话": ["1380013", "无号"],
    "成立（备案）日期": ["2031-02-30", "2031-01-01", "去年"], "组织类型": ["企业", None], "类别": ["商业类", None],
    "负责人": [None, "无"], "活动场所": [None, "　"], "所属社区": ["月球社区", None],
    "身份证号": [330105197707020001, "1"], "统一社会信用代码": ["51330105MJ1350335H", "5133"],
}


@settings(max_examples=40, **FIXTURE)
@given(data=st.data())
def test_made_up_mess_comes_in_and_made_up_faults_show_exactly(ledger_street, data):
    rows, known, wrong = [], [], set()
    for number in range(data.draw(st.integers(1, 6))):
        mess = {header: data.draw(st.sampled_from(choices)) for header, choices in MESS.items()}
        typed = {header: written for header, (written, _value) in mess.items()}
        faulty = data.draw(st.sets(st.sampled_from(sorted(WRONG)), max_size=3))
        if "组织类型" in faulty:
            faulty = {"组织类型"}  # without a type nobody can say what the row lacks
        typed |= {header: data.draw(st.sampled_from(WRONG[header])) for header in faulty}
        rows.append(row(组织名称=f"第{number}队", **typed))
        known.append({FIELDS[header]: value for header, (_written, value) in mess.items()})
        wrong |= {(number + 4, header) for header in faulty}
    outcome = importing.compare(sheet(rows, above=2), area=ledger_street, today=TODAY)
    assert {(f.row, f.column) for f in outcome.faults} == wrong
    assert len(outcome.faults) == len(wrong)
    if not wrong:
        assert [{name: plan.entry.values[name] for name in FIELDS.values()} for plan in outcome.plans] == known


def printed(capsys) -> dict:
    return json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def test_the_command_is_dry_until_it_is_told_to_commit(ledger_street, capsys):
    call_command("import_ledger", "tests/data/ledger.xlsx", area=ledger_street.code)
    assert printed(capsys) == {"rows": 199, "created": 199, "updated": 0, "unchanged": 0, "errors": []}
    assert not Organization.objects.exists()
    call_command("import_ledger", "tests/data/ledger.xlsx", area=ledger_street.code, commit=True)
    assert Organization.objects.count() == 199
    capsys.readouterr()
    call_command("import_ledger", "tests/data/ledger.xlsx", area=ledger_street.code, commit=True)
    assert printed(capsys)["unchanged"] == 199


def test_the_command_exits_1_with_every_error(ledger_street, capsys):
    with pytest.raises(SystemExit) as exit_:
        call_command("import_ledger", "tests/data/ledger_bad.xlsx", area=ledger_street.code, commit=True)
    assert exit_.value.code == 1
    out = printed(capsys)
    assert list(out) == ["rows", "created", "updated", "unchanged", "errors"]
    assert [list(error) for error in out["errors"]] == [["row", "column", "value", "message"]] * 15
    assert not Organization.objects.exists()


def test_the_command_says_so_when_the_file_is_no_ledger(ledger_street, capsys, tmp_path):
    broken = tmp_path / "ledger.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(SystemExit):
        call_command("import_ledger", str(broken), area=ledger_street.code, commit=True)
    assert [error["value"] for error in printed(capsys)["errors"]] == ["ledger.xlsx"]


def test_the_commands_know_no_such_area_and_no_such_file(ledger_street, tmp_path):
    with pytest.raises(CommandError):
        call_command("import_ledger", "tests/data/ledger.xlsx", area="999999999")
    with pytest.raises(CommandError):
        call_command("import_ledger", str(tmp_path / "none.xlsx"), area=ledger_street.code)
    with pytest.raises(CommandError):
        call_command("export_ledger", str(tmp_path / "out.xlsx"), area="999999999")


def test_another_streets_rules_do_not_count_here(ledger_street):
    Rule.objects.create(
        key="filing-min-members", area_code="330105006", value=500, effective_from=date(2020, 1, 1), source="别处")
    assert importing.compare(sheet([row()]), area=ledger_street, today=TODAY).counts["created"] == 1
