"""A report handed in while its campaign is closed: whichever comes first, none is left undecided in a closed one."""

from threading import Event
from time import sleep

import pytest
from django.db import transaction

from incubator.accounts.models import User
from incubator.workflow import Incomplete
from organizations.annual import campaigns
from organizations.matters import acts
from organizations.models import AnnualCampaign
from tests.organizations.annual_acts import DUE, again, at, duty_of, filled, opened
from tests.organizations.matter_acts import writer_of
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)
A_WHILE = 0.5  # seconds for which the first holds what it did before it commits


@pytest.mark.parametrize("first", ["close", "hand in"])
def test_a_report_and_the_closing_of_its_campaign_at_once(first, street, organization, officer):
    """On SQLite the second waits to begin at all; on PostgreSQL it waits for the campaign that the first holds."""
    campaign, matter = opened(street, officer), filled(organization)
    people, under_way = {"close": officer.pk, "hand in": writer_of(organization).pk}, Event()

    def step(name):
        by = User.objects.get(pk=people[name])
        if name == "close":
            mine = AnnualCampaign.objects.select_related("area").get(pk=campaign.pk)
            campaigns.act("close", mine, by=by, seen=mine.version, note="", today=DUE)
        else:
            mine = again(matter)
            acts.submit(mine, by=by, seen=mine.version, now=at(DUE))

    def one(i):
        if i == 0:
            with transaction.atomic():
                step(first)
                under_way.set()
                sleep(A_WHILE)
            return "done"
        assert under_way.wait(30)
        return step("hand in" if first == "close" else "close")

    done, refused = race(one, 2)
    assert done == "done" and isinstance(refused, Incomplete)
    campaign.refresh_from_db()
    assert (campaign.status, duty_of(organization).status) == (
        ("closed", "owed") if first == "close" else ("open", "handed_in"))
