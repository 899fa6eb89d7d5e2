"""Whom somebody has telephoned about what is owed now, and whom nobody has: two narrowings of the list of those who get
no letter."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from organizations.annual import duties
from organizations.models import Membership
from tests.factories import make_organization
from tests.organizations.annual_acts import DUE, decided, duty_of, opened, rectification, take

pytestmark = pytest.mark.django_db


def shown(client, campaign, state):
    page = client.get(f"{reverse('organizations:annual', args=[campaign.pk])}?state={state}")
    return [row.name for row in page.context["rows"]]


def call(organization, officer):
    duty = duty_of(organization)
    duties.act("telephone", duty, by=officer, seen=duty.version, note="已告知", today=DUE)


def test_the_list_is_narrowed_to_who_was_told_and_to_who_was_not(street, community, officer, client):
    """By the address, so for the workbook and the batch as well; a later day asks nobody to call again."""
    told, untold = (make_organization(community, name=name) for name in ("已告知队", "未告知队"))
    campaign = opened(street, officer)
    call(told, officer)
    duty = duty_of(told)
    duties.postpone(duty, by=officer, seen=duty.version, note="会长住院", due_on=date(2026, 4, 30), today=DUE)
    client.force_login(officer)
    address = reverse("organizations:annual", args=[campaign.pk])
    assert set(shown(client, campaign, "unheard")) == {told.name, untold.name}
    for state, name in (("called", told.name), ("uncalled", untold.name)):
        page = client.get(f"{address}?state={state}")
        text = page.content.decode()
        assert [row.name for row in page.context["rows"]] == [name]
        assert "电话告知日期" in text and f'href="?state={state}" aria-current' in text
        file = client.get(f"{reverse('organizations:annual-export', args=[campaign.pk])}?state={state}")
        _head, row = CalamineWorkbook.from_filelike(io.BytesIO(file.getvalue())).get_sheet_by_index(0).to_python()
        assert row[0] == name
        asks = client.post(reverse("organizations:annual-duties-batch"), {
            "action": "telephone", "all": "1", "query": f"campaign={campaign.pk}&state={state}"})
        assert [row.name for row in asks.context["possible"]] == [name]


def test_a_call_counts_for_what_was_owed_then(street, organization, officer, member, client):
    """Who was told of the report has to be told of the rectification, and of one that came back."""
    campaign = opened(street, officer)
    client.force_login(officer)

    def reading(right):
        Membership.objects.filter(organization=organization).update(right=right)

    def telephoned():
        row, = client.get(f"{reverse('organizations:annual', args=[campaign.pk])}?state=unheard").context["rows"]
        return row.telephoned

    def stands_in():
        reading("reader")  # nobody writes any more
        return [state for state in ("uncalled", "called") if shown(client, campaign, state)]

    assert stands_in() == ["uncalled"]
    call(organization, officer)
    assert stands_in() == ["called"]
    assert telephoned() is not None
    reading("editor")
    decided(organization, officer, "basically_qualified", on=DUE)
    assert stands_in() == ["uncalled"]
    call(organization, officer)
    assert stands_in() == ["called"]
    reading("editor")
    take("return", rectification(organization, on=date(2026, 6, 1)), by=officer, on=date(2026, 6, 2))
    assert stands_in() == ["uncalled"]
    assert telephoned() is None
