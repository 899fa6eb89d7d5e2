"""The mark of the catalogue on the organization's pages: how it stands, under which number, for what, until when."""

from datetime import timedelta

import pytest
from django.urls import reverse

from incubator.workdays import today
from organizations.catalogue import entries
from organizations.models import CatalogueRound
from tests.factories import make_credit, make_member
from tests.organizations.catalogue_acts import fit, load, whole_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(street, community, officer):
    return load(whole_round(
        street, fit(community, 1), officer, year=today().year - 1, today=today(), until="listed").entries.get())


def shown(client, person, entry):
    """The mark as both pages tell it: that of the organization and, of its people, the portal's."""
    client.force_login(person)
    page = client.get(reverse("organizations:organization", args=[entry.organization_id]))
    mark, text = page.context["catalogue"], page.content.decode()
    if not person.is_officer:
        [(_membership, own)] = client.get(reverse("organizations:mine")).context["memberships"]
        assert own == mark
        text += client.get(reverse("organizations:mine")).content.decode()
    assert text.count(mark.label) == text.count(mark.fields) == (1 if person.is_officer else 2)
    assert ("有效期至" in text) == bool(mark.valid_until) == (entry.status != "removed")
    assert mark.valid_until in text and mark.href in text and client.get(mark.href).status_code == 200
    return mark


def act(entry, name, officer):
    entries.act(name, entry, by=officer, seen=entry.version, note="理由", today=today())


def valid(client, person, entry):
    """Whether the entry's page, and the public one where there is one, tell until when it is valid."""
    client.force_login(person)
    found = {"有效期至" in client.get(reverse("organizations:qualified-entry", args=[entry.pk])).content.decode()}
    public = client.get(reverse("organizations:public-qualified-entry", args=[entry.pk]))
    if public.status_code == 200:
        found.add("有效期至" in public.content.decode())
    told, = found
    return told


def test_only_what_is_listed_is_valid_until_a_day(client, listed, officer):
    assert valid(client, officer, listed)
    act(listed, "suspend", officer)
    assert valid(client, officer, listed)
    act(listed, "remove", officer)
    assert not valid(client, officer, listed)


@pytest.mark.parametrize("until", ["open", "publicised"])
def test_what_was_struck_before_the_list_came_out_was_never_valid(client, street, community, officer, until):
    entry = load(whole_round(
        street, fit(community, 2), officer, year=today().year, today=today(), until=until).entries.get())
    assert not valid(client, officer, entry)
    act(entry, "reject" if until == "open" else "remove", officer)
    assert entry.status == "removed" and not valid(client, officer, entry)


def test_both_sides_read_how_it_stands(client, listed, officer):
    member = make_member(listed.organization)
    for step in ("", "suspend", "resume", "remove"):
        if step:
            act(listed, step, officer)
        for person in (officer, member):
            mark = shown(client, person, listed)
            assert (mark.status, mark.label, mark.fields, mark.doubt) == (
                listed.status, listed.label, "养老服务、志愿服务", "")


def test_who_does_not_count_now_reads_it(client, listed, officer):
    make_credit(listed.organization, "abnormal")
    assert shown(client, officer, listed).doubt == "目前不计入"
    CatalogueRound.objects.update(valid_until=today() - timedelta(days=1))
    assert shown(client, officer, listed).doubt == "已到期"


def test_of_two_rounds_the_later_list_speaks_and_one_under_publicity_does_not(client, listed, street, officer):
    whole_round(street, listed.organization, officer, year=today().year, today=today(), until="publicised")
    assert shown(client, officer, listed).year == today().year - 1


def test_who_was_never_listed_has_no_mark(client, community, officer):
    organization = fit(community, 2)
    client.force_login(officer)
    assert client.get(reverse("organizations:organization", args=[organization.pk])).context["catalogue"] is None
    client.force_login(make_member(organization))
    [(_membership, mark)] = client.get(reverse("organizations:mine")).context["memberships"]
    assert mark is None
