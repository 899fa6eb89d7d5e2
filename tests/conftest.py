"""The cast. Every test names who is acting."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import make_area, make_member, make_officer, make_organization, make_project, make_user


@pytest.fixture
def district(db):
    return make_area("330105", "拱墅区")


@pytest.fixture
def street(district):
    return make_area("330105005", "拱宸桥街道", district)


@pytest.fixture
def community(street):
    return make_area("330105005001", "桥西社区", street)


@pytest.fixture
def other_street(district):
    return make_area("330105006", "别处街道", district)


@pytest.fixture
def district_officer(district):
    return make_officer("district_officer", district, "区民政干部")


@pytest.fixture
def officer(street):
    return make_officer("street_officer", street, "街道干部")


@pytest.fixture
def other_officer(other_street):
    return make_officer("street_officer", other_street, "别处干部")


@pytest.fixture
def community_worker(community):
    return make_officer("community_worker", community, "社区工作者")


@pytest.fixture
def organization(community):
    """A registered service agency in good standing."""
    return make_organization(
        community, name="巾帽西丽助老服务中心", org_type="service_agency", uscc="52330105MJ9006026X")


@pytest.fixture
def filed_organization(community):
    return make_organization(community, name="贝贝学堂", filing_no="330105-005-2025-1-0001")


@pytest.fixture
def member(organization):
    return make_member(organization, name="机构管理员")


@pytest.fixture
def reader(organization):
    return make_member(organization, "reader", name="机构查看员")


@pytest.fixture
def stranger(community):
    """A member of another organization."""
    return make_member(make_organization(community, name="别家志愿队"), name="别家管理员")


@pytest.fixture
def resident(db):
    """Signed in, with no role anywhere."""
    return make_user("居民")


@pytest.fixture
def project(organization):
    return make_project(organization)


@pytest.fixture
def cast(district_officer, officer, other_officer, community_worker, member, reader, stranger, resident):
    return {
        "district_officer": district_officer, "officer": officer, "other_officer": other_officer,
        "community_worker": community_worker, "member": member, "reader": reader, "stranger": stranger,
        "resident": resident,
    }


@pytest.fixture(autouse=True)
def _rules_stand_after_a_flush(request):
    """A transactional test empties every table when it ends; the default rules of the first migration are put back."""
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        from incubator.rulebook.models import Rule

        if not Rule.objects.exists():
            defaults = import_module("incubator.rulebook.migrations.0002_defaults")
            defaults.plant(apps, None)
