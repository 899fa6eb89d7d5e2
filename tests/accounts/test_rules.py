"""Who reads, acts and appoints where: one table each."""

import pytest

from incubator.accounts import rules
from incubator.accounts.models import Area, Role
from tests.factories import make_area, make_user

pytestmark = pytest.mark.django_db
PLACES = {"district": "330105", "street": "330105005", "community": "330105005001", "grid": "330105005001002",
          "next community": "330105005002", "other street": "330105006", "other district": "330106"}
BELOW = {"street", "community", "grid", "next community"}
COMMUNITY = {"community", "grid"}
ALL_OF_IT = BELOW | {"district", "other street"}

LEVELS = {6: "district", 9: "street", 12: "community", 15: "grid"}

# who -> (reads, acts, acts for the street)
TABLE = {
    "district_officer": (ALL_OF_IT, {"district"}, {"district"}),
    "officer": (BELOW, BELOW, BELOW),
    "other_officer": ({"other street"}, {"other street"}, {"other street"}),
    "community_worker": (COMMUNITY, COMMUNITY, set()),
    "member": (set(), set(), set()),
    "resident": (set(), set(), set()),
}


@pytest.mark.parametrize("who", TABLE)
def test_who_reads_and_acts_where(who, cast):
    answers = tuple(
        {place for place, code in PLACES.items() if ask(cast[who], code)}
        for ask in (rules.reads, rules.acts, rules.acts_for_street))
    assert answers == TABLE[who]


@pytest.mark.parametrize("active", [True, False])
@pytest.mark.parametrize("kinds", [(), *((kind,) for kind in Role.Kind.values), tuple(Role.Kind.values)])
def test_the_table_and_the_single_code_answer_alike_for_each_post(kinds, active):
    areas = {code: Area.objects.get_or_create(code=code, defaults={"name": code, "level": LEVELS[len(code)]})[0]
             for code in PLACES.values()}
    for at in areas.values():
        person = make_user(is_active=active)
        for kind in kinds:
            Role.objects.create(user=person, area=at, kind=kind)
        found = set(Area.objects.filter(rules.acted_for_street(person, "code")).values_list("code", flat=True))
        assert found == {code for code in areas if rules.acts_for_street(person, code)}, (at.code, kinds)


def test_somebody_put_out_may_nothing(officer):
    officer.is_active = False
    assert not any(ask(officer, "330105005") for ask in (rules.reads, rules.acts, rules.acts_for_street))


APPOINTS = {
    "officer": {("street_officer", "street"), ("community_worker", "street"), ("street_officer", "community"),
                ("community_worker", "community")},
    "district_officer": set(), "community_worker": set(), "other_officer": set(), "member": set(), "resident": set(),
}


@pytest.mark.parametrize("who", APPOINTS)
def test_who_gives_which_role_where(who, cast):
    places = ("district", "street", "community")
    assert {(kind, place) for kind in Role.Kind.values for place in places
            if rules.may_appoint(cast[who], kind, PLACES[place])} == APPOINTS[who]


def test_the_keeper_of_the_system_appoints_everywhere():
    keeper = make_user(is_superuser=True)
    assert all(rules.may_appoint(keeper, kind, code) for kind in Role.Kind.values for code in PLACES.values())


def test_whose_entry_an_officer_keeps(cast, officer, street, other_street):
    keeps = {name for name, person in cast.items() if rules.may_keep(officer, person)}
    assert keeps == {"officer", "community_worker"}
    keeper = make_user(is_superuser=True)
    Role.objects.create(user=keeper, area=street, kind="street_officer")
    assert not rules.may_keep(officer, keeper)
    two_posts = make_user()
    for area in (street, other_street):
        Role.objects.create(user=two_posts, area=area, kind="community_worker")
    assert not rules.may_keep(officer, two_posts)


def test_posts_are_asked_once(officer, django_assert_num_queries):
    person = type(officer).objects.get(pk=officer.pk)
    with django_assert_num_queries(1):
        assert person.is_officer
        assert person.acting_codes == person.reading_codes == ["330105005"]


def test_a_subtree_ends_where_the_next_code_begins(district, street, community, other_street):
    make_area("330105005001002", parent=community)
    assert set(Area.objects.under("330105005").values_list("code", flat=True)) == {
        "330105005", "330105005001", "330105005001002"}
    assert Area.objects.under("330105").count() == 5
