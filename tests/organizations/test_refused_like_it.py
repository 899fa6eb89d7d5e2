"""The officer who has a matter reads of the last one like it that was refused within a year, whoever decided then."""

import uuid
from datetime import timedelta

import pytest

from incubator.workdays import add_months, today
from organizations import filing
from organizations.matters import acts
from organizations.models import Matter, Organization
from organizations.reports.outcomes import refused_like_it
from tests.factories import make_member
from tests.organizations.filing_acts import applicant_of
from tests.organizations.filing_acts import submitted as filing_submitted
from tests.organizations.founding_acts import founder_of
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import examined, submitted, take, writer_of
from tests.organizations.test_founding import favoured

pytestmark = pytest.mark.django_db
HEADING, QUERIES = "近一年内同类事项未获批准", 9


def page(client, person, matter, name="matter"):
    client.force_login(person)
    return client.get(url(name, matter.pk)).content.decode()


@pytest.fixture
def refused(filed_organization, officer):
    matter = submitted("change", filed_organization)
    take("refuse", matter, by=officer, note="场地证明系伪造")
    return Matter.objects.get(pk=matter.pk)


def test_another_of_the_kind_is_told_with_day_reason_and_link(client, refused, filed_organization, officer):
    again = submitted("change", filed_organization)
    told = page(client, officer, again)
    assert HEADING in told and "场地证明系伪造" in told and f"{today()} <a" in told
    assert f'href="{url("matter", refused.pk)}">{refused.receipt_no}</a> 不予批准' in told
    assert HEADING not in page(client, writer_of(filed_organization), again)  # they have their own history
    take("return", again, by=officer, note="补正")
    assert HEADING not in page(client, officer, again)  # it lies with the organization


def test_another_kind_another_organization_and_a_refusal_taken_back_say_nothing(
    client, refused, filed_organization, community, officer
):
    other = submitted("cancellation", filed_organization)
    assert HEADING not in page(client, officer, other)
    take("undo", refused, by=officer)
    take("withdraw", refused, by=writer_of(filed_organization))
    assert HEADING not in page(client, officer, submitted("change", filed_organization))


def test_what_was_refused_more_than_a_year_ago_is_no_news(refused, filed_organization, officer):
    again = submitted("change", filed_organization)
    last = add_months(today(), 12)
    assert refused_like_it(again, user=officer, on=last).note == "场地证明系伪造"
    assert refused_like_it(again, user=officer, on=last + timedelta(days=2)) is None  # two: 29 February has no year ago


def test_the_last_one_is_told(refused, filed_organization, officer):
    second = submitted("change", filed_organization)
    take("refuse", second, by=officer, note="仍不符合")
    third = submitted("change", filed_organization)
    assert refused_like_it(third, user=officer, on=today()).note == "仍不符合"


def test_of_a_body_that_is_not_on_record_the_same_people_and_name_count(client, community, officer):
    first = filing_submitted(community, name="和睦邻里社")
    filing.take("refuse", first, by=officer, seen=first.version, now=first.submitted_at, note="人数不实")
    applicant = applicant_of(first)
    stranger = filing_submitted(community, name="和睦邻里社")
    another = filing_submitted(community, by=applicant, name="别的队")
    again = filing_submitted(community, by=applicant, name="暂用名")
    Organization.objects.filter(pk=again.organization_id).update(
        name="和睦邻里社", normalized_name=Organization.objects.get(pk=first.organization_id).normalized_name)
    for matter, found in ((again, True), (stranger, False), (another, False)):
        assert ("人数不实" in page(client, officer, matter, "filing-detail")) == found
    assert f'href="{url("filing-detail", first.pk)}"' in page(client, officer, again, "filing-detail")


def test_what_civil_affairs_refused_is_told_too(client, community, officer):
    matter = favoured(community, officer)
    take("not_registered", matter, by=officer, note="名称不合规定")
    founder = founder_of(matter)
    again = acts.start("registration", matter.organization, by=founder, token=uuid.uuid4())
    Matter.objects.filter(pk=again.pk).update(
        status="submitted", receipt_no="DJ-2", received_in=community, answer_due_on=today(), chain=[])
    told = page(client, officer, again)
    assert HEADING in told and "名称不合规定" in told and "登记机关不予登记" in told


@pytest.mark.parametrize("before", [0, 1, 3])
def test_the_page_asks_once_however_often_it_was_refused(
    client, filed_organization, officer, before, django_assert_num_queries
):
    for _ in range(before):
        take("refuse", submitted("change", filed_organization), by=officer, note="理由")
    make_member(filed_organization)
    matter = examined("change", filed_organization, officer)
    client.force_login(officer)
    client.get(url("matter", matter.pk))
    with django_assert_num_queries(QUERIES):
        told = client.get(url("matter", matter.pk))
    assert (HEADING in told.content.decode()) == bool(before)
