"""Filings, certificates and members in the back office: each officer's own areas, to read."""

import pytest
from django.urls import reverse

from organizations.models import Certificate
from tests.organizations.filing_acts import draft, in_status

pytestmark = pytest.mark.django_db
MODELS = ["filing", "certificate", "membership"]


@pytest.mark.parametrize("model", MODELS)
def test_an_officer_looks_and_changes_nothing(client, officer, other_officer, community, model):
    filing = in_status("approved", community, officer)
    draft(community, name="还没交的草稿")
    one = {"filing": filing.pk, "certificate": Certificate.objects.get().pk,
           "membership": filing.organization.memberships.get().pk}[model]
    pages = [reverse(f"admin:organizations_{model}_changelist"),
             reverse(f"admin:organizations_{model}_change", args=[one])]
    client.force_login(officer)
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert filing.organization.name in answer.content.decode()
        assert "还没交的草稿" not in answer.content.decode() and 'name="_save"' not in answer.content.decode()
    assert client.post(pages[1], {"status": "draft"}).status_code == 403
    client.force_login(other_officer)
    assert filing.organization.name not in client.get(pages[0]).content.decode()
