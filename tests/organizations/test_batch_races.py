"""The same batch sent ten times at once is one batch, and each thing of it moves once."""

import uuid

import pytest
from django.urls import reverse

from incubator.accounts.models import Batch, SavedFilter
from tests.factories import make_organization
from tests.organizations.matter_acts import submitted, take
from tests.racing import race_posts

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_identical_batches_are_one(officer, community):
    matters = [submitted("change", make_organization(community)) for _n in range(4)]
    codes = race_posts(officer, reverse("organizations:matters-batch"), {
        "token": uuid.uuid4(), "action": "accept", "query": "", "item": [f"{m.pk}:{m.version}" for m in matters]})
    assert set(codes) == {302}
    assert list(Batch.objects.get().items.values_list("outcome", flat=True)) == ["done"] * 4
    assert [m.changes.filter(action="accept").count() for m in matters] == [1] * 4


def test_ten_identical_filters_are_one(officer):
    codes = race_posts(officer, reverse("accounts:filter-save"), {
        "page": "organizations:matters", "name": "变更", "query": "kind=change"})
    assert set(codes) == {302} and SavedFilter.objects.count() == 1


def test_of_ten_who_take_a_step_back_one_does(officer, community):
    matter = submitted("change", make_organization(community))
    take("return", matter, by=officer, note="请补正")
    address = reverse("organizations:matter", args=[matter.pk])
    codes = race_posts(officer, f"{address}undo/", {"version": matter.version})
    assert codes.count(302) == 1 and set(codes) <= {302, 400, 409}
    assert matter.changes.filter(action="undo").count() == 1
