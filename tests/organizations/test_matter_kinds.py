"""What a grant brings about, kind by kind: change, cancellation, opinion on a registration; and what stops it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete
from organizations import certifying
from organizations.matters import acts, registering
from organizations.models import Certificate, Matter, Organization
from organizations.rules.duties import duties
from tests.factories import make_area, make_organization, make_project
from tests.organizations.matter_acts import (
    NOW,
    TODAY,
    complete,
    document,
    draft,
    examined,
    filed,
    submitted,
    take,
    writer_of,
)

pytestmark = pytest.mark.django_db


def test_a_change_writes_old_and_new_into_the_register(filed_organization, officer):
    matter = examined("change", filed_organization, officer)
    take("approve", matter, by=officer)
    filed_organization.refresh_from_db()
    assert filed_organization.venue == "丽水路88号二楼"
    change = filed_organization.changes.get(action="change")
    assert change.fields == {"venue": ["桥弄街139号", "丽水路88号二楼"]}
    assert (change.by, change.note) == (officer, f"{matter.receipt_no} · 2026-11-20")


def test_a_change_of_what_the_certificate_says_issues_it_anew(community, officer):
    organization = filed(community, officer)
    old = organization.certificates.get()
    take("approve", examined("change", organization, officer), by=officer)
    old.refresh_from_db()
    new = organization.certificates.get(withdrawn_on=None)
    assert (new.number, new.issued_on) == (old.number, TODAY)
    assert (old.withdrawn_on, old.withdrawn_reason) == (TODAY, "replaced")
    assert certifying.standing(new, on=TODAY).stands and not certifying.standing(old, on=TODAY).stands
    assert (old.facts["venue"], new.facts["venue"]) == ("桥弄街139号", "丽水路88号二楼")


def test_a_change_of_the_contact_phone_leaves_the_certificate(community, officer):
    organization = filed(community, officer)
    matter = examined("change", organization, officer, venue=organization.venue, phone="13900002222")
    assert matter.facts["phone"] == "139****2222"
    take("approve", matter, by=officer)
    organization.refresh_from_db()
    assert organization.phone == "13900002222" and organization.certificates.count() == 1


def test_a_new_responsible_person_needs_number_and_paper(filed_organization):
    matter = complete("change", filed_organization, responsible_person="林小满")
    found = acts.shortcomings(matter, on=TODAY)
    assert set(found) == {"identity_no", "resolution", "appointment"}


def test_a_change_that_changes_nothing_is_none(filed_organization):
    matter = complete("change", filed_organization, venue=filed_organization.venue)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"differences"}


def test_a_change_cannot_hold_from_a_day_to_come(filed_organization):
    matter = complete("change", filed_organization, effective_on=date(2026, 11, 24))
    assert set(acts.shortcomings(matter, on=TODAY)) == {"effective_on"}


def test_a_name_taken_meanwhile_is_not_granted(filed_organization, officer, community):
    matter = complete("change", filed_organization, name="晨光助老队")
    acts.fill(matter, {}, papers={kind: document(kind) for kind in ("resolution", "charter")},
              by=writer_of(filed_organization), seen=matter.version)
    acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    take("accept", matter, by=officer)
    make_organization(community, name="晨光 助老队")
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer)
    assert Matter.objects.get(pk=matter.pk).status == "examining"
    assert Organization.objects.get(pk=filed_organization.pk).name == "贝贝学堂"


def test_a_cancellation_waits_for_open_projects(organization, member, officer):
    project = make_project(organization)
    matter = complete("cancellation", organization)
    found = acts.shortcomings(matter, on=TODAY)
    assert set(found) == {"duties"}  # whoever reads it is told which, if they may see it
    assert any(project.name in duty.words for duty in duties(organization, member))
    assert not any(project.name in duty.words for duty in duties(organization))
    type(project).objects.filter(pk=project.pk).update(status="closed")
    assert acts.shortcomings(matter, on=TODAY) == {}


def test_a_duty_that_came_up_meanwhile_stops_the_grant(organization, member, officer):
    matter = examined("cancellation", organization, officer)
    make_project(organization)
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer)
    assert Organization.objects.get(pk=organization.pk).status == "active"


def test_a_cancellation_takes_the_organization_and_its_certificate_down(community, officer):
    organization = filed(community, officer)
    take("approve", examined("cancellation", organization, officer), by=officer, note="同意注销")
    organization.refresh_from_db()
    certificate = organization.certificates.get()
    assert organization.status == "cancelled"
    assert (certificate.withdrawn_on, certificate.withdrawn_reason) == (TODAY, "cancelled")
    assert not certifying.standing(certificate, on=TODAY).stands
    with pytest.raises(Incomplete):
        draft("change", organization)


def test_a_filed_organization_goes_up_to_a_registered_one_and_keeps_its_history(community, officer):
    organization = filed(community, officer)
    matter = examined("registration", organization, officer)
    take("approve", matter, by=officer, note="初审同意")
    organization.refresh_from_db()
    assert organization.org_type == "filed"  # the county decides
    registering.record(
        matter, by=officer, seen=organization.version, now=NOW, certificate=registering.CountyCertificate(
            "拱墅区晨光助老服务中心", "52330105MJ9006026X", "浙杭拱民证字第010026号", TODAY))
    organization.refresh_from_db()
    assert (organization.org_type, organization.uscc, organization.registration_no) == (
        "service_agency", "52330105MJ9006026X", "浙杭拱民证字第010026号")
    assert organization.changes.get(action="register").fields["registration_no"] == ["", "浙杭拱民证字第010026号"]
    assert organization.filing_no and organization.matters.count() == 2
    assert [c.action for c in organization.changes.order_by("pk")][-2:] == ["record", "register"]
    assert organization.certificates.get().withdrawn_reason == "registered"
    letter = Letter.objects.get(recipient=writer_of(organization), channel="inbox", template="matter-registered")
    assert "52330105MJ9006026X" in words(letter.template, letter.params)[1]


def test_an_association_needs_its_members(filed_organization):
    matter = complete("registration", filed_organization, wanted="association", member_count=49)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"member_count"}
    acts.fill(matter, {"member_count": 50}, papers={}, by=writer_of(filed_organization), seen=matter.version)
    assert acts.shortcomings(matter, on=TODAY) == {}


def test_two_standing_certificates_of_one_number_cannot_be(community, officer):
    organization = filed(community, officer)
    old = organization.certificates.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.issue(organization, matter=draft("change", organization), number=old.number, on=TODAY)


def test_a_change_grants_what_was_handed_in_and_nothing_else(filed_organization, officer):
    matter = examined("change", filed_organization, officer)
    Organization.objects.filter(pk=filed_organization.pk).update(responsible_person="李四")
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    take("approve", matter, by=officer)
    filed_organization.refresh_from_db()
    assert (filed_organization.venue, filed_organization.responsible_person) == ("丽水路88号二楼", "李四")


def test_what_the_register_gives_already_is_not_kept_as_a_change(filed_organization):
    matter, by = draft("change", filed_organization), writer_of(filed_organization)
    acts.fill(matter, {"name": filed_organization.name, "phone": filed_organization.phone, "venue": "别处"}, papers={},
              by=by, seen=matter.version)
    matter.refresh_from_db()
    assert (matter.answers["name"], matter.answers["venue"], str(matter.phone or "")) == ("", "别处", "")


def test_a_register_that_moved_on_stops_the_grant(filed_organization, officer):
    matter = examined("change", filed_organization, officer)
    Organization.objects.filter(pk=filed_organization.pk).update(venue="第三处")
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    with pytest.raises(Incomplete, match="活动场所"):
        take("approve", matter, by=officer)
    assert Organization.objects.get(pk=filed_organization.pk).venue == "第三处"


def test_the_old_heads_number_does_not_do_for_the_new_head(filed_organization):
    Organization.objects.filter(pk=filed_organization.pk).update(identity_no="330105197707020001")
    filed_organization.refresh_from_db()
    matter = complete("change", filed_organization, responsible_person="林小满",
                      identity_no=filed_organization.identity_no)
    assert "identity_no" in acts.shortcomings(matter, on=TODAY)


def test_a_move_to_another_street_is_no_change(filed_organization, other_street):
    far = make_area("330105006001", "别处社区", other_street)
    matter = complete("change", filed_organization, area=far)
    assert acts.shortcomings(matter, on=TODAY)["area"] == [
        "迁往其他街道不属于变更。请保持所属社区不变，先向两个街道问清先后，再到迁入街道重新备案，并在本街道办理注销。"]


def test_other_open_matters_come_before_a_cancellation(filed_organization, officer):
    change = submitted("change", filed_organization)
    matter = complete("cancellation", filed_organization)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"duties"}
    take("withdraw", change, by=writer_of(filed_organization))
    assert acts.shortcomings(matter, on=TODAY) == {}


def test_a_draft_project_is_nobodys_duty(organization, member):
    make_project(organization, status="draft")
    assert duties(organization, member) == []
