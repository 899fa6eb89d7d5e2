"""Cells of a ledger that may mean two things: read as the likelier one, or not at all."""

from datetime import date

import pytest

from organizations import importing
from organizations.importing import understanding
from organizations.importing.faults import Fault
from organizations.importing.placing import Places
from tests.organizations.ledgers import TODAY, a_code, row, sheet

pytestmark = pytest.mark.django_db


def test_a_serial_number_in_a_text_is_a_day_of_these_times():
    """`20201` in a text lacks a digit or has lost its end; a number cell is the spreadsheet's own."""
    assert understanding.day(TODAY)("29221") == date(1980, 1, 1)
    assert understanding.day(TODAY)(20201) == date(1955, 4, 22)
    for written in ("20201", "29220"):
        with pytest.raises(Fault):
            understanding.day(TODAY)(written)


@pytest.mark.parametrize("written", ["0571-8812345-6", "0571-8812345(6)", "0571-8812345（67）"])
def test_an_extension_is_not_joined_to_its_number(written):
    with pytest.raises(Fault):
        understanding.phone(written)


@pytest.mark.parametrize(("written", "name"), [
    ("张　三", "张三"), ("欧阳 锋", "欧阳锋"), ("张 三 丰", "张三丰"), ("诸葛 孔明", "诸葛 孔明"),
    ("张 三 李 四", "张 三 李 四"), ("张三 李 四", "张三 李 四"), ("张 三 李四", "张 三 李四"), ("Anna Li", "Anna Li"),
])
def test_a_name_spread_over_its_cell_is_one_and_two_people_stay_two(written, name):
    assert understanding.person(50)(written) == name


def test_the_street_before_a_community_must_be_its_own_also_where_the_ledger_is_the_communitys(community, other_street):
    places = Places(community)
    assert places.named("拱宸桥街道桥西社区") == places.named("杭州市拱墅区拱宸桥街道桥西") == community
    for cell in ("别处街道桥西社区", "拱宸桥街道", community.code[:9]):
        with pytest.raises(Fault):
            places.named(cell)


def test_another_code_or_head_than_on_record_is_told_before_it_is_written(ledger_street):
    first, second = a_code("service_agency", 17), a_code("service_agency", 18)
    told = {"组织名称": "心巢服务中心", "组织类型": "民办非企业单位", "统一社会信用代码": first, "负责人": "马晓",
            "身份证号": ""}
    given = {"area": ledger_street, "today": TODAY}
    importing.write(sheet([row(**told)]), by=None, **given)
    again = importing.compare(sheet([row(**told | {"统一社会信用代码": second, "负责人": "胡珍东"})]), **given)
    assert not again.faults
    assert {(doubt.column, doubt.kind, doubt.params["known"]) for doubt in again.doubts} == {
        ("统一社会信用代码", "other_uscc", first), ("负责人", "other_responsible_person", "马晓")}
    assert "任职人员名单不随台账变更" in again.doubts[1].message
    importing.write(sheet([row(**told | {"身份证号": "330105199003074510"})]), by=None, **given)
    masked = {"负责人": "胡珍东", "身份证号": "330105********4510"}
    assert [(doubt.kind, doubt.params["known"]) for doubt in importing.compare(
        sheet([row(**told | masked)]), **given).doubts] == [("other_head_same_number", "马晓")]
    own = {"负责人": "胡珍东", "身份证号": "330105198501011235"}
    assert [doubt.kind for doubt in importing.compare(sheet([row(**told | own)]), **given).doubts] == [
        "other_responsible_person"]
    assert importing.compare(sheet([row(**told)]), **given).doubts == []
