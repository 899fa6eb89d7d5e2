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
    ("filing-requires", ["procurement"]), ("paper-valid-months", {"venue": 12}), ("annual-report-bars", "no"),
])
def test_what_cannot_be_meant_is_told(key, value):
    assert faults(key, value, DEFAULTS[key])


@pytest.mark.parametrize(("key", "value"), [
    ("annual-report-due", {"day": 30, "month": 6}), ("filing-min-members", 5), ("certificate-valid-years", 0),
    ("report-reminder-days", [-14, -3]), ("change-papers", {"venue": ["venue_proof", "resolution"]}),
    ("paper-valid-months", {"charter": 24, "capital": 6}), ("annual-report-bars", "bar"), ("catalogue-fields", []),
    ("catalogue-publicity", {"count": 10, "unit": "days"}), ("direct-commission-limit-fen", 100_000_00),
    ("review-group-weights", {"peer": 40, "expert": 40, "resident": 20}),
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
