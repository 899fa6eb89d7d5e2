"""What earlier versions kept otherwise is put right by one migration; personal numbers stand in no change row."""

from importlib import import_module

import pytest
from django.apps import apps

from organizations.models import Matter, Organization
from organizations.workflow import organization_workflow
from tests.factories import make_member, make_organization
from tests.organizations.matter_acts import take
from tests.organizations.test_promoting import handed_in

pytestmark = pytest.mark.django_db
MOVE = import_module("organizations.migrations.0016_kept_values")
NUMBER = "330105197707020001"


def test_words_with_a_number_are_masked_without_a_trace_of_it(filed_organization, officer):
    words = f"负责人身份证{NUMBER}，电话13800001234"
    Organization.objects.filter(pk=filed_organization.pk).update(remark=words)
    other = make_organization(filed_organization.area, remark="街道扶持的老队伍")
    MOVE.mask(apps, None)
    filed_organization.refresh_from_db()
    assert filed_organization.remark == "负责人身份证330***********0001，电话138****1234"
    assert Organization.objects.get(pk=other.pk).remark == "街道扶持的老队伍"


def test_a_history_never_prints_a_number_that_stood_in_free_words(filed_organization, officer):
    Organization.objects.filter(pk=filed_organization.pk).update(remark=f"负责人身份证{NUMBER}")
    organization = Organization.objects.get(pk=filed_organization.pk)
    with organization_workflow.performing("edit", organization, by=officer):
        organization.member_count = 33
        organization.save()
    change = organization.changes.get(action="edit")
    assert NUMBER not in str(change.fields) and change.fields["member_count"] == ["20", "33"]


def test_a_promotion_of_before_writes_what_was_handed_in(community, officer):
    group = make_organization(
        community, name="桥西晨练队", org_type="resident_group", category="culture", purpose="", has_charter=False,
        identity_no="330105197707020001")
    make_member(group)
    matter = handed_in(group, venue="桥弄街1号", identity_no="330105198506150023")
    facts = {name: value for name, value in matter.facts.items() if not name.startswith("was_")}
    Matter.objects.filter(pk=matter.pk).update(facts=facts)
    MOVE.keep_both_values(apps, None)
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    take("approve", matter, by=officer)
    filed = Organization.objects.get(pk=group.pk)
    assert (filed.venue, filed.purpose, filed.name) == ("桥弄街1号", "组织居民晨练", "桥西晨练队")
    assert filed.identity_no.reveal() == "330105198506150023"
