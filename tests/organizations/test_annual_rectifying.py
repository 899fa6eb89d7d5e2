"""The rectification after a poor outcome: its clock, its correction, and its end."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete
from organizations.matters import acts
from organizations.models import AnnualDuty
from organizations.notices import annual_params
from organizations.reports.annual import duty_rows, in_state
from organizations.rules.annual import annual_standing, fault_of
from tests.organizations.annual_acts import (
    DUE,
    OPENED,
    YEAR,
    decided,
    duty_of,
    examined,
    opened,
    rectification,
    take,
)
from tests.organizations.matter_acts import writer_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("decided_on", "until"), [
    (date(2026, 3, 31), date(2026, 6, 30)),
    (date(2026, 1, 30), date(2026, 4, 30)),
    (date(2025, 11, 30), date(2026, 2, 28)),  # a Saturday that is worked for the spring festival
    (date(2025, 11, 17), date(2026, 2, 24)),  # 17 February is in the festival
    (date(2026, 2, 28), date(2026, 5, 28)),
])
def test_the_clock_of_the_rectification(decided_on, until, street, organization, officer):
    opened(street, officer, year=2024, today=date(2025, 1, 6), due_on=date(2025, 3, 31))
    matter = examined(organization, officer, on=decided_on, year=2024)
    take("approve", matter, by=officer, on=decided_on, outcome="basically_qualified")
    assert duty_of(organization, 2024).rectify_by == until


def test_why_it_failed_stands_on_the_page_of_its_years(street, organization, member, officer, client):
    opened(street, officer)
    decided(organization, officer, "unqualified", on=DUE)
    client.force_login(member)
    page = client.get(reverse("organizations:annual-years", args=[organization.pk]))
    [year] = page.context["years"]
    assert year.opinion and year.opinion == duty_of(organization).changes.get(action="decide").note
    assert year.opinion in page.content.decode()


def test_a_rectification_ends_the_clock(street, organization, member, officer):
    opened(street, officer)
    decided(organization, officer, "unqualified", on=DUE)
    assert duty_of(organization).rectify_by == date(2026, 6, 30)
    letter = Letter.objects.filter(recipient=member, channel="inbox").order_by("pk").last()
    assert letter.template == "annual-to-rectify" and "2026-06-30" in words(letter.template, letter.params)[1]
    matter = rectification(organization, on=date(2026, 6, 10))
    assert not AnnualDuty.objects.unrectified(on=date(2026, 7, 1))
    take("return", matter, by=officer, on=date(2026, 6, 20))
    assert not AnnualDuty.objects.unrectified(on=date(2026, 7, 3))  # ten workdays for the correction
    assert AnnualDuty.objects.unrectified(on=date(2026, 7, 4)).get() == duty_of(organization)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=matter.submitted_at)
    take("accept", matter, by=officer, on=date(2026, 6, 25))
    take("approve", matter, by=officer, on=date(2026, 6, 26))
    assert duty_of(organization).rectified_on == date(2026, 6, 26)
    with pytest.raises(Incomplete):
        acts.start("rectification", organization, by=member, token=uuid.uuid4(), year=YEAR)


def test_a_rectification_sent_back_has_time_for_the_correction(street, organization, officer):
    opened(street, officer)
    decided(organization, officer, "unqualified", on=DUE)
    matter, by = rectification(organization, on=date(2026, 6, 30)), writer_of(organization)
    take("return", matter, by=officer, on=date(2026, 4, 1))  # long before its day: that one stays
    assert duty_of(organization).rectify_day == date(2026, 6, 30)
    acts.submit(matter, by=by, seen=matter.version, now=matter.submitted_at)
    returned = date(2026, 7, 10)
    take("return", matter, by=officer, on=returned)
    duty, last = duty_of(organization), date(2026, 7, 24)
    assert (duty.rectify_by, duty.rectify_day) == (date(2026, 6, 30), last)
    for on, fault in ((last, "unqualified"), (date(2026, 7, 25), "unrectified")):
        assert fault_of(duty, on=on) == annual_standing(organization, on=on).fault == fault
        assert AnnualDuty.objects.unrectified(on=on).exists() == (fault == "unrectified")
        assert AnnualDuty.objects.filter(in_state("rectifying", on=on)).exists() == (fault == "unqualified")
    assert annual_standing(organization, on=last).rectify_by == duty_rows([duty], on=last)[0].rectify_by == last
    assert annual_params(duty)["rectify_by"] == last.isoformat()
    assert duty.changes.last().fields["correct_by"] == ["2026-06-30", last.isoformat()]
    acts.take("withdraw", matter, by=by, seen=matter.version, now=matter.submitted_at)  # no more time by withdrawing
    assert duty_of(organization).rectify_day == date(2026, 6, 30)


def test_the_correction_day_of_the_report_is_none_of_its_rectification(street, organization, officer):
    opened(street, officer, due_on=date(2026, 12, 31))
    matter = examined(organization, officer, on=OPENED)
    take("return", matter, by=officer, on=OPENED)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=matter.submitted_at)
    for step in ("accept", "review"):
        take(step, matter, by=officer, on=OPENED)
    take("approve", matter, by=officer, on=OPENED, outcome="unqualified")
    assert duty_of(organization).rectify_day == date(2026, 4, 7)  # three months; 4 to 6 April is a festival
