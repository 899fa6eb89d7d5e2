"""The value of a rule is asked for in fields: they begin with what stands there, and make the same value of it."""

import re
from datetime import timedelta

import pytest
from django.forms import MultipleChoiceField
from django.urls import reverse
from django.utils import translation

from incubator.rulebook.alternatives import KINDS, STEPS
from incubator.rulebook.models import Rule
from incubator.rulebook.shapes import Asked
from incubator.workdays import today

pytestmark = pytest.mark.django_db
WHERE = {"area_code": "330105005", "effective_to": "", "source": "街道办〔2026〕8号"}
RULES = ["filing-min-members", "direct-commission-limit-fen", "review-bar-reciprocity", "annual-report-bars",
         "annual-reminder-days", "filing-requires", "catalogue-fields", "annual-report-due", "catalogue-publicity",
         "change-papers", "reissue-papers", "matter-chain", "paper-valid-months", "purchase-needs-catalogue",
         "catalogue-conditions", "instalment-split", "growth-stages", "performance-grades", "matter-usual-reasons",
         "review-template-organization"]


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def address(key):
    return reverse("admin:rulebook_rule_add", query={"key": key})


def form_of(client, key):
    return client.get(address(key)).context["adminform"].form


def as_shown(form):
    """What a browser sends back of the form as it came: boxes in the order of the page, lines with both ends."""
    sent = {}
    for name, field in form.fields.items():
        value = form[name].value()
        if isinstance(field, MultipleChoiceField):
            value = [code for code, _words in field.choices if code in (value or [])]
        if value not in (None, []):
            sent[name] = value.replace("\n", "\r\n") if isinstance(value, str) else value
    return sent


def sent(client, key, changes):
    return client.post(address(key), as_shown(form_of(client, key)) | WHERE | changes)


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
            for name, field in Asked(key, rule.value, rule.value).part.fields().items():
                assert not re.search("[A-Za-z]{2,}", str(field.label)), (key, name)
                words = [str(label) for code, label in getattr(field, "choices", ())]
                assert not [one for one in words if re.search("[A-Za-z]{2,}", one)], (key, name)


@pytest.mark.parametrize(("key", "changes", "value"), [
    ("direct-commission-limit-fen", {"value": "80,000.50"}, 8_000_050),
    ("review-bar-reciprocity", {"value": "no"}, False),
    ("annual-report-bars", {"value": "bar"}, "bar"),
    ("annual-reminder-days", {"value": "30，-14、－3；0"}, [-30, -14, -3, 0]),
    ("annual-report-papers", {"value": ["finance_report", "roster"]}, ["finance_report", "roster"]),
    ("matter-usual-reasons", {"value-kinds-filing-return": "请补章程\r\n请补照片", "value-return": "",
                              "value-refuse": "", "value-review": "", "value-remind": "",
                              **{f"value-kinds-{kind}-{step}": "" for kind in KINDS for step in STEPS
                                 if (kind, step) != ("filing", "return")}},
     {"kinds": {"filing": {"return": ["请补章程", "请补照片"]}}}),
    ("growth-stages", {"value-0-about": "一\r\n二", **{
        f"value-{row}-{name}": "" for row in range(1, 6) for name in ("stage", "name", "about")}},
     [{"stage": "seed", "name": "初创期", "about": "一\n二"}]),
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
    form = form_of(office, "reissue-papers")
    data = {name: value for name, value in as_shown(form).items() if name != "value-lost"}
    assert office.post(address("reissue-papers"), data | WHERE).status_code == 302
    assert added("reissue-papers") == {"lost": [], "damaged": [], "run_out": [], "none_yet": []}


@pytest.mark.parametrize(("key", "changes", "fields"), [
    ("filing-min-members", {"value": "ten"}, ["value"]), ("filing-min-members", {"value": ""}, ["value"]),
    ("filing-min-members", {"value": "0"}, ["value"]), ("direct-commission-limit-fen", {"value": "-1"}, ["value"]),
    ("annual-reminder-days", {"value": "7, soon"}, ["value"]),
    ("annual-reminder-days", {"value": "1_0"}, ["value"]), ("annual-reminder-days", {"value": "400"}, ["value"]),
    ("annual-report-bars", {"value": "perhaps"}, ["value"]),
    ("annual-report-due", {"value-month": "2", "value-day": "31"}, ["value-day"]),
    ("annual-report-due", {"value-month": "", "value-day": "x"}, ["value-day", "value-month"]),
    ("catalogue-publicity", {"value-count": "0"}, ["value-count"]),
    ("instalment-split", {"value-0-percent": "10"}, ["value-2-percent"]),
    ("performance-grades", {"value-0-from": "75", "value-3-from": "10"}, ["value-1-from", "value-3-from"]),
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


def put(key, value, area, days, source="区民政局"):
    return Rule.objects.create(
        key=key, area_code=area, value=value, source=source, effective_from=today() + timedelta(days=days))


def test_another_value_begins_with_what_was_decided_last_for_the_own_area(office, cast):
    country = Rule.objects.get(key="annual-report-due")
    page = office.get(reverse("admin:rulebook_rule_change", args=[country.pk])).content.decode()
    assert address(country.key) in page

    def shown():
        form = form_of(office, country.key)
        return [form[name].value() for name in ("area_code", "value-month", "value-day")]

    assert shown() == ["330105005", 3, 31]
    put(country.key, {"month": 2, "day": 27}, "330105", -90)
    put(country.key, {"month": 1, "day": 5}, "330106", -1)
    assert shown() == ["330105005", 2, 27]
    put(country.key, {"month": 4, "day": 30}, "330105005", 9)  # still to come: the next change goes on from it
    put(country.key, {"month": 5, "day": 1}, "330105005001", -1)
    assert shown() == ["330105005", 4, 30]
    assert form_of(office, country.key)["effective_from"].value() == today() + timedelta(days=1)
    office.force_login(cast["community_worker"])
    assert "rule/add/" not in office.get(reverse("admin:rulebook_rule_change", args=[country.pk])).content.decode()


def test_no_street_s_value_gives_the_fields_of_another(office, cast):
    put("annual-reminder-days", [], "330105005", -900)
    put("paper-valid-months", {}, "330105005", -900)
    office.force_login(cast["other_officer"])
    assert sent(office, "annual-reminder-days", {"area_code": "330105006", "value": "x"}).status_code == 200
    form = sent(office, "paper-valid-months", {
        "area_code": "330105006", "value-charter": "36 months"}).context["adminform"].form
    assert list(form.errors) == ["value-charter"]


def test_what_the_country_says_for_a_kind_left_out_stands_in_the_form_and_may_be_emptied(office):
    put("matter-chain", {"change": ["accept"]}, "330105005", -9)
    form = form_of(office, "matter-chain")
    assert form["value-registration"].value() == ["accept", "review"]
    data = {name: value for name, value in as_shown(form).items() if name != "value-registration"}
    assert office.post(address("matter-chain"), data | WHERE).status_code == 302
    assert added("matter-chain")["registration"] == []


def test_a_value_set_meanwhile_is_told_and_no_row_is_lost(office):
    began = as_shown(form_of(office, "review-template-project"))
    whole = Rule.objects.get(key="review-template-project").value
    other = put("review-template-project", [{"outline": "1", "name": "创新", "weight": 100}], "330105005", 0)
    answer = office.post(address("review-template-project"), began | WHERE)
    form = answer.context["adminform"].form
    assert list(form.errors) == ["__all__"] and "创新" in form.errors["__all__"][0]
    assert form["seen"].value() == str(other.pk) and form["value-9-outline"].value() == whole[9]["outline"]
    assert office.post(address("review-template-project"), as_shown(form) | WHERE).status_code == 302
    assert added("review-template-project") == whole


def test_where_the_default_has_ended_or_is_written_otherwise_the_first_value_stands_in_the_form(office):
    Rule.objects.filter(key="annual-report-due").update(effective_to=today())
    put("filing-min-members", [1], "330105005", -1)
    assert form_of(office, "annual-report-due")["value-day"].value() == 31
    assert form_of(office, "filing-min-members")["value"].value() == 10


def test_a_word_nobody_knows_any_more_is_shown_and_goes_when_it_is_unticked(office):
    put("filing-requires", ["charter", "application"], "330105005", -9)
    put("change-papers", {"has_charter": ["resolution"], "name": ["charter"]}, "330105005", -9)
    assert list(sent(office, "filing-requires", {}).context["adminform"].form.errors) == ["value"]
    assert sent(office, "filing-requires", {"value": ["charter"]}).status_code == 302
    assert list(sent(office, "change-papers", {}).context["adminform"].form.errors) == ["value-has_charter"]
    data = {name: value for name, value in as_shown(form_of(office, "change-papers")).items()
            if name != "value-has_charter"}
    assert office.post(address("change-papers"), data | WHERE).status_code == 302
    assert added("change-papers") == {"name": ["charter"]}


def test_the_page_asks_for_the_rule_once(office, django_assert_num_queries):
    office.get(address("matter-chain"))
    with django_assert_num_queries(7):  # session, person, posts; first, last, countrywide; what waits in the frame
        office.get(address("matter-chain"))


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
