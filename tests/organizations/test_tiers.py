"""The three tiers and the social enterprises: their codes and what each must have, the register narrowed by tier."""

import io

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from stdnum.cn import uscc

from organizations import importing
from organizations.filters import OrganizationFilter
from organizations.importing.doubting import doubts, inner_digit
from organizations.importing.understanding import credit_code
from organizations.models import Organization
from organizations.reports.statistics import statistics
from tests.factories import make_organization
from tests.organizations.ledgers import TODAY, row, sheet, url

pytestmark = pytest.mark.django_db


def code(start: str, region: str = "330105", body: str = "MJ123456") -> str:
    """A code that is right in every digit."""
    begun = f"{start}{region}{body}{inner_digit(body)}"
    return begun + uscc.calc_check_digit(begun)


def kinds(rows, street):
    return [(f.row, f.column, f.kind) for f in importing.compare(sheet(rows), area=street, today=TODAY).faults]


TYPES = {"社会团体": "51", "民办非企业单位": "52", "基金会": "53", "社会企业": "91"}


@pytest.mark.parametrize("word", TYPES)
@pytest.mark.parametrize("start", TYPES.values())
def test_the_first_two_characters_go_with_the_type(ledger_street, word, start):
    told = kinds([row(组织类型=word, 统一社会信用代码=code(start))], ledger_street)
    assert told == ([] if TYPES[word] == start else [(2, "统一社会信用代码", "type_mismatch")])


@pytest.mark.parametrize("word", TYPES)
def test_legal_persons_need_their_code(ledger_street, word):
    assert kinds([row(组织类型=word)], ledger_street) == [(2, "统一社会信用代码", "code_needed")]


@pytest.mark.parametrize("word", ["社区群众活动团队", "院落自治组织"])
def test_a_listed_group_needs_a_head_only_and_has_no_code(ledger_street, word):
    few = {"组织类型": word, "成员人数": None, "章程": None, "活动场所": None}
    assert kinds([row(**few)], ledger_street) == []
    assert kinds([row(**few, 统一社会信用代码=code("52"))], ledger_street) == [
        (2, "统一社会信用代码", "listed_with_code")]


def test_the_fault_of_a_prefix_stands_in_words_in_the_annotated_copy(ledger_street):
    from organizations.exports.annotated import annotated

    body = sheet([row(组织类型="社会企业", 统一社会信用代码=code("52"))])
    outcome = importing.compare(body, area=ledger_street, today=TODAY)
    book = openpyxl.load_workbook(io.BytesIO(annotated(body, outcome.ledger, outcome.faults)))
    page = book["说明"]
    assert [cell.value for cell in page[2]][:3] == ["2", "统一社会信用代码", code("52")]
    assert "52" in page["D2"].value and "社会企业" in page["D2"].value and "91" in page["D2"].value
    book.close()


def test_a_type_that_does_not_go_with_the_number_on_record_is_told(ledger_street):
    place = ledger_street.children.first()
    make_organization(place, name="桥西社区太极拳队", filing_no="330105-005-2025-2-0001")
    assert kinds([row(组织类型="活动团队")], ledger_street) == [(2, "组织类型", "still_filed")]
    make_organization(place, name="甲协会", org_type="association", uscc=code("51"))
    few = ["组织名称", "组织类型", "负责人", "所属社区", "类别"]
    cells = dict(zip(few, ["甲协会", "备案", "张三", place.name, "文体类"], strict=True))
    outcome = importing.compare(sheet([list(cells.values())], header=few), area=ledger_street, today=TODAY)
    assert [fault.kind for fault in outcome.faults] == ["still_registered"]


@pytest.mark.parametrize(("region", "area", "odd"), [
    ("330105", "330105005001", False), ("330100", "330105005001", False), ("330000", "330105005001", False),
    ("330106", "330105005001", True), ("310000", "330105005001", True)])
def test_another_region_is_a_doubt_and_no_fault(region, area, odd):
    assert [kind for kind, _params in doubts(code("52", region), area_code=area)] == ["foreign_region"] * odd


def test_an_inner_digit_that_does_not_fit_is_a_doubt_and_no_fault(ledger_street):
    # The inner digit by the formula of GB 11714: 3·22+7·19+9·1+10·2+5·3+8·4+4·5+2·6 = 307, 11 − 307 mod 11 = 1.
    assert inner_digit("MJ123456") == "1"
    begun = "52330105MJ123456X"
    wrong = begun + uscc.calc_check_digit(begun)
    assert credit_code(wrong) == wrong
    outcome = importing.compare(sheet([row(组织类型="民非", 统一社会信用代码=wrong)]), area=ledger_street, today=TODAY)
    assert (outcome.faults, [(d.row, d.kind) for d in outcome.doubts]) == ([], [(2, "inner_digit")])
    assert "17" in outcome.doubts[0].message
    importing.write(sheet([row(组织类型="民非", 统一社会信用代码=wrong)]), area=ledger_street, by=None, today=TODAY)
    again = importing.compare(sheet([row(组织类型="民非", 统一社会信用代码=wrong)]), area=ledger_street, today=TODAY)
    assert again.doubts == []  # it has been looked at


def test_an_odd_code_typed_on_the_page_is_saved_and_warned_about(client, officer, organization):
    client.force_login(officer)
    form = client.get(url("organization-edit", organization.pk)).context["form"]
    typed = {name: "" if value is None else value for name, value in form.initial.items()} | {
        "version": 0, "identity_no": "", "phone": "", "uscc": code("52", "310000")}
    typed = {name: value for name, value in typed.items() if value is not False}
    page = client.post(url("organization-edit", organization.pk), typed, follow=True)
    organization.refresh_from_db()
    assert organization.uscc == code("52", "310000")
    assert "310000" in " ".join(str(message) for message in page.context["messages"])


@pytest.mark.parametrize("numbers", [{"uscc": code("52")}, {"filing_no": "330105-005-2025-1-0001"}])
@pytest.mark.parametrize("kind", Organization.LISTED_TYPES)
def test_the_table_holds_no_listed_group_with_a_number(community, kind, numbers):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organization(community, org_type=kind, **numbers)


def test_a_filed_organization_is_not_made_a_group_on_the_page(client, officer, filed_organization):
    client.force_login(officer)
    typed = {"version": 0, "name": filed_organization.name, "org_type": "resident_group",
             "area": filed_organization.area_id, "category": "service", "responsible_person": "张三",
             "party_member_count": 0}
    answer = client.post(url("organization-edit", filed_organization.pk), typed)
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"org_type"})


@pytest.fixture
def one_of_each(community):
    codes = {"association": "51", "service_agency": "52", "foundation": "53", "social_enterprise": "91"}
    return {kind: make_organization(
        community, org_type=kind, name=f"{kind}一", uscc=code(codes[kind]) if kind in codes else "")
        for kind in Organization.Type.values}


TIERS = {
    "registered": {"association", "service_agency", "foundation"}, "filed": {"filed"},
    "listed": {"resident_group", "courtyard_group"}, "enterprise": {"social_enterprise"}, "no such tier": set(),
    "": set(Organization.Type.values)}


@pytest.mark.parametrize(("tier", "types"), TIERS.items())
def test_the_list_narrowed_by_tier(client, officer, one_of_each, tier, types):
    client.force_login(officer)
    page = client.get(url("organizations"), {"tier": tier})
    found = {organization.org_type for organization in page.context["page"].object_list}
    assert found == types
    assert set(OrganizationFilter.base_filters) > {"tier"}
    if types:
        assert page.context["query"] == f"tier={tier}"


@pytest.mark.parametrize("tier", Organization.Tier.values)
def test_statistics_and_their_file_narrowed_by_tier(client, officer, one_of_each, tier):
    assert statistics(officer, tier=tier)[1].total == len(TIERS[tier])
    client.force_login(officer)
    page = client.get(url("statistics"), {"tier": tier})
    assert page.context["whole"].total == len(TIERS[tier])
    assert f"?tier={tier}" in page.content.decode()
    book = openpyxl.load_workbook(io.BytesIO(client.get(url("statistics-file"), {"tier": tier}).content))
    assert [cell.value for cell in list(book.active.rows)[-1]][1] == len(TIERS[tier])
    book.close()


def test_a_tier_nobody_knows_narrows_no_statistics(client, officer, one_of_each):
    client.force_login(officer)
    assert client.get(url("statistics"), {"tier": "elsewhere"}).context["whole"].total == 7


def test_the_tiers_share_every_type():
    found = [kind for types in Organization.TIERS.values() for kind in types]
    assert sorted(found) == sorted(Organization.Type.values)
