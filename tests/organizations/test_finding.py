"""What the register's one search box finds, and for whom."""

import pytest

from organizations.filters import OrganizationFilter
from organizations.models import Organization
from tests.factories import make_organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(community):
    make_organization(community, name="“宸益阁”公益服务中心", org_type="service_agency", uscc="52330105MJ1234567X",
                      responsible_person="欧阳\u3000明", phone="14211112222")
    make_organization(community, name="运河秧歌队", filing_no="330105-005-2026-2-0001", responsible_person="周芳",
                      phone="14233334444")
    make_organization(community, name="第2222楼道自治小组", responsible_person="Ａｎｎａ Ｌi", phone="14255556666")


def found(user, typed: str) -> list[str]:
    narrowed = OrganizationFilter({"name": typed}, Organization.objects.visible_to(user)).qs
    return [name[:5] for name in narrowed.order_by("pk").values_list("name", flat=True)]


@pytest.mark.parametrize(("typed", "names"), [
    ("宸益", ["“宸益阁”"]), ("cyg", ["“宸益阁”"]), ("chenyige", ["“宸益阁”"]), ("宸益阁 公益", ["“宸益阁”"]),
    ("52330105mj1234567x", ["“宸益阁”"]), ("330105-005-2026-2-0001", ["运河秧歌队"]),
    ("欧阳", ["“宸益阁”"]), ("欧阳明", ["“宸益阁”"]), ("欧阳 明", ["“宸益阁”"]), ("欧阳·明", ["“宸益阁”"]),
    ("anna li", ["第2222"]), ("ＡＮＮＡＬＩ", ["第2222"]), ("周芳", ["运河秧歌队"]),
    ("4444", ["运河秧歌队"]), ("14233334444", ["运河秧歌队"]), ("１４２３３３３４４４４", ["运河秧歌队"]),
    ("2222", ["“宸益阁”", "第2222"]), ("1423333", []), ("33334444", []), ("没有这个", []), ("  ", [
        "“宸益阁”", "运河秧歌队", "第2222"]),
])
def test_the_search_box_finds(register, officer, typed, names):
    assert found(officer, typed) == names


def test_a_number_finds_nothing_beyond_what_one_may_see(register, other_officer, stranger):
    assert found(other_officer, "14233334444") == found(stranger, "4444") == []
