"""A new value is written as the rule has been so far, and can be meant."""

from importlib import import_module

import pytest
from django.test import Client
from django.urls import reverse

from incubator.rulebook.checking import faults
from incubator.rulebook.models import Rule
from incubator.workdays import add_workdays, today

pytestmark = pytest.mark.django_db
DEFAULTS = {key: value for key, value, *_rest in import_module("incubator.rulebook.migrations.0002_defaults").DEFAULTS}


def test_every_value_of_the_first_day_passes_its_own_check():
    assert [(rule.key, faults(rule.key, rule.value, rule.value)) for rule in Rule.objects.all()
            if faults(rule.key, rule.value, rule.value)] == []


@pytest.mark.parametrize(("key", "value"), [
    ("annual-report-due", {"month": 2, "day": 31}), ("annual-report-due", {"month": 3}),
    ("annual-report-due", {"month": 3, "day": "31"}), ("filing-min-members", -5), ("filing-min-members", 0),
    ("filing-min-members", "10"), ("filing-min-members", 10.5), ("filing-min-members", True),
    ("filing-answer-workdays", -3), ("filing-answer-workdays", 0), ("invitation-hours", 1000), ("invitation-hours", 0),
    ("review-group-weights", {"a": 1}), ("review-group-weights", {"peer": 30, "expert": 50, "resident": 30}),
    ("review-group-weights", {"peer": 50, "expert": 50}), ("annual-report-bars", "perhaps"),
    ("change-papers", {"name": ["resolution", "invented"]}), ("change-papers", {"nmae": ["resolution"]}),
    ("catalogue-publicity", {"count": 7, "unit": "weeks"}), ("catalogue-publicity", {"count": 0, "unit": "days"}),
    ("instalment-split", [{"percent": 50, "trigger": "agreement"}, {"percent": 20, "trigger": "acceptance"}]),
    ("catalogue-fields", ["养老服务", " "]), ("direct-commission-limit-fen", -1), ("report-due-workdays", 99999),
    ("report-reminder-days", [-7, "x"]), ("instalment-split", [{"percent": 100}]),
    ("instalment-split", [{"trigger": "agreement"}]), ("instalment-split", []),
    ("performance-grades", [{"grade": "good"}]), ("catalogue-conditions", {"staff": {"source": "街道办法"}}),
    ("performance-grades", []), ("catalogue-publicity", {"count": 7, "unit": "hard"}),
    ("annual-reminder-days", [30, 7]), ("certificate-valid-years", 101), ("abnormal-list-years", 9999),
    ("filing-answer-workdays", 1001), ("review-trim-from", 2),
    ("performance-grades", [{"grade": "good", "from": 0}] * 2),
    ("performance-grades", [{"grade": "excellent", "from": 75}, {"grade": "good", "from": 80}]),
    ("performance-grades", [{"grade": "excellent", "from": 90}, {"grade": "poor", "from": 10}]),
    ("growth-stages", [{"stage": "seed", "name": "初" * 51, "about": "始"}]),
    ("catalogue-fields", ["养老", "养老"]), ("annual-reminder-days", [-7, -7]),
    ("instalment-split", [{"percent": 0, "trigger": "agreement"}, {"percent": 100, "trigger": "acceptance"}]),
    ("catalogue-fields", ["养老、助残"]), ("catalogue-fields", ["养" * 21]),
    ("instalment-split", [{"percent": 100, "trigger": "report_accepted"}]),
    ("instalment-split", [{"percent": 100, "trigger": "acceptance", "report_number": 2}]),
    ("instalment-split", [{"percent": 100, "trigger": "report_accepted", "report_number": 0}]),
    *(("review-template-project", [{"outline": number, "name": "创新", "weight": 100}])
      for number in ("一", "1．", "²", "1.", "0", "1.1", "1" * 40)),
    ("review-template-project", [{"outline": "1", "name": "创" * 101, "weight": 100}]),
    ("review-template-project", [{"outline": "1", "name": "创新", "weight": 100}] * 2),
    ("review-template-project", [{"outline": "1", "name": "创新", "weight": 100, "max_points": 0}]),
    ("filing-requires", ["procurement"]), ("paper-valid-months", {"venue": 12}), ("annual-report-bars", "no"),
])
def test_what_cannot_be_meant_is_told(key, value):
    assert faults(key, value, DEFAULTS[key])


@pytest.mark.parametrize(("key", "value"), [
    ("annual-report-due", {"day": 30, "month": 6}), ("filing-min-members", 5), ("certificate-valid-years", 0),
    ("report-reminder-days", [-14, -3, 0]), ("change-papers", {"venue": ["venue_proof", "resolution"]}),
    ("paper-valid-months", {"charter": 24, "capital": 6}), ("annual-report-bars", "bar"), ("catalogue-fields", []),
    ("catalogue-publicity", {"count": 10, "unit": "days"}), ("direct-commission-limit-fen", 100_000_00),
    ("review-group-weights", {"peer": 40, "expert": 40, "resident": 20}), ("abnormal-list-years", 3),
    ("matter-usual-reasons", {"return": [], "kinds": {"change": {"review": ["属实"]}, "filing": {"remind": ["请补"]}}}),
    ("annual-report-types", {"association": "here", "resident_group": "here"}),
    ("instalment-split", [{"percent": 40, "trigger": "agreement"},
                          {"percent": 60, "trigger": "report_accepted", "report_number": 2}]),
])
def test_what_a_street_may_want_is_taken(key, value):
    rule = Rule.objects.filter(key=key).order_by("effective_from", "pk").first()
    assert faults(key, value, rule.value) == []


def test_one_that_is_still_to_come_may_be_taken_out_again(officer, other_officer):
    soon = Rule.objects.create(key="filing-min-members", area_code="330105005", value=15, source="街道办",
                               effective_from=add_workdays(today(), 3))
    stands = Rule.objects.create(key="filing-min-members", area_code="330105005", value=16, source="街道办",
                                 effective_from=today())
    for who, left in ((other_officer, 2), (officer, 1)):
        client = Client()
        client.force_login(who)
        for row in (soon, stands):
            client.post(reverse("admin:rulebook_rule_delete", args=[row.pk]), {"post": "yes"})
        assert Rule.objects.filter(source="街道办").count() == left
    assert Rule.objects.get(source="街道办") == stands
