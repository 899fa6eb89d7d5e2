"""Applications sent back: undecided as long as they may be corrected, withdrawn after that, and told so."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete
from organizations.catalogue import rounds
from organizations.matters import acts
from organizations.models import Matter, Membership, forget_rights
from organizations.rules.catalogue import apart_from, correct_by
from tests.factories import make_area, make_officer
from tests.organizations.catalogue_acts import (
    ENDS,
    STARTS,
    TODAY,
    applied,
    fit,
    noon,
    opened,
    publicised,
    take,
    verified,
)
from tests.organizations.matter_acts import writer_of

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 27)  # five working days after the applications ended on a Friday


@pytest.fixture
def round(street, community, officer):
    """Open, with one verified entry, so that it may go under publicity."""
    made = opened(street, officer)
    verified(fit(community, 1), officer)
    return made


def sent_back(organization, officer, on=ENDS):
    matter = applied(organization)
    take("return", matter, by=officer, note="请补充名册", on=on)
    return matter


def test_one_that_may_still_be_corrected_holds_the_publicity(round, community, officer):
    matter = sent_back(fit(community, 2), officer)
    for day in (TODAY, LAST):
        assert rounds.undecided(round, on=day).correcting == [LAST]
        with pytest.raises(Incomplete) as refused:
            publicised(round, officer, on=day)
        assert str(LAST) in refused.value.messages[0]
    acts.submit(matter, by=writer_of(matter.organization), seen=matter.version, now=noon(LAST))
    assert rounds.undecided(round, on=LAST) == rounds.Undecided(1, 0, [])
    with pytest.raises(Incomplete):
        publicised(round, officer, on=date(2026, 12, 1))


def test_one_not_corrected_in_time_counts_as_withdrawn_and_is_told_so(round, community, officer):
    matter = sent_back(fit(community, 2), officer)
    member = writer_of(matter.organization)
    day = date(2026, 11, 30)
    assert rounds.undecided(round, on=day).count == 0
    with pytest.raises(Incomplete) as refused:
        acts.submit(matter, by=member, seen=matter.version, now=noon(day))
    assert str(LAST) in refused.value.messages[0]
    publicised(round, officer, on=day)
    matter.refresh_from_db()
    assert (matter.status, matter.changes.last().action) == ("withdrawn", "lapse")
    assert Letter.objects.filter(recipient=member, channel="inbox", template="matter-lapsed").count() == 1


def test_the_time_never_ends_before_the_applications_do(round, community, officer):
    sent_back(fit(community, 2), officer, on=STARTS)
    assert rounds.undecided(round, on=STARTS).correcting == [ENDS]


def test_how_long_is_a_rule_of_the_street_asked_once(round, street, community, officer, django_assert_num_queries):
    Rule.objects.create(key="catalogue-correct-workdays", area_code=street.code, effective_from=date(2026, 1, 1),
                        value=1, source="街道办法")
    for number in (2, 3, 4):
        sent_back(fit(community, number), officer)
    with django_assert_num_queries(3):
        assert rounds.undecided(round, on=TODAY).correcting == [TODAY] * 3


def test_both_sides_read_the_day(client, round, community, officer):
    matter = sent_back(fit(community, 2), officer)
    own = [reverse("organizations:matter", args=[matter.pk]), reverse("organizations:qualified-round", args=[round.pk])]
    for person, addresses in ((officer, own[:1]), (writer_of(matter.organization), own)):
        client.force_login(person)
        for address in addresses:
            assert f"最晚 {correct_by(matter, round)}" in client.get(address).content.decode(), address


def test_whose_own_application_would_lapse_does_not_publicise(round, community, officer, street, other_street):
    own = fit(community, 2)
    sent_back(own, officer)
    colleague = make_officer("street_officer", street, "同事")
    belonging = Membership.objects.create(organization=own, user=colleague, right="reader")
    with pytest.raises(PermissionDenied):
        publicised(round, colleague, on=date(2026, 11, 30))
    for year, code in ((2025, street.code), (2026, other_street.code)):  # of another year, of another street
        Matter.objects.filter(organization=own, kind="catalogue").update(
            year=year, received_in=make_area(f"{code}{year % 1000:03}", "某社区", street))
        forget_rights(colleague)
        assert apart_from(colleague, round.pk) is True
    belonging.delete()
    forget_rights(colleague)
    publicised(round, colleague, on=date(2026, 11, 30))
