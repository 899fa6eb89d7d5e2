"""The register in figures, against a count by hand."""

import io
import random
from decimal import Decimal

import openpyxl
import pytest

from incubator.shares import Percent
from organizations.models import Organization
from organizations.reports.statistics import as_table, statistics
from tests.factories import make_area, make_member, make_organization

KINDS, CLASSES = Organization.Type.values, Organization.Category.values

pytestmark = pytest.mark.django_db


@pytest.fixture
def communities(street):
    return [make_area(f"{street.code}00{n}", f"第{n}社区", street) for n in range(1, 4)]


def counted_by_hand(organizations):
    kinds = [sum(o.org_type == kind for o in organizations) for kind in KINDS]
    classes = [sum(o.category == one for o in organizations) for one in CLASSES]
    with_party = sum(o.has_party_branch for o in organizations)
    return [len(organizations), *kinds, *classes, with_party, sum(o.party_member_count for o in organizations),
            sum(o.member_count or 0 for o in organizations)]


def plain(row):
    kinds, classes = [row.kinds[kind] for kind in KINDS], [row.classes[one] for one in CLASSES]
    return [row.total, *kinds, *classes, row.with_party, row.party_members, row.members]


def test_every_figure_is_what_a_count_by_hand_gives(officer, street, communities, other_officer):
    chance = random.Random(20261127)
    places = [*communities[:2], street, make_area(f"{communities[0].code}001", "一网格", communities[0])]
    for _n in range(60):
        make_organization(
            chance.choice(places), org_type=chance.choice(KINDS), category=chance.choice(CLASSES),
            status=chance.choice(["active", "suspended", "draft", "cancelled"]),
            has_party_branch=chance.random() < 0.3, party_member_count=chance.randrange(4),
            member_count=chance.choice([None, 12, 30]))
    on_record = list(Organization.objects.on_record().select_related("area"))
    rows, whole = statistics(officer)
    assert [row.name for row in rows][-1] == "街道直属" and "第3社区" in [row.name for row in rows]
    for row in rows:
        code = next((c.code for c in communities if c.name == row.name), None)
        here = [o for o in on_record if (o.area.code.startswith(code) if code else o.area == street)]
        assert plain(row) == counted_by_hand(here) if code or row.name == "街道直属" else row.total == 0
    assert plain(whole) == counted_by_hand(on_record)
    assert statistics(other_officer)[1].total == 0


def test_ratios_are_rounded_half_up_and_absent_where_nothing_is_known(officer, communities):
    first, second, _third = communities
    type(first).objects.filter(pk=first.pk).update(population=8_000)
    for _n in range(8):
        make_organization(first, has_party_branch=False)
    Organization.objects.filter(pk=make_organization(second, has_party_branch=True).pk).update(member_count=None)
    rows = {row.name: row for row in statistics(officer)[0]}
    assert (rows["第1社区"].coverage, rows["第1社区"].per_ten_thousand) == ("0.00%", Decimal("10.00"))
    assert (rows["第2社区"].coverage, rows["第2社区"].per_ten_thousand) == ("100.00%", None)
    assert (rows["第3社区"].coverage, rows["第3社区"].per_ten_thousand) == (None, None)
    whole = statistics(officer)[1]
    assert (whole.coverage, whole.population, whole.per_ten_thousand) == ("11.11%", None, None)
    type(second).objects.filter(pk=second.pk).update(population=16_000)
    whole = statistics(officer)[1]
    assert (whole.population, whole.per_ten_thousand) == (24_000, Decimal("3.75"))
    make_organization(first.parent)  # of the street itself, which has no residents beside those of its communities
    whole = statistics(officer)[1]
    assert (whole.population, whole.per_ten_thousand) == (24_000, Decimal("4.17"))


def test_an_officers_own_organization_elsewhere_is_not_counted(officer, make_elsewhere):
    make_elsewhere(officer)
    assert statistics(officer)[1].total == 0


@pytest.fixture
def make_elsewhere():
    def make(user):
        district = make_area("330106", "他区")
        street = make_area("330106001", "他街道", district)
        organization = make_organization(make_area("330106001001", "他社区", street))
        make_member(organization).memberships.update(user=user)

    return make


def number(value):
    return float(value.share) if isinstance(value, Percent) else value


def test_the_file_holds_the_rows_of_the_page(client, officer, communities):
    make_organization(communities[0], name="桥西书画社", org_type="association", category="culture")
    client.force_login(officer)
    page = client.get("/organizations/statistics/")
    assert "社会组织统计" in page.content.decode() and "第1社区" in page.content.decode()
    answer = client.get("/organizations/statistics/export/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    lines = [list(line) for line in book.iter_rows(values_only=True)]
    table = as_table(*statistics(officer))
    assert lines == [table.header, *([number(value) for value in line] for line in [*table.lines, table.total])]
    assert lines[0][:4] == ["社区", "社会组织", "社会团体", "文体类"]  # and none for kinds and classes nobody has
    assert lines[-1][:4] == ["合计", 1, 1, 1]
