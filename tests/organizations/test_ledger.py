"""The two ledgers of the issue: everything comes in as it should, and every fault shows at once."""

import io

import openpyxl
import pytest

from organizations import importing
from organizations.exports.annotated import annotated
from organizations.models import Organization, OrganizationChange
from tests.organizations.ledgers import TODAY, content, expected, told

pytestmark = pytest.mark.django_db


def bring_in(street, name="ledger.xlsx", **options):
    return importing.write(content(name), area=street, by=None, today=TODAY, **options)


def test_all_199_come_in_exactly_as_expected(ledger_street):
    outcome = bring_in(ledger_street)
    assert outcome.as_json() == {"rows": 199, "created": 199, "updated": 0, "unchanged": 0, "errors": []}
    rows = Organization.objects.select_related("area").order_by("pk")
    assert [told(o, n) for n, o in enumerate(rows, start=1)] == expected("ledger.expected.json")
    assert set(rows.values_list("status", flat=True)) == {"active"}


def test_each_organization_has_its_first_change_row_with_masked_numbers(ledger_street, officer):
    importing.write(content("ledger.xlsx"), area=ledger_street, by=officer, today=TODAY, note="ledger.xlsx")
    changes = OrganizationChange.objects.filter(action="create", by=officer, note="ledger.xlsx", old="", new="active")
    assert changes.values("organization").distinct().count() == 199
    assert changes.first().fields["identity_no"] == ["", "330***********0001"]
    assert "330105197707020001" not in str(list(changes.values("fields")))


def test_again_changes_nothing(ledger_street):
    bring_in(ledger_street)
    before = list(Organization.objects.values("pk", "version").order_by("pk"))
    outcome = bring_in(ledger_street)
    assert outcome.as_json() == {"rows": 199, "created": 0, "updated": 0, "unchanged": 199, "errors": []}
    assert list(Organization.objects.values("pk", "version").order_by("pk")) == before
    assert OrganizationChange.objects.count() == 199


def test_every_fault_of_the_bad_ledger_and_no_other(ledger_street):
    outcome = bring_in(ledger_street, "ledger_bad.xlsx")
    same = {"code_needed": "missing"}  # ours has words of its own for a code that is needed
    found = {(f.row, f.column, same.get(f.kind, f.kind)) for f in outcome.faults}
    assert found == {(f["row"], f["column"], f["kind"]) for f in expected("ledger_bad.expected.json")}
    assert len(outcome.faults) == len(found)
    assert not Organization.objects.exists()
    assert outcome.counts == {"rows": 40, "created": 0, "updated": 0, "unchanged": 0}


def test_each_fault_says_what_is_wrong_and_how_to_mend_it(ledger_street):
    for error in bring_in(ledger_street, "ledger_bad.xlsx").as_json()["errors"]:
        assert "请" in error["message"] or "如" in error["message"]


def test_no_whole_personal_number_in_the_faults(ledger_street):
    errors = bring_in(ledger_street, "ledger_bad.xlsx").as_json()["errors"]
    values = {error["row"]: error["value"] for error in errors}
    assert values[18] == "****0013"
    assert values[14].startswith("330***")


def test_one_fault_keeps_the_good_rows_out_too(ledger_street):
    bring_in(ledger_street)
    bring_in(ledger_street, "ledger_bad.xlsx")
    assert Organization.objects.count() == 199
    assert OrganizationChange.objects.count() == 199


def test_the_annotated_workbook_marks_each_fault_and_lists_all(ledger_street):
    outcome = importing.compare(content("ledger_bad.xlsx"), area=ledger_street, today=TODAY)
    marked = annotated(content("ledger_bad.xlsx"), outcome.ledger, outcome.faults)
    book = openpyxl.load_workbook(io.BytesIO(marked))
    page = book["台账"]
    header = [cell.value for cell in page[3]]
    for fault in expected("ledger_bad.expected.json"):
        cell = page.cell(fault["row"], header.index(fault["column"]) + 1)
        assert cell.comment is not None
        assert cell.fill.start_color.rgb == "FFF8C9CC"
        assert page.cell(fault["row"], len(header)).value
    assert header[-1] == "错误说明"
    assert book["说明"].max_row == len(expected("ledger_bad.expected.json")) + 1
    assert page["B4"].value == "巾帽西丽助老服务中心"
    book.close()


def test_the_annotated_workbook_has_the_same_faults_when_it_comes_back(ledger_street):
    outcome = importing.compare(content("ledger_bad.xlsx"), area=ledger_street, today=TODAY)
    marked = annotated(content("ledger_bad.xlsx"), outcome.ledger, outcome.faults)
    again = importing.compare(marked, area=ledger_street, today=TODAY)
    assert [(f.row, f.column, f.kind) for f in again.faults] == [(f.row, f.column, f.kind) for f in outcome.faults]

