"""What the register's one search box finds, and for whom."""

import pytest
from django.db import connection
from django.urls import reverse

from organizations.filters import OrganizationFilter
from organizations.models import Organization
from tests.factories import make_organization
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(community):
    make_organization(community, name="“宸益阁”公益服务中心", org_type="service_agency", uscc="52330105MJ1234567X",
                      responsible_person="欧阳\u3000明", phone="14211112222",
                      identity_no="33010519770702001X")
    make_organization(community, name="运河秧歌队", filing_no="330105-005-2026-2-0001", responsible_person="周芳",
                      phone="14233334444", identity_no="330105197707020001")
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
    ("33010519770702001X", ["“宸益阁”"]), ("33010519770702001x", ["“宸益阁”"]), ("330105197707020001", ["运河秧歌队"]),
    ("３３０１０５ 19770702 0001", ["运河秧歌队"]), ("33010519770702000", []), ("330105197707020002", []),
    ("330105005202620001", ["运河秧歌队"]), ("330105 005 2026 2 0001", ["运河秧歌队"]),
    ("330105—005—2026—2—0001", ["运河秧歌队"]), ("330105−005−2026−2−0001", ["运河秧歌队"]),
    ("33010500520262000", ["运河秧歌队"]), ("330105005202620002", []), ("330105-005-2026", ["运河秧歌队"]),
    ("3301050052026", ["运河秧歌队"]), ("330105—005—", ["运河秧歌队"]), ("330105", ["运河秧歌队"]), ("33010", []),
    ("330105-005-2025", []), ("330105-006", []), ("05-005-2026", []), ("523301", ["“宸益阁”"]),
    ("52330105mj12", ["“宸益阁”"]), ("330105005%", ["运河秧歌队"]), ("330105_005", ["运河秧歌队"]), ("52330105MX", []),
    ("2222", ["“宸益阁”", "第2222"]), ("1423333", []), ("33334444", []), ("没有这个", []), ("  ", [
        "“宸益阁”", "运河秧歌队", "第2222"]),
])
def test_the_search_box_finds(register, officer, typed, names):
    assert found(officer, typed) == names


def test_a_number_finds_nothing_beyond_what_one_may_see(register, other_officer, stranger):
    assert found(other_officer, "14233334444") == found(stranger, "4444") == []
    assert found(other_officer, "330105197707020001") == found(stranger, "330105197707020001") == []


def test_the_api_finds_by_the_same_numbers(register, client, officer):
    client.force_login(officer)
    for typed in ("330105197707020001", "330105005202620001"):
        told = client.get("/api/v1/organizations/", {"name": typed}).json()
        assert [one["name"] for one in told["results"]] == ["运河秧歌队"] and "330105197707020001" not in str(told)


def test_the_lists_of_matters_find_by_the_same_numbers(register, client, officer):
    submitted("change", Organization.objects.get(name="运河秧歌队"))
    client.force_login(officer)
    for typed, many in (("330105197707020001", 1), ("330105005202620001", 1), ("33010519770702001X", 0)):
        assert len(client.get(reverse("organizations:matters"), {"name": typed}).context["rows"]) == many


def test_whole_numbers_are_found_by_index(register):
    if connection.vendor != "postgresql":
        pytest.skip("the plan is PostgreSQL's")
    with connection.cursor() as cursor:  # a small table would be read whole
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    beginning = ["filing_number_begins", "credit_code_begins"]
    for typed, indexes in (
        ("330105197707020001", ["identity_hash"]), ("330105005202620001", ["filing_number"]),
        ("330105-005-2026-2-0001", ["filing_number"]), ("330105-005-2026-2", beginning),
        ("3301050052026", beginning), ("4444", ["organizations_organization_phone_tail", "officeholder_phone_tail"]),
    ):
        plan = OrganizationFilter({"name": typed}, Organization.objects.all()).qs.explain()
        assert all(index in plan for index in indexes) and "Seq Scan" not in plan, plan


def test_a_whole_number_is_no_beginning(officer, community):
    """Serials of five digits begin as those of four."""
    for name, serial in (("前队", "1000"), ("后队", "10001")):
        make_organization(community, name=name, filing_no=f"330105-005-2026-2-{serial}")
    assert found(officer, "330105-005-2026-2-1000") == found(officer, "330105005202621000") == ["前队"]
    assert found(officer, "330105-005-2026-2-100") == ["前队", "后队"]
