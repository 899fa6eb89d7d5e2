"""The API tells the truth about itself, asks for the version on every write, and changes only what a role may."""

import io
from contextlib import redirect_stderr
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import reverse

from organizations.forms.growth import VisitForm
from organizations.forms.organizations import OrganizationForm
from organizations.forms.people import HolderForm
from tests.access.interface import ROWS
from tests.access.walking import send
from tests.access.world import PEOPLE, undone, world  # noqa: F401

pytestmark = pytest.mark.django_db
ACTORS = [person for person in PEOPLE if person != "anonymous"]
CREATES = {"filing-list", "matter-found", "project-list", "contract-list", "activity-list", "spending-list",
           "money-return-list", "ledger-list",
           "scheme-list", "scheme-copy", "review-day-list", "credit-record-list", "office-holder-list",
           "matter-list", "organization-list", "hub-link-list", "coaching-visit-list", "growth-stage-list",
           "paper-template-list"}
BATCHES = {"filing-batch", "matter-batch", "report-batch"}  # the versions stand with the items, each is told by itself
WRITES = [row for row in ROWS if row.method != "GET" and row.name not in CREATES | BATCHES
          and 409 not in row.expected.values()]  # what its status does not allow says that first
# Actions asked for in a status that does not allow them: (page, thing, action, who).
NOT_NOW = [
    ("organization-act", "organization", "resume", "street officer"),
    ("filing-act", "filing_submitted", "submit", "administrator"),
    ("filing-act", "filing_approved", "approve", "street officer"),
    ("matter-act", "matter_cancellation", "submit", "administrator"),
    ("matter-act", "matter_registration", "approve", "street officer"),
    ("project-act", "project", "approve", "street officer"),
    ("contract-act", "contract", "sign", "street officer"),
    ("report-act", "report_accepted", "accept", "street officer"),
    ("report-act", "report_submitted", "submit", "administrator"),
    ("scheme-act", "scheme", "ready", "street officer"),
    ("review-day-act", "day_scoring", "publish", "street officer"),
    ("sheet-act", "sheet_signed", "sign", "evaluator"),
]
# What is missing, all of it at once: (page, thing, action, who, how many reasons at least).
INCOMPLETE = [
    ("organization-act", "organization", "suspend", "street officer", 1),
    ("filing-act", "filing_bare", "submit", "administrator", 3),
    ("matter-act", "matter_bare", "submit", "administrator", 5),
    ("project-act", "project", "close", "street officer", 2),
    ("review-day-act", "day_bare", "open", "street officer", 2),
    ("sheet-act", "sheet_open", "sign", "evaluator", 1),
    ("report-act", "report_submitted", "return", "street officer", 1),
    ("credit-record-act", "credit", "remove", "street officer", 1),
    ("coaching-visit-act", "visit", "remove", "street officer", 1),
    ("growth-stage-act", "stage", "remove", "street officer", 1),
]


def asked(world: Any, row: Any, person: str, headers: dict[str, str], data: dict | None = None) -> Any:  # noqa: F811
    thing = getattr(world.own, row.thing)
    sent = row.data(thing) if data is None else data
    sent.pop("version", None)
    return send(world.client(person), row, row.address(thing), sent, headers)


def act(world: Any, name: str, thing: Any, action: str, person: str, **data: Any) -> Any:  # noqa: F811
    return world.client(person).post(
        reverse(name, kwargs={"pk": thing.pk, "name": action}), data, content_type="application/json",
        headers={"If-Match": f'"{thing.version}"'})


def doer(row: Any) -> str:
    return next(person for person in ACTORS if row.expected[person] not in (403, 404))


def test_the_schema_is_valid_and_without_a_warning():
    told, said = io.StringIO(), io.StringIO()
    with redirect_stderr(said):
        call_command("spectacular", validate=True, fail_on_warn=True, stdout=told)
    assert "openapi: 3" in told.getvalue()
    assert "arning" not in said.getvalue()


@pytest.mark.parametrize("row", WRITES, ids=str)
def test_a_write_names_the_version_it_saw(world, row):  # noqa: F811
    """Without it 428, an old one 412: nothing is overwritten unseen."""
    person = doer(row)
    with undone():
        without = asked(world, row, person, {})
    assert without.status_code == 428, without.content
    with undone():
        stale = asked(world, row, person, {"If-Match": '"999"'})
    assert stale.status_code == 412, stale.content


@pytest.mark.parametrize(("name", "thing", "action", "person"), NOT_NOW)
def test_not_in_this_status(world, name, thing, action, person):  # noqa: F811
    with undone():
        response = act(world, name, getattr(world.own, thing), action, person, note="因为", signed_on="2026-11-01")
    assert response.status_code == 409, response.content
    assert isinstance(response.json()["allowed"], list)
    assert action not in response.json()["allowed"]


@pytest.mark.parametrize(("name", "thing", "action", "person", "reasons"), INCOMPLETE)
def test_what_is_missing_is_told_all_at_once(world, name, thing, action, person, reasons):  # noqa: F811
    with undone():
        response = act(world, name, bare(world, thing), action, person)
    assert response.status_code == 400, response.content
    assert len(response.json()["detail"]) >= reasons


def bare(world: Any, thing: str) -> Any:  # noqa: F811
    """The thing, or one of its kind with nothing filled in."""
    own = world.own
    if thing == "filing_bare":
        from tests.organizations.filing_acts import draft

        return draft(own.community, by=own.administrator)
    if thing == "matter_bare":
        from tests.organizations.matter_acts import draft as began

        return began("cancellation", own.organization)
    if thing == "day_bare":
        from tests.evaluations.makers import make_day

        return make_day(own.scheme, [], officer=own.officer, groups={"expert": (100, 1)})
    return getattr(own, thing)


MODELS = {
    "organization": ("organizations.Organization", "organization", {
        person: {*OrganizationForm.Meta.fields} for person in ("street officer", "community worker")}),
    "credit-record": ("organizations.CreditRecord", "credit", {"street officer": {
        "kind", "title", "source", "started_on", "ends_on"}}),
    "office-holder": ("organizations.OfficeHolder", "holder", {
        person: {*HolderForm.Meta.fields} for person in ("street officer", "administrator")}),
    "coaching-visit": ("organizations.CoachingVisit", "visit", {"street officer": {*VisitForm.Meta.fields}}),
    "project": ("projects.Project", "project_draft", {"street officer": {
        "name", "need", "field", "method", "contractor", "host", "amount_fen", "starts_on", "ends_on",
        "negative_list_note"}}),
    "contract": ("projects.Contract", "contract_draft", {"street officer": {"number"}}),
    "activity": ("projects.Activity", "activity", {"administrator": {
        "date", "place", "content", "sessions", "person_times", "beneficiaries", "hours", "volunteers"}}),
    "spending": ("projects.Spending", "spending", {"administrator": {
        "line", "date", "amount_fen", "payee", "purpose", "voucher_no"}}),
    "report": ("projects.ProgressReport", "report_due", {"administrator": {"results", "problems", "next_plan"}}),
    "matter": ("organizations.Matter", "matter_change", {"administrator": set()}),
    "filing": ("organizations.Filing", "filing_draft", {"administrator": set()}),
}
ALWAYS = {"version"}  # an edit counts up
DERIVED = {"pinyin", "street_code", "normalized_name", "normalized_head", "identity_hash", "identity_tail",
           "phone_hash", "phone_tail", "figures_at", "figures"}


def other_value(field: Any, thing: Any) -> Any:
    """Something else of the field's kind, as JSON."""
    now = field.value_from_object(thing)
    if field.choices:
        return next((key for key, _label in field.choices if key != now), now)
    kind = field.get_internal_type()
    if kind in ("BooleanField",):
        return not now
    if kind in ("DateField",):
        return "2026-11-02"
    if kind in ("DateTimeField",):
        return "2026-11-02T08:00:00+08:00"
    if "Integer" in kind or kind in ("ForeignKey", "OneToOneField", "BigAutoField"):
        return (now or 0) + 1
    if kind == "DecimalField":
        return str((now or 0) + 1)
    if kind == "UUIDField":
        return "00000000-0000-4000-8000-000000000000"
    return {} if kind == "JSONField" else "换过的字"


@pytest.mark.parametrize("person", ACTORS)
@pytest.mark.parametrize("name", MODELS)
def test_sending_every_field_changes_only_what_this_role_may(world, name, person):  # noqa: F811
    """Field by field, so that one refused value does not hide that another gets through."""
    label, thing_name, roles = MODELS[name]
    model, thing = apps.get_model(label), getattr(world.own, thing_name)
    allowed = roles.get(person, set())
    before = model._base_manager.filter(pk=thing.pk).values().get()
    changed: set[str] = set()
    for field in model._meta.concrete_fields:
        with undone():
            response = world.client(person).patch(
                reverse(f"{name}-detail", args=[thing.pk]), {field.name: other_value(field, thing)},
                content_type="application/json", headers={"If-Match": f'"{thing.version}"'})
            assert response.status_code < 500, (field.name, response.content)
            now = model._base_manager.filter(pk=before["id"]).values().get()
            assert response.status_code < 400 or now == before, field.name
            changed |= {column.removesuffix("_id") for column in now if now[column] != before[column]}
    assert changed - ALWAYS - DERIVED <= allowed
    assert bool(changed - ALWAYS) == bool(allowed), changed
