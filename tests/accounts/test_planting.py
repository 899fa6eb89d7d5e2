"""Setting up areas and the first officer."""

import pytest
from django.core.exceptions import ValidationError

from incubator.accounts import planting
from incubator.accounts.models import Area, Role, User

pytestmark = pytest.mark.django_db
NAMES = ["桥西社区", "永庆路社区", "蚕花园社区"]
OFFICE = {"district": ("330105", "拱墅区"), "street": ("330105005", "拱宸桥街道")}


def test_a_street_is_planted_with_its_district_and_communities():
    street = planting.plant(**OFFICE, communities=NAMES)
    assert list(Area.objects.values_list("code", "name", "level", "parent__code")) == [
        ("330105", "拱墅区", "district", None), ("330105005", "拱宸桥街道", "street", "330105"),
        ("330105005001", "桥西社区", "community", "330105005"),
        ("330105005002", "永庆路社区", "community", "330105005"),
        ("330105005003", "蚕花园社区", "community", "330105005"),
    ]
    assert street.code == "330105005"


def test_planting_again_adds_only_what_is_missing():
    planting.plant(**OFFICE, communities=NAMES)
    before = list(Area.objects.values())
    planting.plant(**OFFICE, communities=NAMES)
    assert list(Area.objects.values()) == before
    planting.plant(**OFFICE, communities=["新社区", *NAMES])
    assert Area.objects.get(name="新社区").code == "330105005004"


@pytest.mark.parametrize("change", [
    {"district": ("33010", "拱墅区")}, {"street": ("330106005", "别区街道")}, {"street": ("3301050", "短")},
])
def test_a_wrong_code_is_refused_and_nothing_is_planted(change):
    with pytest.raises(ValidationError):
        planting.plant(**OFFICE | change, communities=NAMES)
    assert not Area.objects.exists()


def test_the_first_officer_keeps_the_system_and_the_street(street):
    user = planting.first_officer(name="张三", phone="13800001234", password="a-long-Password-7", area=street)
    user = User.objects.get(pk=user.pk)
    assert (user.is_staff, user.is_superuser, user.check_password("a-long-Password-7")) == (True, True, True)
    assert [(post.kind, post.code) for post in user.posts] == [(Role.Kind.STREET_OFFICER, "330105005")]


@pytest.mark.parametrize("phone", ["", "123", "13800001234"])
def test_a_wrong_or_taken_number_is_refused_in_words(phone, street):
    planting.first_officer(name="张三", phone="13800001234", password="x", area=street)
    with pytest.raises(ValidationError):
        planting.first_officer(name="李四", phone=phone, password="x", area=street)
    assert User.objects.count() == 1
