"""A change may strike a fact out: asked for by a tick of its own, shown with what stood there, granted as asked."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from organizations.matters import acts
from organizations.models import Matter, Organization
from organizations.reports.corrections import corrections
from tests.factories import make_organization
from tests.organizations.matter_acts import NOW, TODAY, complete, document, draft, examined, submitted, take, writer_of
from tests.organizations.test_matter_pages import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def registered(community):
    return make_organization(
        community, org_type="service_agency", venue="桥弄街139号", purpose="助老", remark="街道重点培育",
        has_party_branch=True)


def test_what_is_struck_out_stands_in_the_register_no_more(registered, officer):
    matter = examined("change", registered, officer, venue="", strike_venue=True, strike_remark=True)
    assert (matter.facts["was_venue"], "venue" in matter.facts) == ("桥弄街139号", False)
    take("approve", matter, by=officer)
    registered.refresh_from_db()
    assert (registered.venue, registered.remark, registered.purpose) == ("", "", "助老")
    assert registered.changes.get(action="change").fields == {
        "venue": ["桥弄街139号", ""], "remark": ["街道重点培育", ""]}


def test_an_empty_field_alone_changes_nothing(registered):
    matter = complete("change", registered, venue="", strike_purpose=False)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"differences"}  # nothing differs yet


def test_a_venue_given_up_needs_no_proof_but_a_purpose_its_papers(registered):
    matter = draft("change", registered)
    acts.fill(matter, {"strike_venue": True, "effective_on": TODAY, "reason": "退租"}, papers={},
              by=writer_of(registered), seen=matter.version)
    assert acts.shortcomings(matter, on=TODAY) == {}
    acts.fill(matter, {"strike_purpose": True}, papers={}, by=writer_of(registered), seen=matter.version)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"resolution", "charter"}


def test_both_at_once_is_told(registered):
    matter = complete("change", registered, venue="别处", strike_venue=True)
    assert "两者" in acts.shortcomings(matter, on=TODAY)["strike_venue"][0]


def test_a_filed_organization_keeps_what_every_filing_needs(filed_organization):
    matter = complete("change", filed_organization, venue="", strike_venue=True)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"strike_venue"}


def test_striking_out_what_is_empty_already_is_no_change(registered):
    Organization.objects.filter(pk=registered.pk).update(remark="")
    registered.refresh_from_db()
    matter = complete("change", registered, venue="", strike_remark=True)
    assert not matter.answers["strike_remark"] and set(acts.shortcomings(matter, on=TODAY)) == {"differences"}


def test_the_party_organization_may_be_taken_off_and_put_back(registered, officer):
    take("approve", examined("change", registered, officer, venue="", has_party_branch="False"), by=officer)
    registered.refresh_from_db()
    assert registered.has_party_branch is False
    matter = examined("change", registered, officer, venue="", has_party_branch="True")
    take("approve", matter, by=officer)
    registered.refresh_from_db()
    assert registered.has_party_branch is True


def test_a_register_that_moved_on_is_not_struck_out(registered, officer):
    matter = examined("change", registered, officer, venue="", strike_venue=True)
    Organization.objects.filter(pk=registered.pk).update(venue="第三处")
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    with pytest.raises(Exception, match="活动场所"):
        take("approve", matter, by=officer)


def test_old_and_new_are_shown_to_both_sides(client, registered, officer):
    writer = writer_of(registered)
    matter = draft("change", registered)
    client.force_login(writer)
    address = reverse("organizations:matter-edit", args=[matter.pk])
    form = client.get(address).content.decode()
    assert "活动场所：不再记载" in form and "备注：不再记载" in form
    Organization.objects.filter(pk=registered.pk).update(remark="")
    assert "备注：不再记载" not in client.get(address).content.decode()  # it is empty as it is
    check = client.post(address, typed(
        matter, strike_venue="on", effective_on=TODAY.isoformat()), follow=True).content.decode()
    assert "<del>桥弄街139号</del> → <ins>（不再记载）</ins>" in check and "还缺以下内容" not in check
    again = client.get(address).context["form"]
    assert (again["strike_venue"].initial, again["strike_purpose"].initial) == (True, None)
    matter.refresh_from_db()
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    client.force_login(officer)
    page = client.get(reverse("organizations:matter", args=[matter.pk])).content.decode()
    assert "<del>桥弄街139号</del> → <ins>（不再记载）</ins>" in page
    back = client.get(reverse("organizations:matter-return", args=[matter.pk])).content.decode()
    assert "remark_venue" in back and "remark_strike_venue" not in back


def test_machines_ask_by_the_same_name(registered):
    matter, api = draft("change", registered), APIClient()
    api.force_authenticate(writer_of(registered))
    told = api.patch(f"/api/v1/matters/{matter.pk}/", {"answers": {"strike_venue": "true", "venue": ""}},
                     format="json", headers={"If-Match": f'"{matter.version}"'})
    assert told.status_code == 200 and told.data["answers"]["strike_venue"] is True


def test_a_correction_tells_what_is_struck_out_since(registered, officer):
    matter, writer = submitted("change", registered), writer_of(registered)
    take("return", matter, by=officer, note="场所已退租")
    acts.fill(matter, {"venue": "", "strike_venue": True}, papers={"charter": document("charter")}, by=writer,
              seen=matter.version)
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    told = [(row.label, row.before, row.now) for row in corrections(matter)]
    assert ("活动场所", "丽水路88号二楼", "") in told and ("活动场所：不再记载", "", "是") in told
