"""Steps that only other steps take (offered=False) are nobody's to take by name, whoever asks and whatever is sent."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from incubator.rest import WorkflowViewSet
from incubator.urls import router
from tests.access.world import build

pytestmark = pytest.mark.django_db

STEPS = sorted(
    (basename, action.name)
    for _prefix, viewset, basename in router.registry if issubclass(viewset, WorkflowViewSet)
    for action in viewset.workflow.actions.values() if not action.offered
)
ANYTHING = {"note": "理由", "paid_on": "2026-11-01", "signed_on": "2026-11-01", "remarks": {}}


def test_there_are_such_steps():
    assert ("instalment", "stop") in STEPS and ("instalment", "release") in STEPS


@pytest.mark.parametrize(("basename", "name"), STEPS)
def test_a_step_nobody_is_offered_is_refused_and_changes_nothing(basename, name):
    viewset = next(view for _prefix, view, base in router.registry if base == basename)
    action, asked, people = viewset.workflow.actions[name], 0, build().people
    for person in (people["street officer"], people["administrator"], people["evaluator"]):
        client = APIClient()
        client.force_login(person)
        for thing in viewset.model.objects.visible_to(person).filter(status__in=action.sources)[:3]:
            answer = client.post(
                reverse(f"{basename}-act", kwargs={"pk": thing.pk, "name": name}), ANYTHING, format="json",
                headers={"If-Match": f'"{thing.version}"'})
            assert answer.status_code == 403, (basename, name, answer.data)
            kept = viewset.model.objects.values_list("status", "version").get(pk=thing.pk)
            assert kept == (thing.status, thing.version)
            asked += 1
    assert asked, "nothing was asked: the world has no such thing"
