"""The history of a matter says what came of it, not only that it was granted: page, timeline and API alike."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from incubator.home.templatetags.house import differences, outcome_words
from incubator.workflow import Incomplete
from organizations.models import MatterChange
from tests.organizations import matter_acts
from tests.organizations.annual_acts import DUE, decided, duty_of, examined, opened, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(street, organization, member, officer):
    opened(street, officer)
    return decided(organization, officer, "unqualified", on=DUE)


def test_history_and_timeline_say_the_outcome(report, officer, member, client):
    for person in (officer, member):
        client.force_login(person)
        for address in (reverse("organizations:matter", args=[report.pk]),
                        reverse("organizations:timeline", args=[report.organization_id])):
            page = client.get(address).content.decode()
            assert "评定：不合格" in page and "→ 已批准" not in page, address


def test_the_history_of_the_duty_says_it_too(report, organization, officer, client):
    client.force_login(officer)
    page = client.get(reverse("organizations:annual-duty", args=[duty_of(organization).pk])).content.decode()
    assert "评定：不合格" in page


def test_the_api_gives_its_code(report, organization, member, client):
    client.force_login(member)
    lines = client.get(f"/api/v1/organizations/{organization.pk}/timeline/").json()["results"]
    told = [(line["action"], line["outcome"], line["differences"].get("outcome")) for line in lines if line["outcome"]]
    assert told == [("approve", "unqualified", ["", "unqualified"])]
    assert {line["outcome"] for line in lines} == {"", "unqualified"}


def test_a_grant_without_outcome_says_its_status_and_one_refused_for_its_words_says_none(
    street, organization, member, officer, client
):
    opened(street, officer)
    matter = examined(organization, officer, on=DUE)
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer, on=DUE, outcome="unqualified", note=" ")
    assert not any(map(outcome_words, MatterChange.objects.all()))


def test_an_outcome_that_is_taken_away_or_becomes_another_is_told_with_the_one_before(report):
    change = report.changes.get(action="approve")
    assert differences(change) == []  # its own line says it
    change.fields = {"outcome": ["unqualified", ""]}
    assert differences(change) == [("结论", "不合格", "")]
    assert "<del>不合格</del> → <ins>—</ins>" in render_to_string("includes/_changes.html", {"changes": [change]})
    change.fields = {"outcome": ["unqualified", "qualified"]}
    assert differences(change) == [("结论", "不合格", "合格")]


def test_what_civil_affairs_answered_stands_as_they_say_it(filed_organization, officer):
    matter = matter_acts.examined("registration", filed_organization, officer)
    matter_acts.take("approve", matter, by=officer)
    matter_acts.take("not_registered", matter, by=officer, note="名称不符")
    assert outcome_words(matter.changes.last()) == "登记机关不予登记"
