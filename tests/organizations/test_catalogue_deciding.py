"""What bars the decision on an application stands in its place; what is left to the office it confirms by name."""

import pytest
from django.urls import reverse

from incubator.workflow import Blocked, Incomplete
from organizations.catalogue import entries
from organizations.models import CatalogueEntry, Matter
from organizations.rules.conditions import as_kept
from tests.factories import make_credit, make_member
from tests.organizations.catalogue_acts import TODAY, applied, fit, load, nominated, noon, opened, take

pytestmark = pytest.mark.django_db
JUDGED = ["taxes", "annual_report"]  # what is left to the office here


@pytest.fixture(autouse=True)
def day(time_machine):
    time_machine.move_to(noon(TODAY))


@pytest.fixture
def matter(street, community, officer):
    """Ready for the decision."""
    opened(street, officer)
    made = applied(fit(community))
    take("accept", made, by=officer)
    take("review", made, by=officer, note="意见")
    return made


def address(matter: Matter) -> str:
    return reverse("organizations:matter", args=[matter.pk])


def test_a_condition_that_bars_is_told_before_every_step_and_the_grant_is_not_offered(
        client, street, community, officer):
    opened(street, officer)
    matter = applied(fit(community, venue=""))
    client.force_login(officer)
    for step in (None, "accept", "review"):
        if step:
            take(step, matter, by=officer, note="意见")
        page = client.get(address(matter)).content.decode()
        decide = page[page.index("<h2>办理"):]
        assert "按目前情况不能批准" in decide and "固定办公场所：登记册中没有活动场所" in decide
        assert "approve/" not in page


def test_a_refused_grant_comes_back_into_the_form_with_what_was_typed(client, officer, matter):
    client.force_login(officer)
    make_credit(matter.organization, "abnormal")  # since the page was opened
    sent = {"version": matter.version, "note": "独特的意见", "met": JUDGED}
    page = client.post(address(matter) + "approve/", sent)
    words = page.content.decode()
    assert page.status_code == 400 and "暂不能办理" in words and "活动异常名录" in words
    assert not CatalogueEntry.objects.exists()
    matter.organization.credit_records.all().delete()
    page = client.post(address(matter) + "approve/", sent | {"met": ["taxes"]})
    words = page.content.decode()
    assert page.status_code == 400 and "年度报告" in words and "独特的意见</textarea>" in words
    assert 'value="taxes" required checked' in words and 'value="annual_report" required>' in words


def test_who_judged_is_kept_with_the_facts_of_the_entry(client, officer, matter):
    client.force_login(officer)
    client.post(address(matter) + "approve/", {"version": matter.version, "note": "", "met": JUDGED})
    matter.refresh_from_db()
    facts = {one.condition: one for one in as_kept(load(matter.catalogue_entry).facts)}
    assert [(facts[name].state, facts[name].judged_by) for name in JUDGED] == [("met", str(officer))] * 2
    assert facts["staff"].judged_by == ""
    page = client.get(reverse("organizations:qualified-entry", args=[matter.catalogue_entry.pk])).content.decode()
    assert page.count(f"由{officer}认定符合") == 2


def test_a_nomination_is_verified_in_the_same_way(client, street, community, officer):
    entry = nominated(opened(street, officer), fit(community), officer)
    entries.act("agree", entry, by=make_member(entry.organization), seen=entry.version, note="", today=TODAY)
    with pytest.raises(Incomplete) as refused:
        entries.verify(entry, by=officer, seen=entry.version, note="", on=TODAY)
    assert set(refused.value.message_dict) == {"judged"} and not isinstance(refused.value, Blocked)
    client.force_login(officer)
    place = reverse("organizations:qualified-entry", args=[entry.pk])
    open_ones = [one.condition for one in client.get(place).context["verdict"].judged]
    page = client.post(place + "verify/", {"version": entry.version, "note": "打了一半", "met": open_ones[:1]})
    assert page.status_code == 400 and "打了一半</textarea>" in page.content.decode()
    assert client.post(place + "verify/", {"version": entry.version, "note": "", "met": open_ones}).status_code == 302
    assert {one.judged_by for one in as_kept(load(entry).facts) if one.condition in open_ones} == {str(officer)}


def test_machines_confirm_by_the_names_of_the_conditions(client, officer, matter):
    client.force_login(officer)
    act = reverse("matter-act", args=[matter.pk, "approve"])

    def send(**given):
        return client.post(act, given, content_type="application/json", headers={"If-Match": str(matter.version)})

    assert "judged" in send(note="同意").json()["detail"]
    assert send(met=["weather"]).status_code == 400
    assert send(met=JUDGED).json()["status"] == "approved"
