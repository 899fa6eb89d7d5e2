"""What a name is easily taken for is said where the office decides and before it is handed in; it bars nothing."""

import pytest

from organizations.matters.naming import names_like
from organizations.models import Organization
from organizations.reports.names import Similar, confusable, confusable_draft
from tests.factories import make_area, make_officer, make_organization
from tests.organizations import filing_acts
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import (
    ANSWERS,
    NOW,
    acts,
    complete,
    document,
    draft,
    submitted,
    take,
    writer_of,
)

pytestmark = pytest.mark.django_db
PAPERS = ("resolution", "charter", "venue_proof", "application", "roster", "capital")
NAMES = {"change": "阳光助老协会", "registration": "拱墅区阳光助老服务中心", "promotion": "阳光助老队"}


@pytest.fixture
def rival(community):
    return make_organization(community, name="桥西社区阳光助老志愿服务队")


def prepared(kind, community, *, of="晨光队", name=""):
    """A matter of the organization `of` that asks for a name, complete."""
    organization = make_organization(
        community, name=of, org_type="resident_group" if kind == "promotion" else "filed",
        identity_no="330105197707020001")
    matter = draft(kind, organization)
    acts.fill(matter, {"purpose": "助老"} | ANSWERS.get(kind, {}) | {"name": name or NAMES[kind]},
              papers={paper: document(paper) for paper in PAPERS}, by=writer_of(organization), seen=matter.version)
    return matter


def asking(kind, community, **more):
    """The same, handed in."""
    matter = prepared(kind, community, **more)
    acts.submit(matter, by=writer_of(matter.organization), seen=matter.version, now=NOW)
    return matter


@pytest.mark.parametrize("kind", NAMES)
def test_the_office_reads_the_similar_names_on_record(client, community, officer, rival, kind):
    matter = asking(kind, community)
    client.force_login(officer)
    text = client.get(url("matter", matter.pk)).content.decode()
    link = f'<li><a href="{url("organization", rival.pk)}">桥西社区阳光助老志愿服务队</a>（{community.name}）</li>'
    assert f"在册组织中有相似名称：</p><ul>{link}</ul>" in text


def test_of_a_filing_too_and_of_its_own_street_only(client, community, other_street, officer, rival):
    make_organization(make_area("330105006001", parent=other_street), name="桥西社区阳光助老志愿服务团")
    make_organization(community, name="地书协会")
    filing = filing_acts.submitted(community, name="桥西社区阳光助老服务队")
    assert confusable(filing, by=officer).similar == (
        Similar(rival.name, community.name, url("organization", rival.pk)),)
    client.force_login(officer)
    link = f'<li><a href="{url("organization", rival.pk)}">{rival.name}</a>（{community.name}）</li>'
    assert link in client.get(url("filing-detail", filing.pk)).content.decode()


def test_a_matter_about_no_name_says_nothing(client, community, officer):
    one = make_organization(community, name="晨光队")
    make_organization(community, name="晨光团")
    matter = submitted("change", one)
    assert not confusable(matter, by=officer) and not confusable_draft(complete("cancellation", one))
    client.force_login(officer)
    assert "晨光团" not in client.get(url("matter", matter.pk)).content.decode()


def test_what_others_ask_for_is_told_from_the_hand_in_to_the_answer(client, community, officer):
    filing = filing_acts.complete(community, name="阳光助老志愿队")
    matter = asking("change", community)
    assert not confusable(matter, by=officer)  # a draft is nobody's business
    filing_acts.acts.submit(filing, by=filing_acts.applicant_of(filing), seen=filing.version, now=NOW)
    found = confusable(matter, by=officer)
    assert [(one.name, one.kind, one.organization, one.receipt_no, one.href) for one in found.asked] == [
        ("阳光助老志愿队", "备案申请", "", filing.receipt_no, url("filing-detail", filing.pk))]
    client.force_login(officer)
    assert filing.receipt_no in client.get(url("matter", matter.pk)).content.decode()
    theirs = confusable(filing, by=officer).asked
    assert [(one.name, one.organization, one.href) for one in theirs] == [
        ("阳光助老协会", "晨光队", url("matter", matter.pk))]
    take("return", matter, by=officer, note="请补正", remarks={"name": "易混淆"})
    assert confusable(filing, by=officer).asked  # it comes back
    filing_acts.acts.refuse(filing, by=officer, seen=filing.version, note="不符合条件", now=NOW)
    assert not confusable(matter, by=officer)


def test_an_opinion_that_waits_for_the_county_still_asks_for_its_name(community, officer):
    matter = asking("registration", community)
    for step in (*matter.chain, "approve"):
        take(step, matter, by=officer, note="拟同意")
    asks = asking("change", community, of="银龄队")
    assert [one.name for one in confusable(asks, by=officer).asked] == ["拱墅区阳光助老服务中心"]
    Organization.objects.filter(pk=matter.organization_id).update(org_type="service_agency")
    assert not confusable(asks, by=officer)


def test_an_officer_reads_of_matters_of_the_own_area_only(community, street, officer):
    neighbour = make_area("330105005009", "登云社区", street)
    matter = asking("change", community)
    filing_acts.submitted(neighbour, name="阳光助老志愿队")
    assert len(confusable(matter, by=officer).asked) == 1
    assert confusable(matter, by=make_officer("community_worker", community)).asked == ()


def test_the_applicant_is_told_before_the_hand_in_and_not_held_up(client, community, officer, rival):
    asking("change", community, of="银龄队", name="阳光助老团")
    matter = prepared("change", community)
    client.force_login(writer_of(matter.organization))
    text = client.get(url("matter-check", matter.pk)).content.decode()
    assert f"<li>{rival.name}</li>" in text and "<li>阳光助老团</li>" in text and "不影响提交" in text
    assert "银龄队" not in text  # who asks for it is the office's to know
    answer = client.post(url("matter-submit", matter.pk), {"version": matter.version})
    assert answer.status_code == 302


def test_the_applicant_of_a_filing_too(client, community, rival):
    filing = filing_acts.complete(community, name="桥西阳光助老服务队")
    client.force_login(filing_acts.applicant_of(filing))
    text = client.get(url("filing-check", filing.pk)).content.decode()
    assert f"<li>{rival.name}</li>" in text and "不影响提交" in text
    assert confusable_draft(filing).asked_names == ()


def test_a_whole_street_is_looked_through_with_one_query_for_names_and_one_for_places(
        community, django_assert_num_queries):
    for form in ("队", "协会"):
        make_organization(community, name=f"桥西晨光{form}")
    with django_assert_num_queries(2):
        assert names_like("晨光社", street="330105005") == ["桥西晨光协会", "桥西晨光队"]
