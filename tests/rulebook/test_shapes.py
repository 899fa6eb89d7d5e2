"""The value of a rule is asked for in fields: they begin with what stands there, and make the same value of it."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from incubator.rulebook.models import Rule
from incubator.rulebook.shapes import shape

pytestmark = pytest.mark.django_db
WHERE = {"area_code": "330105005", "effective_from": "2026-12-01", "effective_to": "", "source": "街道办〔2026〕8号"}
RULES = ["filing-min-members", "direct-commission-limit-fen", "review-bar-reciprocity", "annual-report-bars",
         "annual-reminder-days", "filing-requires", "catalogue-fields", "annual-report-due", "catalogue-publicity",
         "change-papers", "reissue-papers", "matter-chain", "paper-valid-months", "purchase-needs-catalogue",
         "catalogue-conditions", "instalment-split", "growth-stages", "performance-grades", "matter-usual-reasons",
         "review-template-organization"]


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def address(key, like=""):
    return reverse("admin:rulebook_rule_add", query={"key": key, "like": like})


def as_shown(form):
    """What a browser would send back of the form as it came."""
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, []):
            sent[name] = value
    return sent


def sent(client, key, changes, like=""):
    return client.post(address(key, like), as_shown(client.get(address(key, like)).context["adminform"].form)
                       | WHERE | changes)


def added(key):
    return Rule.objects.get(key=key, source=WHERE["source"]).value


def every_rule():
    return sorted(Rule.objects.values_list("key", flat=True).distinct())


def test_every_rule_comes_back_from_its_fields_as_it_was(office):
    assert set(RULES) < set(every_rule())
    for key in every_rule():
        answer = sent(office, key, {})
        assert answer.status_code == 302, (key, answer.context["adminform"].form.errors)
        assert added(key) == Rule.objects.get(key=key, area_code="").value, key


def test_every_field_has_a_name_in_chinese(office):
    with translation.override("zh-hans"):
        for key in every_rule():
            rule = Rule.objects.get(key=key)
            for name, field in shape(key, rule.value, rule.value).fields().items():
                assert not re.search("[A-Za-z]{2,}", str(field.label)), (key, name)
                words = [str(label) for code, label in getattr(field, "choices", ())]
                assert not [one for one in words if re.search("[A-Za-z]{2,}", one)], (key, name)


@pytest.mark.parametrize(("key", "changes", "value"), [
    ("direct-commission-limit-fen", {"value": "80,000.50"}, 8_000_050),
    ("review-bar-reciprocity", {"value": "no"}, False),
    ("annual-report-bars", {"value": "bar"}, "bar"),
    ("annual-reminder-days", {"value": "-30，-14、-3"}, [-30, -14, -3]),
    ("annual-report-papers", {"value": ["roster", "finance_report"]}, ["roster", "finance_report"]),
    ("catalogue-fields", {"value": "养老服务\n\n 社会工作 "}, ["养老服务", "社会工作"]),
    ("catalogue-fields", {"value": ""}, []),
    ("annual-report-due", {"value-day": "20"}, {"month": 3, "day": 20}),
    ("paper-valid-months", {"value-roster": "", "value-capital": "3"},
     {"charter": 36, "venue_proof": 12, "capital": 3}),
    ("instalment-split", {"value-0-percent": "20", "value-1-percent": "", "value-1-trigger": "",
                          "value-4-percent": "60", "value-4-trigger": "midterm_pass"},
     [{"percent": 20, "trigger": "agreement"}, {"percent": 20, "trigger": "acceptance"},
      {"percent": 60, "trigger": "midterm_pass"}]),
])
def test_what_is_altered_in_a_field_is_altered_in_the_value(office, key, changes, value):
    answer = sent(office, key, changes)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert added(key) == value


def test_papers_that_nobody_asks_for_any_more_leave_the_reason_standing(office):
    form = office.get(address("reissue-papers")).context["adminform"].form
    data = {name: value for name, value in as_shown(form).items() if name != "value-lost"}
    assert office.post(address("reissue-papers"), data | WHERE).status_code == 302
    assert added("reissue-papers") == {"lost": [], "damaged": [], "run_out": [], "none_yet": []}


@pytest.mark.parametrize(("key", "changes", "fields"), [
    ("filing-min-members", {"value": "ten"}, ["value"]), ("filing-min-members", {"value": ""}, ["value"]),
    ("filing-min-members", {"value": "0"}, ["value"]), ("direct-commission-limit-fen", {"value": "-1"}, ["value"]),
    ("annual-reminder-days", {"value": "-7, soon"}, ["value"]),
    ("annual-report-bars", {"value": "perhaps"}, ["value"]),
    ("annual-report-due", {"value-month": "2", "value-day": "31"}, ["value-day"]),
    ("annual-report-due", {"value-month": "", "value-day": "x"}, ["value-day", "value-month"]),
    ("catalogue-publicity", {"value-count": "0"}, ["value-count"]),
    ("instalment-split", {"value-0-percent": "10"}, ["__all__"]),
    ("instalment-split", {"value-0-percent": "", "value-1-percent": "x", "value-5-trigger": "acceptance"},
     ["value-1-percent", "value-0-percent", "value-5-percent"]),
    ("growth-stages", {"value-0-name": "", "source": ""}, ["source", "value-0-name"]),
])
def test_every_slip_is_told_at_its_own_field_and_nothing_typed_is_lost(office, key, changes, fields):
    answer = sent(office, key, changes)
    form = answer.context["adminform"].form
    assert answer.status_code == 200 and sorted(form.errors) == sorted(fields)
    assert {name: form[name].value() for name in changes} == changes
    assert not Rule.objects.filter(source=WHERE["source"]).exists()


def test_another_value_begins_with_the_one_from_which_one_came_in_the_own_area(office, cast):
    row = Rule.objects.create(
        key="annual-report-due", area_code="330105", value={"month": 2, "day": 27}, source="区民政局",
        effective_from=date(2026, 1, 1))
    page = office.get(reverse("admin:rulebook_rule_change", args=[row.pk])).content.decode()
    assert address(row.key, row.pk).replace("&", "&amp;") in page
    form = office.get(address(row.key, row.pk)).context["adminform"].form
    assert [form[name].value() for name in ("key", "area_code", "value-month", "value-day")] == [
        row.key, "330105005", 2, 27]
    assert office.get(address(row.key, "x")).context["adminform"].form["value-day"].value() == 31
    office.force_login(cast["community_worker"])
    assert "rule/add/" not in office.get(reverse("admin:rulebook_rule_change", args=[row.pk])).content.decode()


@pytest.mark.parametrize("key", ["", "invented"])
def test_which_rule_is_asked_first_by_its_name(office, key):
    for answer in (office.get(address(key)), office.post(address(key), WHERE | {"key": "filing-min-members"})):
        assert answer.status_code == 200 and len(answer.context["rules"]) == len(every_rule())
        assert "备案：成员人数下限" in dict(answer.context["rules"]).values()
    assert not Rule.objects.filter(source=WHERE["source"]).exists()


def test_the_key_is_the_address_s_own(office):
    sent(office, "filing-min-members", {"key": "listing-min-members", "value": "14"})
    assert added("filing-min-members") == 14
    assert not Rule.objects.filter(key="listing-min-members", source=WHERE["source"]).exists()
