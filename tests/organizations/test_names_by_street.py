"""A name is borne once in a street; that of a registered organization once among those of the district."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from incubator.accounts.models import Role
from organizations.matters.naming import check_name, name_taken_from, taken_name
from organizations.models import Organization
from tests.factories import make_area, make_organization
from tests.organizations import filing_acts
from tests.organizations.filing_acts import NOW
from tests.organizations.ledgers import row, url
from tests.organizations.test_importing import faults

pytestmark = pytest.mark.django_db
NAME, HERE, THERE = "夕阳红舞蹈队", "330105005", "330105006"


@pytest.fixture
def elsewhere(other_street):
    return make_area("330105006001", "别处社区", other_street)


def refused(area, **facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organization(area, **facts)


def test_two_streets_may_have_a_group_of_the_same_name(community, elsewhere):
    make_organization(community, name=NAME)
    assert (taken_name(NAME, street=HERE), taken_name(NAME, street=THERE)) == (True, False)
    assert (check_name("夕阳红 舞蹈队", street=HERE).bearer, check_name(NAME, street=THERE).bearer) == (NAME, "")
    make_organization(elsewhere, name=NAME, org_type="resident_group")
    refused(elsewhere, name="“夕阳红”舞蹈队")


def test_two_registered_ones_of_a_district_may_not(community, elsewhere):
    make_organization(community, name="拱墅区银龄协会", org_type="association")
    other = make_organization(elsewhere, name="拱墅区银龄协会")  # a filed one of the other street may
    assert not name_taken_from(other, other.name) and name_taken_from(other, other.name, registered=True)
    refused(make_area("330105006002", parent=elsewhere.parent), name="拱墅区银龄协会", org_type="service_agency")
    far = make_area("330106001001", parent=make_area("330106001", parent=make_area("330106")))
    assert make_organization(far, name="拱墅区银龄协会", org_type="association").street_code == "330106001"


def test_a_cancelled_one_keeps_no_name(community):
    make_organization(community, name=NAME, status="cancelled")
    assert make_organization(community, name=NAME).street_code == HERE


def test_the_column_follows_the_area_at_every_save(community, elsewhere, district):
    one = make_organization(community, name=NAME)
    one.area = elsewhere
    one.save()
    assert Organization.objects.get(pk=one.pk).street_code == THERE
    assert make_organization(district, name=NAME).street_code == "330105"


def test_a_filing_is_granted_although_another_street_has_the_name(community, elsewhere, officer):
    make_organization(elsewhere, name="桥西社区阳光助老志愿服务队")
    filing = filing_acts.submitted(community, name="桥西社区阳光助老志愿服务队")
    filing_acts.acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    assert Organization.objects.on_record().filter(name="桥西社区阳光助老志愿服务队").count() == 2


def test_a_correction_moves_no_name_into_a_street_that_has_it(client, community, elsewhere, officer):
    make_organization(elsewhere, name=NAME)
    one = make_organization(community, name=NAME)
    Role.objects.create(user=officer, area=elsewhere.parent, kind=Role.Kind.STREET_OFFICER)
    client.force_login(officer)
    form = client.get(url("organization-edit", one.pk)).context["form"]
    given = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in given.items() if value is not None and value is not False}
    answer = client.post(url("organization-edit", one.pk), data | {"area": elsewhere.pk})
    assert set(answer.context["form"].errors) == {"name"}


def test_a_ledger_takes_no_registered_name_of_the_district(ledger_street, elsewhere):
    make_organization(elsewhere, name="银龄协会", org_type="association")
    assert faults([row(组织名称="银龄协会")], ledger_street) == []
    registered = row(组织名称="银龄协会", 组织类型="社团", 统一社会信用代码="51330105MJ1350335H")
    assert faults([registered], ledger_street) == [(2, "组织名称", "name_taken")]
    assert (3, "组织名称", "duplicate_in_file") in faults([registered, registered], ledger_street)


def test_the_migration_fills_the_column(community, elsewhere):
    make_organization(community, name=NAME)
    make_organization(elsewhere, name=NAME + "二队")
    Organization.objects.update(street_code="")
    import_module("organizations.migrations.0018_names_by_street").fill(apps, None)
    assert sorted(Organization.objects.values_list("street_code", flat=True)) == [HERE, THERE]


def test_a_row_whose_place_is_not_understood_is_held_against_the_ledgers_own_street(ledger_street):
    found = faults([row(), row(所属社区="月球社区")], ledger_street)
    assert {(3, "组织名称", "duplicate_in_file"), (3, "所属社区", "unknown_area")} <= set(found)
