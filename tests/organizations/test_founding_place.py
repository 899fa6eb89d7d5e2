"""Where a new body lies that is to be registered: chosen at the start, put right until it is handed in."""

import pytest

from organizations.matters import acts
from organizations.models import Organization
from tests.factories import make_area, make_organization
from tests.organizations.founding_acts import NAME, begun, founder_of, handed_in
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import TODAY, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(other_street):
    return make_area("330105006001", "别处社区", other_street)


def test_the_community_chosen_at_the_start_can_be_put_right(client, community, there):
    """Also in another street: the application goes where the body belongs, under that street's number."""
    matter = begun(community)
    client.force_login(founder_of(matter))
    page = client.get(url("matter-edit", matter.pk)).content.decode()
    assert f'<option value="{community.pk}" selected>' in page
    assert client.post(url("matter-edit", matter.pk), {
        "version": matter.version, "name": NAME, "wanted": "service_agency", "area": there.pk}).status_code == 302
    body = Organization.objects.get(pk=matter.organization_id)
    assert (body.area, body.street_code, body.status) == (there, "330105006", "draft")
    assert "别处社区" in client.get(url("matter-check", matter.pk)).content.decode()
    matter = handed_in(community, area=there)
    assert matter.receipt_no.startswith("DJ330105006-") and matter.received_in == there
    assert matter.facts["area"] == "别处社区"


def test_a_name_that_is_borne_in_the_new_street_is_not_handed_in(community, there):
    matter = begun(community)
    make_organization(there, name=NAME)
    assert "name" not in acts.shortcomings(matter, on=TODAY)
    acts.fill(matter, {"area": there}, papers={}, by=founder_of(matter), seen=matter.version)
    assert "name" in acts.shortcomings(matter, on=TODAY)


def test_machines_put_the_community_right_of_a_draft_alone(client, community, there, filed_organization):
    matter = begun(community)
    standing = draft("registration", filed_organization)
    for one, status in ((matter, 200), (standing, 400)):
        client.force_login(founder_of(one))
        answer = client.patch(f"/api/v1/matters/{one.pk}/", {"answers": {"area": str(there.pk)}},
                              content_type="application/json", headers={"If-Match": f'"{one.version}"'})
        assert answer.status_code == status, answer.content
    assert Organization.objects.get(pk=matter.organization_id).area == there
    assert Organization.objects.get(pk=filed_organization.pk).area == community
    assert 'name="area"' not in client.get(url("matter-edit", standing.pk)).content.decode()
