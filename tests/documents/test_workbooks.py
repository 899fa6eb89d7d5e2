"""Workbooks: words stay words, dates are dates, nothing typed becomes a formula."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from incubator.documents.workbooks import Sheet, workbook
from incubator.shares import percent


def read(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content))


def page(rows, header=("甲",), **more):
    return read(workbook([Sheet("表", header, rows, **more)])).active


@pytest.mark.parametrize("text", [
    "=1+1", "=cmd|'/c calc'!A1", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", "＋1", "－1", "＠x",
    '=HYPERLINK("http://x")', "{=1}", "http://x.example", "mailto:a@b.c", "00123", "1e5", "330105197707020001", "1/2",
])
def test_what_people_typed_stays_text(text):
    cell = page([[text]]).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value == text


@pytest.mark.parametrize("text", ["=1+1", "@x", "＝1"])
def test_a_header_is_text_as_well(text):
    assert page([], header=(text,)).cell(1, 1).data_type == "s"


def test_a_carriage_return_becomes_a_line_break():
    assert page([["\r=1\r\n2"]]).cell(2, 1).value == "\n=1\n2"


def test_nul_and_other_marks_a_workbook_cannot_hold_are_dropped():
    assert page([["\x00=1\x07"]]).cell(2, 1).value == "=1"
    assert page([["\x00=1\x07"]]).cell(2, 1).data_type == "s"


def test_dates_and_numbers_keep_their_kind():
    at = datetime(2026, 2, 28, 1, 30, tzinfo=UTC)
    row = page([[date(2026, 2, 28), at, 7, 1.5, Decimal("1234.50"), None, "x"]])[2]
    assert row[0].value == datetime(2026, 2, 28)
    assert row[0].number_format == "yyyy-mm-dd"
    assert row[1].value == datetime(2026, 2, 28, 9, 30)  # the office's time
    assert [cell.value for cell in row[2:]] == [7, 1.5, 1234.5, None, "x"]
    assert row[4].number_format == "#,##0.00"


@pytest.mark.parametrize("value", [330105197707020001, 10**15, float("nan"), float("inf"), True])
def test_what_a_cell_cannot_hold_as_a_number_is_text(value):
    cell = page([[value]]).cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value == str(value)


def test_a_share_is_a_number_and_reads_as_printed():
    cell = page([[percent(1, 3)]]).cell(2, 1)
    assert (cell.value, cell.number_format) == (0.3333, "0.00%")


@pytest.mark.parametrize(("value", "least", "most"), [
    ("", 4, 6), ("桥西社区太极拳队", 18, 19), ("abcdefgh", 10, 11), (date(2026, 2, 28), 12, 13),
    (Decimal("1234567.5"), 14, 15), ("一\n二三", 6, 7), ("长" * 500, 60, 61),
    (datetime(2026, 2, 28, 1, 30, tzinfo=UTC), 18, 19),
])
def test_a_column_is_as_wide_as_its_widest_cell_and_chinese_counts_double(value, least, most):
    width = page([[None], [value]], header=("甲",)).column_dimensions["A"].width
    assert least <= width <= most


def test_titles_are_made_fit_for_tabs():
    sheets = [Sheet("2026年1/2月:[汇总]*?", ("a",), []), Sheet("重", ("a",), []), Sheet("重", ("a",), []),
              Sheet("长" * 40, ("a",), []), Sheet("", ("a",), [])]
    assert read(workbook(sheets)).sheetnames == ["2026年1_2月__汇总___", "重", "重(2)", "长" * 31, "Sheet"]


def test_a_note_marks_its_cell():
    cell = page([["坏"]], notes=[(1, 0, "要改")]).cell(2, 1)
    assert cell.comment.text == "要改"


def test_rare_characters_come_back():
    assert page([["𠮷䶮"]]).cell(2, 1).value == "𠮷䶮"
