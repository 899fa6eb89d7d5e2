"""The catalogue of qualified organizations where a contractor is chosen: a mark, a filter, and what the rule says."""

from datetime import date

import pytest

from incubator.rulebook.models import Rule
from projects.reports.choosing import contractors
from projects.rules.purchasing import outside_catalogue, reasons_against_contractor
from tests.factories import make_organization, make_project
from tests.organizations.catalogue_acts import AFTER, fit, load, opened, publicised, published, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(street, community, officer):
    round = opened(street, officer)
    entry = verified(fit(community, 1, name="元墅养老服务中心"), officer)
    publicised(round, officer)
    published(round, officer)
    return load(entry).organization


@pytest.fixture
def outsider(community):
    return make_organization(community, org_type="service_agency", name="目录外服务中心")


def demand(street, **methods):
    Rule.objects.create(key="purchase-needs-catalogue", area_code=street.code, effective_from=date(2026, 1, 1),
                        value=methods, source="街道办法")


def choose(officer, street, method="procurement", **more):
    fit_, barred = contractors(
        officer, **{"method": method, "words": "", "chosen": "", "area": street.code, "on": AFTER} | more)
    return {row.name: row.qualified for row in fit_.rows}, {row.name: row.reasons for row in barred.rows}


def test_the_mark_stands_beside_the_name(listed, outsider, officer, street):
    assert choose(officer, street)[0] == {"元墅养老服务中心": "养老服务、志愿服务", "目录外服务中心": ""}


def test_only_the_catalogue_and_whom_one_chose_already(listed, outsider, officer, street):
    assert set(choose(officer, street, qualified_only=True)[0]) == {"元墅养老服务中心"}
    kept = choose(officer, street, qualified_only=True, chosen=str(outsider.pk))[0]
    assert set(kept) == {"元墅养老服务中心", "目录外服务中心"}


def test_by_default_procurement_outside_the_catalogue_gets_a_word(listed, outsider, street):
    said = {
        (method, one.name): outside_catalogue(
            make_project(one, method=method, status="draft", area=street), today=AFTER)
        for method in ("procurement", "venture_grant") for one in (listed, outsider)}
    assert [key for key, told in said.items() if told] == [("procurement", "目录外服务中心")]
    assert not outside_catalogue(make_project(outsider, method="procurement", area=street), today=AFTER)
    assert reasons_against_contractor(outsider, method="procurement", amount_fen=1, on=AFTER) == []


def test_where_the_street_bars_it_sql_and_words_agree(listed, outsider, officer, street):
    demand(street, procurement="bar")
    fit_, barred = choose(officer, street)
    assert set(fit_) == {"元墅养老服务中心"} and len(barred["目录外服务中心"]) == 1
    for method, reasons in (("procurement", 1), ("venture_grant", 0)):
        assert len(reasons_against_contractor(outsider, method=method, amount_fen=1, on=AFTER)) == reasons
        assert reasons_against_contractor(listed, method=method, amount_fen=1, on=AFTER) == []
