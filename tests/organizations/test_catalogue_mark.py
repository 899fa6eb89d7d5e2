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
    assert mark.valid_until in text and mark.href in text and client.get(mark.href).status_code == 200
    return mark


def act(entry, name, officer):
    entries.act(name, entry, by=officer, seen=entry.version, note="理由", today=today())


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
