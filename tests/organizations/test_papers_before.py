"""Papers of earlier matters, offered again or not: what the office said of a paper goes with it."""

import pytest

from organizations.matters import acts
from organizations.matters.papers import given_before
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import PAPERS, TODAY, complete, document, draft, filed, submitted, take, writer_of

pytestmark = pytest.mark.django_db


def test_a_paper_replaced_after_a_remark_is_offered_whatever_came_between(filed_organization, officer):
    """Withdrawn and handed in once more, the last two hand-ins are alike: the words were about another paper."""
    matter, writer = submitted("cancellation", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"resolution": "缺签字", "liquidation": "看不清"})
    acts.fill(matter, {}, papers={kind: document("paper") for kind in matter.remarks}, by=writer, seen=matter.version)
    for name in ("submit", "withdraw", "reopen", "submit"):
        take(name, matter, by=writer)
    take("refuse", matter, by=officer, note="尚有未结项目")
    assert set(given_before(draft("cancellation", filed_organization), on=TODAY)) == set(PAPERS["cancellation"])


def test_a_paper_the_office_found_wrong_is_not_offered_again_unless_it_was_replaced(
        client, filed_organization, officer):
    """And its entry says why it is asked for once more, until a new one lies there."""
    matter, writer = submitted("cancellation", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"resolution": "缺签字", "liquidation": "看不清"})
    acts.fill(matter, {}, papers={"liquidation": document("paper")}, by=writer, seen=matter.version)
    take("submit", matter, by=writer)
    take("refuse", matter, by=officer, note="决议仍缺签字")
    again = draft("cancellation", filed_organization)
    assert set(given_before(again, on=TODAY)) == {"liquidation"}
    client.force_login(writer)
    form = client.get(url("matter-edit", again.pk)).content.decode()
    assert "缺签字（对此前申请中该材料的意见，请重新提交）" in form and "看不清" not in form
    acts.fill(again, {}, papers={"resolution": document("paper")}, by=writer, seen=again.version)
    assert "请重新提交" not in client.get(url("matter-edit", again.pk)).content.decode()


@pytest.mark.parametrize("between", [["withdraw", "reopen", "submit"], ["submit", "withdraw", "reopen", "submit"]])
def test_a_paper_that_was_not_replaced_after_a_remark_is_not_offered_whatever_came_between(
        client, filed_organization, officer, between):
    matter, writer = submitted("cancellation", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"resolution": "缺签字"})
    for name in between:
        take(name, matter, by=writer)
    take("refuse", matter, by=officer, note="决议仍缺签字")
    again = draft("cancellation", filed_organization)
    assert set(given_before(again, on=TODAY)) == {"liquidation"}
    client.force_login(writer)
    assert "缺签字（对此前申请中该材料的意见，请重新提交）" in client.get(url("matter-edit", again.pk)).content.decode()


def test_the_words_on_a_paper_go_with_it_until_it_is_granted_all_the_same(client, community, officer):
    """Its filing was granted with the charter; then it came back with a registration that was given up."""
    organization = filed(community, officer)
    matter, writer = complete("registration", organization), writer_of(organization)
    charter = given_before(matter, on=TODAY)["charter"].document
    acts.fill(matter, {}, papers={"charter": charter}, by=writer, seen=matter.version)
    take("submit", matter, by=writer)
    take("return", matter, by=officer, note="请补正", remarks={"charter": "缺附则"})
    take("withdraw", matter, by=writer)
    again = complete("registration", organization)
    assert "charter" not in given_before(again, on=TODAY)
    again.materials.filter(kind="charter").delete()
    client.force_login(writer)
    assert "缺附则（对此前申请中该材料的意见，请重新提交）" in client.get(url("matter-edit", again.pk)).content.decode()
    acts.fill(again, {}, papers={"charter": charter}, by=writer, seen=again.version)
    take("submit", again, by=writer)
    for name, note in (("accept", ""), ("review", "章程无误"), ("approve", "同意")):
        take(name, again, by=officer, note=note)
    assert given_before(draft("cancellation", organization), on=TODAY)["charter"].document == charter


def test_a_return_that_was_taken_back_holds_nothing_against_a_paper(filed_organization, officer):
    matter = submitted("cancellation", filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"resolution": "缺签字"})
    take("undo", matter, by=officer)
    take("refuse", matter, by=officer, note="尚有未结项目")
    assert set(given_before(draft("cancellation", filed_organization), on=TODAY)) == set(PAPERS["cancellation"])


@pytest.mark.parametrize("times", [1, 3])
def test_it_asks_as_often_however_many_came_back(filed_organization, officer, django_assert_num_queries, times):
    for _n in range(times):
        matter = submitted("cancellation", filed_organization)
        take("return", matter, by=officer, note="请补正", remarks={"resolution": "缺签字", "liquidation": "看不清"})
        take("withdraw", matter, by=writer_of(filed_organization))
    again = draft("cancellation", filed_organization)
    with django_assert_num_queries(6):
        assert given_before(again, on=TODAY) == {}


@pytest.mark.parametrize("wrong", [["charter"], ["charter", "venue_proof", "roster"]])
def test_it_asks_as_often_however_many_were_granted_all_the_same(
        community, officer, django_assert_num_queries, wrong):
    organization = filed(community, officer)
    matter, writer = complete("registration", organization), writer_of(organization)
    take("submit", matter, by=writer)
    take("return", matter, by=officer, note="请补正", remarks=dict.fromkeys(wrong, "看不清"))
    take("submit", matter, by=writer)
    for name, note in (("accept", ""), ("review", "材料无误"), ("approve", "同意")):
        take(name, matter, by=officer, note=note)
    again = draft("cancellation", organization)
    with django_assert_num_queries(7):
        assert set(wrong) <= set(given_before(again, on=TODAY))
