"""Many matters worked on at once: what is asked before, what becomes of each, and that nothing happens twice."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from incubator.accounts import batching
from incubator.accounts.models import Batch
from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from organizations.matters import acts, deciding, taking
from organizations.models import Matter
from organizations.views.batches import MATTERS, take
from tests.factories import make_member, make_organization
from tests.organizations import filing_acts
from tests.organizations.matter_acts import in_status, submitted, writer_of

pytestmark = pytest.mark.django_db
NOBODY = 999_999_999  # the key of no matter
LIST, BATCH = reverse("organizations:matters"), reverse("organizations:matters-batch")


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def five(community):
    return [submitted("change", make_organization(community)) for _n in range(5)]


def sent(matters, action="accept", **more):
    """The form of the page that asks once more, with the versions as they stand now."""
    return {"token": uuid.uuid4(), "action": action, "query": "status=waiting&page=2",
            "item": [f"{m.pk}:{m.version}" for m in matters]} | more


def outcomes(batch: Batch) -> list[str]:
    return list(batch.items.values_list("outcome", flat=True))


def statuses(matters) -> list[str]:
    return [Matter.objects.get(pk=matter.pk).status for matter in matters]


def test_the_page_before_says_what_will_happen_to_which(page, five, filed_organization, officer):
    returned = in_status("returned", filed_organization, officer)
    asked = page.post(BATCH, {"action": "accept", "item": [m.pk for m in [*five, returned]], "query": "status="})
    assert asked.status_code == 200
    assert [(row.pk, row.version, row.leads_to) for row in asked.context["possible"]] == [
        (m.pk, m.version, "已受理") for m in five]
    [left] = asked.context["not_possible"]
    assert left.pk == returned.pk and "退回补正" in left.why_not
    assert set(statuses(five)) == {"submitted"} and not Batch.objects.exists()
    assert asked.context["back"] == f"{LIST}?status="


def test_all_that_fit_the_filter_are_chosen_by_the_filter(page, five, filed_organization):
    submitted("cancellation", filed_organization)
    asked = page.post(BATCH, {"action": "accept", "all": "1", "query": "kind=change&status=waiting", "item": ["1"]})
    assert [row.pk for row in asked.context["possible"]] == [m.pk for m in five]
    lost = page.post(BATCH, {"action": "accept", "all": "1", "query": "kind=shoes"}, follow=True)
    assert "请至少选择一项" in lost.content.decode()  # what is not understood means nobody, not all


def test_at_most_so_many_at_once(page, five, monkeypatch):
    monkeypatch.setattr(batching, "MOST", 3)
    asked = page.post(BATCH, {"action": "accept", "all": "1", "query": "status=waiting"})
    assert len(asked.context["possible"]) == 3 and asked.context["count"] == 5
    assert "共选 5 项" in asked.content.decode()


@pytest.mark.parametrize(("action", "items", "words"), [
    ("", True, "请选择批量操作"), ("approve", True, "请选择批量操作"), ("accept", False, "请至少选择一项")])
def test_nothing_chosen_leads_back_to_the_list(page, five, action, items, words):
    back = page.post(BATCH, {"action": action, "item": [m.pk for m in five] if items else [], "query": "page=1"},
                     follow=True)
    assert back.redirect_chain == [(f"{LIST}?page=1", 302)] and words in back.content.decode()


def test_one_bad_item_does_not_stop_the_rest(page, officer, five, community, other_street, other_officer):
    stale, forbidden, wrong, *good = five
    foreign = submitted("change", make_organization(other_street))
    data = sent([*five, foreign])
    take("return", stale, by=officer, seen=stale.version, note="补正", now=timezone.now())
    acts.submit(stale, by=writer_of(stale.organization), seen=stale.version, now=timezone.now())  # another by now
    forbidden.organization.memberships.create(user=officer, right="reader")
    take("return", wrong, by=officer, seen=wrong.version, note="补正", now=timezone.now())
    data["item"][2] = f"{wrong.pk}:{Matter.objects.get(pk=wrong.pk).version}"

    done = page.post(BATCH, data, follow=True)
    found = {item.thing: item for item in Batch.objects.get().items.all()}
    assert {pk: item.outcome for pk, item in found.items()} == {
        stale.pk: "stale", forbidden.pk: "forbidden", wrong.pk: "conflict", foreign.pk: "missing",
        **{m.pk: "done" for m in good}}
    assert statuses(good) == ["examining"] * 2 and statuses([foreign]) == ["submitted"]
    assert "退回补正" in found[wrong.pk].words and "您是该组织的成员" in found[forbidden.pk].words
    text = done.content.decode()
    assert "已办理 2 项，未办理 4 项" in text
    assert all(reverse("organizations:matter", args=[m.pk]) in text for m in five)
    assert found[foreign.pk].href == "" and foreign.organization.name not in text
    assert done.context["back"] == f"{LIST}?status=waiting&page=2"


def test_why_one_was_not_done_is_read_in_the_language_of_whoever_opens_it(page, officer, five, community):
    wrong, forbidden, tomorrow, *_rest = five
    for matter in (wrong, tomorrow):
        take("return", matter, by=officer, seen=matter.version, note="补正", now=timezone.now())
    forbidden.organization.memberships.create(user=officer, right="reader")
    data = sent([wrong, forbidden])
    page.post(BATCH, data | {"item": [*data["item"], f"{NOBODY}:0"]})
    page.post(BATCH, sent([tomorrow], "remind"))
    done, reminded = Batch.objects.order_by("pk")
    assert "退回补正" in done.items.get(thing=wrong.pk).words and str(done.items.get(thing=NOBODY)) == f"编号 {NOBODY}"
    with override("en"):
        assert done.items.get(thing=wrong.pk).words == (
            "«Accept for examination» is not possible while this is «Returned for correction».")
        assert done.items.get(thing=forbidden.pk).words.startswith("You belong to this organization yourself")
        assert str(done.items.get(thing=NOBODY)) == f"Number {NOBODY}"
        assert "telephone" in reminded.items.get().words or reminded.items.get().outcome == "done"


def test_a_changed_one_is_stale_and_stays(page, five, officer):
    data = sent(five, "return", note="请补正")
    Matter.objects.filter(pk=five[0].pk).update(version=five[0].version + 1)
    page.post(BATCH, data)
    assert outcomes(Batch.objects.get()) == ["stale", *["done"] * 4]
    assert statuses(five) == ["submitted", *["returned"] * 4]


def test_a_fault_nobody_foresaw_is_told_and_the_rest_goes_on(page, five, monkeypatch):
    def careless(matter, **given):
        deciding.accept(matter, **given)
        if matter.pk == five[1].pk:
            raise RuntimeError("lamp broken")

    monkeypatch.setattr(taking, "accept", careless)
    page.post(BATCH, sent(five))
    assert outcomes(Batch.objects.get()) == ["done", "fault", *["done"] * 3]
    assert statuses(five) == ["examining", "submitted", *["examining"] * 3]


def test_the_same_form_sent_twice_does_nothing_twice(page, five):
    data = sent(five, "return", note="请补正")
    first, again = page.post(BATCH, data), page.post(BATCH, data | {"note": "另一句"})
    assert first.headers["Location"] == again.headers["Location"]
    assert outcomes(Batch.objects.get()) == ["done"] * 5
    assert all(m.changes.filter(action="return").count() == 1 for m in five)
    assert set(five[0].changes.filter(action="return").values_list("note", flat=True)) == {"请补正"}


def test_what_a_kill_left_is_gone_on_with(page, five, officer):
    data = sent(five)
    batch = batching.begin(
        MATTERS, MATTERS.actions["accept"], {m.pk: m.version for m in five}, by=officer, token=data["token"], note="",
        query="")
    batch.items.filter(thing__in=[five[0].pk, five[1].pk]).update(outcome="done")
    told = page.get(reverse("organizations:matters-batch-done", args=[data["token"]]))
    assert "尚有 3 项未轮到" in told.content.decode()
    page.post(BATCH, {"token": data["token"]})
    assert outcomes(batch) == ["done"] * 5 and statuses(five) == ["submitted"] * 2 + ["examining"] * 3


def test_a_batch_is_its_persons_alone(page, client, five, other_officer, officer):
    data = sent(five)
    page.post(BATCH, data)
    client.force_login(other_officer)
    assert client.get(reverse("organizations:matters-batch-done", args=[data["token"]])).status_code == 404
    assert client.post(BATCH, data).status_code == 404
    assert Batch.objects.get().by == officer


def test_a_step_that_needs_words_asks_for_them_and_loses_nothing(page, five):
    data = sent(five[:3], "return")
    asked = page.post(BATCH, data)
    assert asked.status_code == 400 and not Batch.objects.exists()
    assert [row.pk for row in asked.context["possible"]] == [m.pk for m in five[:3]]
    choices = asked.context["form"].fields["usual"].choices
    first = page.post(BATCH, {"action": "return", "item": [m.pk for m in five[:3]]}).context["form"]
    assert choices == first.fields["usual"].choices  # those of the kind chosen, not of every kind
    usual = choices[0][0]
    page.post(BATCH, data | {"usual": [usual], "note": "另请带原件"})
    note = five[0].changes.get(action="return").note
    assert note == f"{usual}\n另请带原件"
    letter = Letter.objects.filter(template="matter-returned").first()
    assert letter is None or usual in letter.params["note"]


def test_words_that_are_not_the_offices_are_not_taken_as_usual(page, five):
    assert page.post(BATCH, sent(five, "return", usual=["随便"])).status_code == 400
    assert statuses(five) == ["submitted"] * 5


def test_a_street_keeps_its_own_usual_reasons(page, five, street):
    Rule.objects.create(key="matter-usual-reasons", area_code=street.code, effective_from="2026-01-01",
                        value={"return": ["本街道用语"]}, source="街道办法")
    asked = page.post(BATCH, {"action": "return", "item": [five[0].pk]})
    assert asked.context["form"].fields["usual"].choices == [("本街道用语", "本街道用语")]
    assert "usual" not in page.post(BATCH, {"action": "refuse", "item": [five[0].pk]}).context["form"].fields


def test_filings_are_worked_on_in_both_lists(page, community):
    one, other = filing_acts.submitted(community), filing_acts.submitted(community)
    page.post(reverse("organizations:filings-batch"), sent([one], "return", note="请补正"))
    page.post(BATCH, sent([other], "refuse", note="不属于备案范围"))
    assert statuses([one, other]) == ["returned", "refused"]
    assert set(Letter.objects.filter(channel="inbox").exclude(template="filing-submitted").values_list(
        "template", flat=True)) == {"filing-returned", "filing-refused"}


def test_forms_that_say_nothing_are_no_steps(page, five):
    assert page.post(BATCH, {"token": "no token"}).status_code == 400
    back = page.post(BATCH, {"token": uuid.uuid4(), "action": "accept", "item": ["1", "a:b", "9" * 30 + ":1", "²:1"]},
                     follow=True)
    assert "没有选择任何一项" in back.content.decode()
    gone = page.post(BATCH, {"token": uuid.uuid4(), "action": "accept", "item": ["999999:0"]}, follow=True)
    assert "编号 999999" in gone.content.decode() and outcomes(Batch.objects.get()) == ["missing"]


@pytest.mark.parametrize("count", [1, 20])
def test_the_pages_cost_the_same_whatever_the_number(page, community, count, django_assert_num_queries):
    """The steps themselves cost per thing: each is read, moved and told of by itself."""
    matters = [submitted("change", make_organization(community)) for _n in range(count)]
    with django_assert_num_queries(7):  # session, person, posts, own organizations, the matters, the rule, the frame
        page.post(BATCH, {"action": "accept", "item": [m.pk for m in matters]})
    data = sent(matters)
    page.post(BATCH, data)
    with django_assert_num_queries(6):  # session, person, the batch, its items, posts, the frame
        assert page.get(reverse("organizations:matters-batch-done", args=[data["token"]])).status_code == 200


def test_a_reminder_goes_out_once_a_day_and_disturbs_nobody_who_writes(page, filed_organization, officer):
    matter = in_status("returned", filed_organization, officer)
    writer = filed_organization.memberships.get(right="administrator").user
    seen = matter.version
    page.post(BATCH, sent([matter], "remind", note="明天前补齐"))
    matter.refresh_from_db()
    page.post(BATCH, sent([matter], "remind"))
    assert [outcomes(batch) for batch in Batch.objects.all()] == [["done"], ["conflict"]]
    assert matter.changes.filter(action="remind").count() == 1
    [letter] = Letter.objects.filter(recipient=writer, channel="inbox", template="matter-reminded")
    assert letter.key == f"matter:{matter.pk}:remind-{timezone.localdate()}" and "明天前" in letter.params["note"]
    shown = page.get(reverse("organizations:matter", args=[matter.pk]))
    assert shown.context["actions"] == []
    acts.fill(matter, {"reason": "写到一半"}, papers={}, by=writer, seen=seen)
    assert Matter.objects.get(pk=matter.pk).answers["reason"] == "写到一半"
    later = timezone.now() + timedelta(days=1)
    take("remind", matter, by=officer, seen=matter.version, note="", now=later)
    assert matter.changes.filter(action="remind").count() == 2


def test_what_goes_with_a_reminder_is_no_opinion(page, filed_organization, officer):
    matter = in_status("returned", filed_organization, officer)
    labels = {name: page.post(BATCH, {"action": name, "item": [matter.pk]}).context["form"].fields["note"].label
              for name in ("remind", "refuse")}
    assert labels == {"remind": "催报附言", "refuse": "统一意见"}


def test_nobody_to_remind_is_said(page, filed_organization, officer):
    matter = in_status("returned", filed_organization, officer)
    filed_organization.memberships.update(ended_at=timezone.now())
    page.post(BATCH, sent([matter], "remind"))
    assert "电话联系" in Batch.objects.get().items.get().words


@pytest.mark.parametrize("person", ["district_officer", "community_worker", "member"])
def test_who_does_not_decide_is_offered_nothing(client, cast, person, community):
    submitted("change", make_organization(community))
    client.force_login(cast[person])
    assert client.get(LIST).context["pile"] is None
    assert client.post(BATCH, {"action": "accept", "all": "1"}).status_code == 403


def test_a_returned_organization_of_many_people_hears_it_each(page, filed_organization, officer):
    matter = in_status("returned", filed_organization, officer)
    colleague = make_member(filed_organization, "reader")
    page.post(BATCH, sent([matter], "remind"))
    assert Letter.objects.filter(recipient=colleague, template="matter-reminded").count() == 1
