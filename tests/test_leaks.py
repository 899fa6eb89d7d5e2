"""What belongs to one side never comes out on the other: lists, searches, filters, exports, the API, logs, tasks, rows.

The walk of test_access looks for the same marks in every cell of the table; here strangers ask the lists for them.
"""

import inspect
import json

import pytest
from django.db import connection
from django.urls import reverse
from django_filters import ModelChoiceFilter

from incubator.accounts.models import User
from incubator.celery import app
from incubator.urls import router
from tests.access.leaks import NUMBERS, leaked
from tests.access.rows import ROWS
from tests.access.walking import body, opened
from tests.access.world import OWN, PEOPLE, undone, world  # noqa: F401

pytestmark = pytest.mark.django_db
NOBODYS = 10**9  # a key that no row has
STRANGERS = [person for person in PEOPLE if person not in (
    "district officer", "street officer", "community worker", "administrator", "reader")]
LISTS = sorted({row.address(None) for row in ROWS if row.method == "GET" and not row.thing and not row.query and any(
    row.expected[person] == 200 for person in PEOPLE) and not row.name.startswith(("account_", "mfa_", "schema"))})
PUBLIC = (
    "/evaluations/public/", "/organizations/public/certificates/", "/organizations/public/qualified/",
    "/organizations/public/qualified/export/")


def queries(own, address):
    """Searches, filters and orders that would bring out the own side, where the list knows them."""
    if address.startswith("/admin/"):
        return ["", f"?q={OWN.name}", "?o=1", f"?organization__name__contains={OWN.name}"]
    if address.startswith("/api/"):
        return ["", f"?name={OWN.name}", f"?q={own.project.number}", f"?contractor={OWN.name}",
                f"?project={own.project.pk}", f"?status={own.project.status}", "?ordering=-pk"]
    return ["", f"?name={OWN.name}", f"?name={own.organization.uscc}", "?name=shizi", f"?q={OWN.name}",
            f"?contractor={OWN.name}", f"?area={own.community.pk}", "?status=", f"?month={own.activity.date:%Y-%m}",
            f"?named={OWN.name}", "?field=养老服务"]


@pytest.mark.parametrize("person", STRANGERS)
def test_no_question_to_a_list_brings_out_a_strangers_words(world, person):  # noqa: F811
    asked = {OWN.name, world.own.organization.uscc, world.own.project.number}
    found = []
    for address in LISTS:
        for query in queries(world.own, address):
            with undone():
                text = body(world.client(person).get(address + query))
            for words in asked:  # what was asked for stands in the search field, and in the links to other pages
                text = text.replace(f'value="{words}"', "").replace(f"={words}", "")
            found += [f"{address}{query}: {what}" for what in leaked(person, text, names=address not in PUBLIC)]
            found += [f"{address}{query}: {number}" for number in NUMBERS if number in text]
    assert not found, "\n".join(found)


def narrowing():
    """(list, parameter, what may be chosen) of every filter by key, of all view sets."""
    for _prefix, view, basename in router.registry:
        model = getattr(view, "model", None) or view.queryset.model
        filters = view.filter_backends[0]().get_filterset_class(view, model._base_manager.all())
        for name, one in (filters.base_filters if filters else {}).items():
            if isinstance(one, ModelChoiceFilter):
                field = filters._meta.model._meta.get_field(one.field_name)
                yield reverse(f"{basename}-list"), name, field.related_model


def test_filters_by_key_are_known():
    assert {(address, name) for address, name, _model in narrowing()} >= {
        ("/api/v1/organizations/", "area"), ("/api/v1/matters/", "organization"),
        ("/api/v1/office-holders/", "organization"), ("/api/v1/credit-records/", "organization"),
        ("/api/v1/activities/", "project"), ("/api/v1/spendings/", "project"),
        ("/api/v1/money-returns/", "project"), ("/api/v1/reports/", "project")}


@pytest.mark.parametrize("person", [person for person in PEOPLE if person != "anonymous"])
def test_a_filter_answers_alike_for_a_hidden_key_and_for_none(world, person):  # noqa: F811
    def asked(address, name, key):
        response = world.client(person).get(address, {name: key})
        return response.status_code, response.content

    found = []
    now = User.objects.get(pk=world.people[person].pk)  # without what was known of them while the world was made
    for address, name, model in narrowing():
        seen = model.objects.visible_to(now)
        hidden = model._base_manager.exclude(pk__in=seen.values("pk")).values_list("pk", flat=True)[:3]
        found += [(address, name, key) for key in hidden if asked(address, name, key) != asked(address, name, NOBODYS)]
    assert not found, found


def test_no_filter_of_the_back_office_reaches_behind_the_masks(world):  # noqa: F811
    """A look-up on a sealed field would let an officer ask a number digit by digit."""
    client = world.client("street officer")
    for model, fields in {
        "organizations/organization": (
            "phone_hash", "identity_hash", "phone", "identity_no", "memberships__user__password"),
        "organizations/officeholder": ("phone_hash", "phone", "phone_tail", "organization__identity_no"),
        "accounts/user": ("password", "phone_hash", "is_superuser"),
        "notices/letter": ("recipient__password",),
    }.items():
        for field in fields:
            response = client.get(f"/admin/{model}/?{field}__startswith=1")
            assert response.status_code in (302, 400), field
    for offered in ("organizations/organization/?status__exact=active", "projects/activity/?date__year=2026",
                    "notices/letter/?delivery=waiting", "accounts/user/?q=1"):
        assert client.get(f"/admin/{offered}").status_code == 200, offered


def test_personal_numbers_lie_sealed_in_every_table(world):  # noqa: F811
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            found += [(table, number) for number in NUMBERS if number in rows]
    assert not found


def test_no_task_takes_anything_along():
    """The broker is a bell: what a task needs it reads from rows, so nothing personal ever lies in a queue."""
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}
    assert ours
    assert not {name for name, task in ours.items() if inspect.signature(task.run).parameters}
    assert not {name for name, entry in app.conf.beat_schedule.items() if entry.get("args") or entry.get("kwargs")}


def test_the_walk_reads_json_without_its_escapes():
    """An autocomplete answers in escapes; a name in it is a name all the same."""
    assert OWN.name in opened(json.dumps({"text": OWN.name}).encode(), "application/json")
