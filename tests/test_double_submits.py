"""Ten identical POSTs at once on each page where a step is taken: one effect, one change row, one letter each."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from incubator.notices.models import Letter
from incubator.workflow import Workflow
from tests.access.catalogue import objecting_form, round_made, upheld
from tests.access.evaluations import locking
from tests.access.organizations import (
    act,
    credited,
    founded,
    holder,
    leaving,
    paired,
    parting,
    seen,
    staged,
    started,
    visited,
    why,
)
from tests.access.projects import activity, paying, returning, signing
from tests.access.walking import Row
from tests.access.world import build
from tests.racing import race_posts

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Step:
    """One page, who takes the step there, and what must stand afterwards exactly once."""

    row: Row
    person: str
    action: str
    template: str = ""  # of the letter that is written once for each recipient
    changed: Callable[[Any], Any] = lambda thing: thing.changes

    def __str__(self) -> str:
        return f"{self.row.name} {self.action}"


def taking(name: str, person: str, thing: str, action: str, data: Any = seen, template: str = "", **args: Any) -> Step:
    return Step(Row(name, "0 " * 10, thing, "POST", data=data, **args), person, action, template)


STEPS = [
    taking("organizations:filing-submit", "administrator", "filing_draft", "submit", template="filing-submitted"),
    taking("organizations:filing-act", "street officer", "filing_submitted", "approve", args=act("approve"),
           template="filing-approved"),
    taking("organizations:organization-act", "street officer", "organization", "suspend", why, args=act("suspend")),
    taking("organizations:credit-act", "street officer", "credit", "remove", why, args=act("remove")),
    taking("organizations:qualified-round-act", "street officer", "round_open", "publicise", args=act("publicise"),
           template="catalogue-publicised"),
    taking("organizations:qualified-round-act", "street officer", "round_over", "list", args=act("list"),
           template="catalogue-listed"),
    taking("organizations:qualified-entry-act", "administrator", "entry_nominated", "agree", args=act("agree"),
           template="catalogue-agreed"),
    taking("organizations:qualified-objection-uphold", "street officer", "objection", "uphold", upheld,
           template="catalogue-removed"),
    taking("organizations:holder-leave", "administrator", "holder", "depart", leaving),
    taking("organizations:visit-act", "street officer", "visit", "remove", why, args=act("remove")),
    taking("organizations:stage-act", "street officer", "stage", "remove", why, args=act("remove")),
    taking("organizations:pairing-end", "street officer", "pairing", "end", parting),
    taking("organizations:hub-link-end", "street officer", "hub_link", "end", parting),
    taking("organizations:template-withdraw", "street officer", "template", "replace"),
    taking("projects:project-act", "street officer", "project_draft", "approve", args=act("approve")),
    taking("projects:contract-sign", "street officer", "contract_draft", "sign", signing),
    taking("projects:instalment-pay", "street officer", "instalment", "pay", paying),
    taking("projects:return-act", "street officer", "money_return", "strike", why, args=act("strike")),
    taking("projects:activity-act", "administrator", "activity", "strike", why, args=act("strike")),
    taking("projects:report-act", "administrator", "report_due", "submit", args=act("submit"),
           template="report-submitted"),
    taking("projects:report-act", "street officer", "report_submitted", "accept", args=act("accept"),
           template="report-accepted"),
    taking("evaluations:scheme-act", "street officer", "scheme_draft", "ready", args=act("ready")),
    taking("evaluations:day-act", "street officer", "day_planned", "open", args=act("open"),
           template="review-day-opened"),
    taking("evaluations:day-lock", "street officer", "day_signed", "lock", locking),
    taking("evaluations:sheet-sign", "evaluator", "sheet_scored", "sign"),
]
CREATES = [
    ("organizations:filing-start", "resident", None, started, "organizations.Filing"),
    ("organizations:registration-start", "resident", None, founded, "organizations.Matter"),
    ("organizations:credit-new", "street officer", "organization", credited, "organizations.CreditRecord"),
    ("organizations:credit-new", "street officer", "organization", lambda thing: credited(thing) | {"kind": "abnormal"},
     "organizations.CreditRecord"),
    ("organizations:qualified-round-new", "street officer", None, round_made, "organizations.CatalogueRound"),
    ("organizations:public-qualified-object", "resident", "entry_publicised", objecting_form,
     "organizations.CatalogueObjection"),
    ("organizations:holder-new", "administrator", "organization", holder, "organizations.OfficeHolder"),
    ("organizations:pairing-new", "street officer", "organization", paired, "organizations.Pairing"),
    ("organizations:visit-new", "street officer", "organization", visited, "organizations.CoachingVisit"),
    ("organizations:stage-new", "street officer", "organization", staged, "organizations.GrowthStage"),
    ("projects:return-new", "street officer", "project_closed", returning, "projects.MoneyReturn"),
    ("projects:activity-new", "administrator", "project", activity, "projects.Activity"),
]


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_ten_identical_steps_are_one(step):
    world = build()
    thing = getattr(world.own, step.row.thing)
    before = set(Letter.objects.values_list("pk", flat=True))
    codes = race_posts(world.people[step.person], step.row.address(thing), step.row.data(thing))
    assert codes.count(302) >= 1
    assert set(codes) <= {302, 409}, codes
    assert thing.changes.filter(action=step.action).count() == 1
    assert sorted(codes) == [302, *[409] * 9]
    letters = Letter.objects.exclude(pk__in=before).values_list("template", "recipient", "channel", "key")
    assert len(letters) == len(set(letters))
    if step.template:
        told = [recipient for template, recipient, channel, _key in letters
                if template == step.template and channel == "inbox"]
        assert told
        assert len(told) == len(set(told))


@pytest.mark.parametrize(("name", "person", "thing", "data", "model"), CREATES)
def test_ten_identical_new_things_are_one(name, person, thing, data, model):
    from django.apps import apps

    world, made = build(), apps.get_model(model)
    about = getattr(world.own, thing) if thing else world.own
    count = made.objects.count()
    url = reverse(name, args=[about.pk] if thing else [])
    codes = race_posts(world.people[person], url, data(about))
    assert set(codes) == {302}
    assert made.objects.count() == count + 1
    assert made.objects.latest("pk").changes.count() == 1


def test_control_without_the_compare_and_set_there_would_be_more(monkeypatch):
    """The same ten suspensions by an engine that reads first and writes after: several get through."""
    world = build()
    thing = world.own.organization

    @contextmanager
    def careless(self: Workflow, name: str, thing: Any, *, by: Any, note: str = "", seen: int | None = None,
                 setting: dict | None = None):
        action = self.actions[name]
        type(thing)._base_manager.filter(pk=thing.pk).update(version=(seen or 0) + 1)
        yield thing
        self._record(thing, action=name, old=action.target or "", by=by, note=note, before={})

    monkeypatch.setattr(Workflow, "performing", careless)
    row = STEPS[2].row
    codes = race_posts(world.people["street officer"], row.address(thing), row.data(thing))
    assert codes.count(302) >= 2
    assert thing.changes.filter(action="suspend").count() >= 2
