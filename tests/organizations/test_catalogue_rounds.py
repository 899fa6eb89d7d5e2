"""A round as it is planned and watched: what a new one proposes, days that are over, what waits and until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from incubator.home.desk import Desk
from incubator.home.todo import for_officer
from incubator.rulebook.models import Rule
from organizations.models import CatalogueRound
from tests.factories import make_organization
from tests.organizations.catalogue_acts import (
    ENDS,
    TODAY,
    applied,
    fit,
    load,
    noon,
    objected,
    opened,
    prepared,
    publicised,
    verified,
)
from tests.organizations.matter_acts import submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, officer, time_machine):
    time_machine.move_to(noon(TODAY))
    client.force_login(officer)
    return client


def at(name: str, *args) -> str:
    return reverse(f"organizations:{name}", args=args)


def proposal(page) -> dict:
    form = page.get(at("qualified-round-new")).context["form"]
    return {name: form[name].value() for name in ("year", "applies_from", "applies_until", "valid_until")}


def test_a_new_round_proposes_a_year_without_one_and_days_by_the_rules(page, street, officer):
    assert proposal(page) == {  # Monday, 23 November: from Tuesday on, fifteen working days
        "year": 2026, "applies_from": date(2026, 11, 24), "applies_until": date(2026, 12, 14),
        "valid_until": date(2027, 12, 14)}
    opened(street, officer, 2026)
    prepared(street, officer, 2028)
    Rule.objects.create(key="catalogue-application-workdays", area_code=street.code, effective_from=date(2026, 1, 1),
                        value=1, source="街道办法")
    found = proposal(page)
    assert (found["year"], found["applies_from"].year) == (2027, 2027)
    assert found["applies_until"] == found["applies_from"] and found["applies_from"] > date(2027, 1, 1)
    typed = {name: str(value) for name, value in found.items()} | {
        "token": str(CatalogueRound().token), "version": 0, "area": street.pk, "note": ""}
    assert page.post(at("qualified-round-new"), typed).status_code == 302


def test_applications_never_end_on_a_day_that_is_over(page, street, officer):
    round = opened(street, officer, applies_until=TODAY + timedelta(days=9))
    typed = {"version": round.version, "applies_from": "2026-11-02", "applies_until": "2026-11-22",
             "valid_until": "2027-12-31", "note": "独特的通知"}
    wrong = page.post(at("qualified-round-edit", round.pk), typed)
    assert wrong.status_code == 400 and "applies_until" in wrong.context["form"].errors
    assert "独特的通知" in wrong.content.decode()
    refused = page.patch(reverse("qualified-round-detail", args=[round.pk]), {"applies_until": "2026-11-22"},
                         content_type="application/json", headers={"If-Match": str(round.version)})
    assert refused.status_code == 400 and "applies_until" in refused.json()["detail"]
    assert page.post(at("qualified-round-edit", round.pk), typed | {"applies_until": "2026-11-23"}).status_code == 302


def test_a_day_long_set_stays_when_the_words_change(page, street, officer):
    round = opened(street, officer)
    assert round.applies_until < TODAY
    answer = page.post(at("qualified-round-edit", round.pk), {
        "version": round.version, "applies_from": round.applies_from, "applies_until": round.applies_until,
        "valid_until": round.valid_until, "note": "改"})
    assert answer.status_code == 302


def test_an_application_that_waits_is_told_with_a_way_to_it(page, street, community, officer):
    round = opened(street, officer)
    applied(fit(community))
    words = page.get(at("qualified-round", round.pk)).content.decode()
    link = f'{at("matters")}?kind=catalogue&amp;year=2026&amp;status=waiting'
    assert words.count(f'<a href="{link}">1 件申报待审核</a>') == 2  # among the facts, and where no entry stands yet
    opened(street, officer, 2025, applies_from=date(2026, 11, 1))
    applied(fit(community, 3), 2025)
    submitted("change", make_organization(community))
    assert len(page.get(link.replace("&amp;", "&")).context["rows"]) == 1


def test_an_objection_has_a_day_by_which_it_is_answered(page, street, community, officer, time_machine):
    round = opened(street, officer)
    entry = verified(fit(community), officer)
    publicised(round, officer, on=TODAY)
    objected(entry, on=TODAY)
    day = date(2026, 11, 30)  # five working days
    for now, overdue in ((day, False), (day + timedelta(days=1), True)):
        time_machine.move_to(noon(now))
        page.force_login(officer)
        todo = next(one for one in for_officer(Desk(officer, now)).todos if str(one.what) == "答复异议")
        assert (todo.until, todo.since, todo.overdue) == (day, None, overdue)
        for place in (at("qualified-round", round.pk), at("qualified-entry", entry.pk)):
            words = page.get(place).content.decode()
            assert "应于 2026-11-30 前答复" in words and ('class="overdue">应于 2026-11-30' in words) is overdue


def test_a_street_sets_its_own_days_for_the_answer(page, street, community, officer):
    Rule.objects.create(key="catalogue-objection-answer-workdays", area_code=street.code,
                        effective_from=date(2026, 1, 1), value=1, source="街道办法")
    round = opened(street, officer)
    entry = verified(fit(community), officer, on=ENDS)
    publicised(round, officer, on=TODAY)
    objected(load(entry), on=TODAY)
    assert "应于 2026-11-24 前答复" in page.get(at("qualified-round", round.pk)).content.decode()
