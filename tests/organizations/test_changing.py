"""Any recorded fact may change: figures by the rules of an entry, a revised charter with its paper."""

from datetime import date

import pytest

from incubator.rulebook.models import Rule
from organizations.matters import acts
from organizations.models import HandedInPaper
from tests.factories import make_organization
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, TODAY, document, draft, filed, take, writer_of

pytestmark = pytest.mark.django_db
DAY = {"effective_on": date(2026, 11, 20), "reason": "会员大会决议"}


def changing(organization, papers=(), **answers):
    matter = draft("change", organization)
    acts.fill(matter, DAY | answers, papers={paper: document(paper) for paper in papers}, by=writer_of(organization),
              seen=matter.version)
    return matter


def granted(matter, officer):
    acts.submit(matter, by=writer_of(matter.organization), seen=matter.version, now=NOW)
    take("accept", matter, by=officer)
    take("approve", matter, by=officer)
    matter.organization.refresh_from_db()
    return matter.organization


def test_figures_stand_in_the_register_with_the_old_ones_in_the_history(filed_organization, officer):
    filed_organization.party_member_count = 3
    filed_organization.save()
    found = granted(changing(filed_organization, member_count=26, party_member_count=0), officer)
    assert (found.member_count, found.party_member_count) == (26, 0)  # nought is a figure too
    change = found.changes.get(action="change")
    assert change.fields == {"member_count": ["20", "26"], "party_member_count": ["3", "0"]}
    assert "2026-11-20" in change.note


def test_a_figure_that_is_left_empty_or_the_same_changes_nothing(filed_organization):
    matter = changing(filed_organization, member_count=None, party_member_count=0)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"differences"}
    matter.refresh_from_db()
    assert set(acts.shortcomings(changing(filed_organization, member_count=20), on=TODAY)) == {"differences"}


@pytest.mark.parametrize(("org_type", "members", "party", "wrong"), [
    ("filed", 9, None, {"member_count"}), ("filed", 10, None, set()), ("filed", None, 21, {"party_member_count"}),
    ("filed", 12, 13, {"party_member_count"}), ("filed", 30, 21, set()),
    ("resident_group", 4, None, {"member_count"}), ("resident_group", 9, None, set()),
    ("service_agency", 4, None, set()),
])
def test_figures_are_judged_as_those_of_an_entry(community, org_type, members, party, wrong):
    Rule.objects.create(key="listing-min-members", area_code=community.code[:9], value=5,
                        effective_from=date(2026, 1, 1), source="街道规定")
    organization = make_organization(community, org_type=org_type)
    matter = changing(organization, member_count=members, party_member_count=party)
    assert set(acts.shortcomings(matter, on=TODAY)) == wrong


def test_fewer_members_than_members_of_the_party_are_on_record(community):
    organization = make_organization(community, org_type="service_agency", party_member_count=8)
    assert set(acts.shortcomings(changing(organization, member_count=7), on=TODAY)) == {"member_count"}


def test_a_revised_charter_comes_with_its_paper(filed_organization):
    matter = changing(filed_organization, new_charter=True)
    assert set(acts.shortcomings(matter, on=TODAY)) == {"resolution", "charter"}
    Rule.objects.create(
        key="change-papers", area_code=filed_organization.area.code[:9], effective_from=date(2026, 1, 1),
        source="街道规定", value={"new_charter": []})
    assert set(acts.shortcomings(matter, on=TODAY)) == {"charter"}


def test_the_form_says_beside_each_paper_which_facts_ask_for_it(client, filed_organization):
    client.force_login(writer_of(filed_organization))
    page = client.get(url("matter-edit", draft("change", filed_organization).pk)).content.decode()
    assert "变更组织名称、宗旨和业务范围、负责人、章程时须附。" in page  # the resolution
    assert all(f"变更{facts}时须附。" in page for facts in ("组织名称、宗旨和业务范围、章程", "负责人", "活动场所"))


def test_the_charter_before_is_read_beside_the_new_one(client, community, officer):
    organization = filed(community, officer)
    before = HandedInPaper.objects.get(kind="charter", matter__kind="filing").document
    matter = changing(organization, ["charter", "resolution"], new_charter=True)
    found = granted(matter, officer)
    matter.refresh_from_db()
    assert (matter.facts["was_new_charter"], matter.facts["charter"]) == (before.name, "charter.pdf")
    change = found.changes.get(action="change")
    assert change.fields == {} and change.note.endswith(f"章程：{before.name} → charter.pdf")
    client.force_login(officer)
    text = client.get(url("matter", matter.pk)).content.decode()
    assert before.name in text and "章程修订" in text


def test_a_first_charter_stands_in_the_register(community, officer):
    organization = make_organization(community, org_type="service_agency", has_charter=False)
    matter = changing(organization, ["charter", "resolution"], new_charter=True)
    found = granted(matter, officer)
    assert found.has_charter and found.changes.get(action="change").note.endswith("章程：无 → charter.pdf")


def test_a_box_left_alone_says_nothing_of_the_charter(filed_organization, client):
    matter = changing(filed_organization, member_count=25, new_charter=False)
    acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    assert not [name for name in matter.facts if "charter" in name]
    client.force_login(writer_of(filed_organization))
    assert "章程修订" not in client.get(url("matter", matter.pk)).content.decode()
