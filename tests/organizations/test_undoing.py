"""Taking the office's last step back: until the next one, with every day and word as before, and told."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from incubator.accounts.models import Batch
from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.undoing import standing
from incubator.workflow import Incomplete, NotNow, WrongStatus
from organizations.matters import acts
from organizations.models import Matter, Organization
from organizations.views.batches import take as take_any
from tests.factories import make_member, make_officer, make_organization
from tests.organizations import catalogue_acts, filing_acts
from tests.organizations.matter_acts import NOW, examined, in_status, submitted, take, writer_of

pytestmark = pytest.mark.django_db
BATCH = reverse("organizations:matters-batch")


def stand(matter: Matter) -> dict:
    """Everything of the row but its version."""
    row = Matter.objects.filter(pk=matter.pk).values().get()
    return {name: value for name, value in row.items() if name not in ("version", "previous_remarks")}


def again(matter: Matter) -> Matter:
    return Matter.objects.select_related("organization__area").get(pk=matter.pk)


@pytest.mark.parametrize(("before", "step"), [
    ([], "accept"), (["accept"], "review"), ([], "return"), (["accept"], "return"), (["accept", "review"], "refuse"),
])
def test_the_step_is_undone_to_the_day_and_the_history_keeps_both(before, step, filed_organization, officer, street):
    matter = submitted("cancellation", filed_organization)
    for name in before:
        take(name, matter, by=officer, note="意见")
    stood = stand(matter)
    more = {"remarks": {"reason": "写清原因"}} if step == "return" else {}
    take(step, matter, by=officer, note="意见", **more)
    colleague = make_officer("street_officer", street, "同事")
    take("undo", matter, by=colleague)
    assert stand(matter) == stood
    assert list(matter.changes.values_list("action", "old", "new"))[-2:] == [
        (step, stood["status"], matter.changes.get(action=step).new),
        ("undo", matter.changes.get(action=step).new, stood["status"])]
    assert [change.action for change in standing(matter.changes.all())][-1] == (before or ["submit"])[-1]
    with pytest.raises((NotNow, WrongStatus)):
        take("undo", matter, by=officer)


def test_the_words_of_an_earlier_return_stand_again(filed_organization, officer):
    matter = submitted("cancellation", filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={"reason": "写清原因"})
    acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    stood = stand(matter)
    take("return", matter, by=officer, note="再补正", remarks={"property": "写清财产"})
    assert stand(matter)["remarks"] == {"property": "写清财产"}
    take("undo", matter, by=officer)
    assert stand(matter) == stood and stood["remarks"] == {"reason": "写清原因"}


def test_what_was_followed_by_anything_is_not_undone(filed_organization, officer):
    matter = in_status("returned", filed_organization, officer)
    acts.fill(matter, {"reason": "改过"}, papers={}, by=writer_of(filed_organization), seen=matter.version)
    with pytest.raises(NotNow, match="其后已有新动作"):
        take("undo", matter, by=officer)
    assert again(matter).status == "returned"


def test_a_grant_is_not_undone(filed_organization, officer):
    matter = examined("change", filed_organization, officer)
    take("approve", matter, by=officer)
    with pytest.raises(WrongStatus):
        take("undo", matter, by=officer)


def test_who_does_not_decide_does_not_undo(filed_organization, cast, officer):
    matter = in_status("returned", filed_organization, officer)
    for person in ("community_worker", "district_officer", "other_officer", "member"):
        with pytest.raises(PermissionDenied):
            take("undo", matter, by=cast[person])


def test_an_annual_report_keeps_the_days_its_return_gave(filed_organization, officer):
    matter = submitted("change", filed_organization)
    Matter.objects.filter(pk=matter.pk).update(kind=Matter.Kind.RECTIFICATION, year=2025)
    matter = again(matter)
    take("return", matter, by=officer, note="请补正")
    with pytest.raises(NotNow, match="已产生其他后果"):
        take("undo", matter, by=officer)


def test_a_refusal_stands_where_another_was_begun_since(filed_organization, officer):
    matter = in_status("refused", filed_organization, officer)
    acts.start("cancellation", filed_organization, by=writer_of(filed_organization), token=uuid.uuid4())
    with pytest.raises(Incomplete, match="同类事项"):
        take("undo", matter, by=officer)
    assert again(matter).status == "refused"


def test_a_refusal_stands_where_the_organization_left_the_register(filed_organization, officer):
    matter = in_status("refused", filed_organization, officer)
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")
    with pytest.raises(Incomplete, match="不能申请此事项"):
        take("undo", again(matter), by=officer)
    assert again(matter).status == "refused"


def test_a_refused_application_is_not_put_back_into_a_round_under_publicity(street, community, officer):
    round = catalogue_acts.opened(street, officer)
    catalogue_acts.verified(catalogue_acts.fit(community, 1), officer)
    refused = catalogue_acts.applied(catalogue_acts.fit(community, 2))
    for name in refused.chain:
        catalogue_acts.take(name, refused, by=officer, note="意见")
    catalogue_acts.take("refuse", refused, by=officer, note="不符合条件")
    catalogue_acts.take("undo", again(refused), by=officer)  # while the round takes applications
    catalogue_acts.take("refuse", again(refused), by=officer, note="不符合条件")
    catalogue_acts.publicised(round, officer)
    with pytest.raises(Incomplete):
        catalogue_acts.take("undo", again(refused), by=officer)
    assert again(refused).status == "refused"


def test_letters_not_sent_are_held_back_and_the_others_followed_by_one(filed_organization, officer):
    first, second = writer_of(filed_organization), make_member(filed_organization)
    for person in (first, second):
        person.email = f"p{person.pk}@example.org"
        person.save()
    matter = in_status("returned", filed_organization, officer)
    mails = Letter.objects.filter(template="matter-returned", channel="mail")
    Letter.objects.filter(pk=mails.get(recipient=first).pk).update(done_at=timezone.now())
    take("undo", matter, by=officer)
    assert [letter.recipient for letter in mails] == [first]
    told = Letter.objects.filter(template="matter-taken-back")
    assert set(told.values_list("recipient", "channel")) == {
        (first.pk, "inbox"), (first.pk, "mail"), (second.pk, "inbox")}
    subject, body = words(told[0].template, told[0].params)
    assert "已撤销" in subject and filed_organization.name in body


def test_a_mail_just_being_sent_counts_as_sent(filed_organization, officer):
    writer = writer_of(filed_organization)
    writer.email = "p@example.org"
    writer.save()
    matter = in_status("returned", filed_organization, officer)
    Letter.objects.filter(template="matter-returned", channel="mail").update(
        lease_until=timezone.now() + timedelta(minutes=2))
    take("undo", matter, by=officer)
    assert set(Letter.objects.filter(template="matter-taken-back").values_list("channel", flat=True)) == {
        "inbox", "mail"}


def test_a_step_told_nobody_is_undone_silently(filed_organization, officer):
    matter = in_status("examining", filed_organization, officer)
    letters = Letter.objects.count()
    take("undo", matter, by=officer)
    assert Letter.objects.count() == letters


def test_a_batch_is_undone_from_its_result_each_by_itself(client, officer, community):
    client.force_login(officer)
    five = [submitted("change", make_organization(community)) for _n in range(5)]
    done = client.post(BATCH, {"token": uuid.uuid4(), "action": "return", "query": "status=waiting&page=2",
                               "note": "请补正", "item": [f"{m.pk}:{m.version}" for m in five]}, follow=True)
    assert "撤销（全部或部分）" in done.content.decode()
    moved, *rest = five
    acts.fill(again(moved), {"reason": "改过"}, papers={}, by=writer_of(moved.organization), seen=moved.version + 1)
    asked = client.post(BATCH, {"action": "undo", "query": "status=waiting&page=2", "item": [
        f"{item.thing}:{item.left}" for item in done.context["done"]]})
    assert [row.pk for row in asked.context["possible"]] == [m.pk for m in rest]
    [left] = asked.context["not_possible"]
    assert left.pk == moved.pk and "其后已有新动作，不能撤销" in left.why_not
    late, *chosen = rest[:3]  # the fourth stays ticked off
    acts.fill(again(late), {"reason": "改过"}, papers={}, by=writer_of(late.organization), seen=late.version + 1)
    result = client.post(BATCH, {"token": uuid.uuid4(), "action": "undo", "query": "status=waiting&page=2", "item": [
        f"{m.pk}:{m.version + 1}" for m in (late, *chosen)]}, follow=True)
    assert "已办理 2 项，未办理 1 项" in result.content.decode() and "其后已有新动作" in result.content.decode()
    assert result.context["back"].endswith("?status=waiting&page=2") and result.context["undo"] is None
    assert [again(m).status for m in five] == ["returned", "returned", "submitted", "submitted", "returned"]
    assert list(Batch.objects.latest("pk").items.values_list("outcome", flat=True)) == ["conflict", "done", "done"]


def test_the_page_offers_it_while_it_is_possible(client, officer, filed_organization):
    client.force_login(officer)
    matter = in_status("returned", filed_organization, officer)
    address = reverse("organizations:matter", args=[matter.pk])
    assert "undo" in client.get(address).context["names"]
    assert client.post(f"{address}undo/", {"version": matter.version}).status_code == 302
    assert "undo" not in client.get(address).context["names"]
    assert again(matter).status == "submitted"


def test_a_filing_and_the_interface(officer, community):
    filing = filing_acts.submitted(community)
    take_any("refuse", filing, by=officer, seen=filing.version, note="不属于备案范围", now=NOW)
    api = APIClient()
    api.force_authenticate(officer)
    answer = api.post(f"/api/v1/filings/{filing.pk}/actions/undo/", {"note": ""}, format="json",
                      headers={"If-Match": f'"{filing.version}"'})
    assert answer.status_code == 200 and answer.data["status"] == "submitted"
