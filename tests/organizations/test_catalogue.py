"""The catalogue of qualified organizations: rounds, applications, nominations, publicity, the list, what falls out."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete, NotNow, Stale, WrongStatus
from organizations.catalogue import entries, rounds
from organizations.matters import acts
from organizations.matters.kinds import askable, not_open
from organizations.models import CatalogueEntry, Organization
from organizations.rules.conditions import LABELS
from tests.factories import make_area, make_member, make_organization
from tests.organizations.catalogue_acts import (
    AFTER,
    ANSWERS,
    ENDS,
    STARTS,
    TODAY,
    applied,
    drafted,
    fit,
    load,
    nominated,
    opened,
    prepared,
    publicised,
    published,
    take,
    verified,
)
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import writer_of

pytestmark = pytest.mark.django_db


def told(person, template):
    return Letter.objects.filter(recipient=person, channel="inbox", template=template).count()


def act(entry, name, by, note="理由", on=AFTER):
    entries.act(name, entry, by=by, seen=entry.version, note=note, today=on, met=LABELS)


def test_one_round_a_street_and_year(street, officer, other_officer):
    prepared(street, officer)
    with pytest.raises(ValidationError) as fault:
        prepared(street, officer)
    assert list(fault.value.message_dict) == ["year"]
    with pytest.raises(PermissionDenied):
        prepared(street, other_officer, 2027)


def test_days_in_the_wrong_order_are_told_beside_the_field(street, officer):
    with pytest.raises(ValidationError) as fault:
        prepared(street, officer, applies_until=date(2026, 11, 1), valid_until=date(2026, 10, 1))
    assert set(fault.value.message_dict) == {"applies_until", "valid_until"}


def test_opening_tells_the_streets_organizations_once(street, community, officer, other_street):
    far = make_area("330105006001", "别处", other_street)
    here, there = make_member(fit(community)), make_member(make_organization(far))
    round = opened(street, officer)
    assert (told(here, "catalogue-opened"), told(there, "catalogue-opened")) == (1, 0)
    with pytest.raises(WrongStatus):
        rounds.act("open", round, by=officer, seen=round.version, today=TODAY)


def test_an_application_is_offered_while_the_round_is_open_and_taken_in_its_days(street, community, officer):
    organization = fit(community)
    assert [one.year for one in askable(organization) if one.kind.code == "catalogue"] == []
    opened(street, officer)
    assert [one.year for one in askable(organization) if one.kind.code == "catalogue"] == [2026]
    matter = drafted(organization)
    assert not acts.shortcomings(matter, on=STARTS) and not acts.shortcomings(matter, on=ENDS)
    for day in (STARTS - timedelta(days=1), ENDS + timedelta(days=1)):
        assert list(acts.shortcomings(matter, on=day)) == ["standing"]


def test_an_application_says_everything_that_is_missing(street, community, officer):
    opened(street, officer)
    organization = fit(community)
    matter = acts.start("catalogue", organization, by=make_member(organization), token=uuid.uuid4(), year=2026)
    assert set(acts.shortcomings(matter, on=ENDS)) == {
        "fields", "staff_count", "taxes", "no_breach", "staff_list", "tax_record"}
    matter.answers = ANSWERS | {"fields": "养老服务、造桥"}
    assert "造桥" in acts.shortcomings(matter, on=ENDS)["fields"][0]


def test_a_granted_application_becomes_an_entry_with_the_facts_as_found(street, community, officer):
    opened(street, officer)
    organization = fit(community)
    entry = verified(organization, officer)
    assert (entry.status, entry.service_fields, entry.matter.receipt_no[:14]) == (
        "verified", "养老服务、志愿服务", "ML330105005-20")
    staff = next(fact for fact in entry.facts if fact["condition"] == "staff")
    assert (staff["state"], staff["values"]) == ("met", {"count": 3, "least": 2})
    Organization.objects.filter(pk=organization.pk).update(venue="")
    assert next(fact for fact in load(entry).facts if fact["condition"] == "venue")["state"] == "met"
    assert list(entry.changes.values_list("action", flat=True)) == ["create"]


def test_a_hard_condition_bars_the_grant_and_leaves_nothing(street, community, officer):
    opened(street, officer)
    matter = applied(fit(community), staff_count=1)
    take("accept", matter, by=officer, on=ENDS)
    take("review", matter, by=officer, note="意见", on=ENDS)
    with pytest.raises(Incomplete) as refused:
        take("approve", matter, by=officer, note="同意", on=ENDS)
    assert "1" in refused.value.messages[0] and matter.status == "reviewed"
    assert not CatalogueEntry.objects.exists()


def test_a_soft_condition_asks_for_a_reason(street, community, officer):
    Rule.objects.create(
        key="catalogue-conditions", area_code=street.code, effective_from=date(2026, 1, 1), source="街道办法",
        value={"staff": {"weight": "soft", "source": "街道办法"}})
    opened(street, officer)
    matter = applied(fit(community), staff_count=1)
    take("accept", matter, by=officer, on=ENDS)
    take("review", matter, by=officer, note="意见", on=ENDS)
    with pytest.raises(Incomplete):
        take("approve", matter, by=officer, on=ENDS)
    take("approve", matter, by=officer, note="有两名社工长期派驻", on=ENDS)
    assert matter.catalogue_entry.status == "verified"


def test_who_stands_in_the_round_does_not_apply_again(street, community, officer):
    opened(street, officer)
    entry = verified(fit(community), officer)
    matter = drafted(entry.organization)
    assert list(acts.shortcomings(matter, on=ENDS)) == ["standing"]


def test_an_officer_nominates_and_never_agrees(street, community, officer):
    round, organization = opened(street, officer), fit(community)
    member = make_member(organization)
    entry = nominated(round, organization, officer)
    assert (entry.status, told(member, "catalogue-nominated")) == ("nominated", 1)
    with pytest.raises(PermissionDenied):
        act(entry, "agree", officer)
    with pytest.raises(WrongStatus):
        act(entry, "verify", officer)
    with pytest.raises(PermissionDenied):
        act(entry, "agree", make_member(organization, "reader"))
    act(entry, "agree", member)
    assert (entry.status, told(officer, "catalogue-agreed")) == ("applied", 1)
    with pytest.raises(PermissionDenied):
        act(entry, "verify", member)
    act(entry, "verify", officer)
    assert (entry.status, told(member, "catalogue-verified")) == ("verified", 1)
    assert {fact["condition"]: fact["state"] for fact in load(entry).facts}["staff"] == "met"


def test_a_declined_nomination_leaves_the_place_free(street, community, officer):
    round, organization = opened(street, officer), fit(community)
    member = make_member(organization)
    entry = nominated(round, organization, officer)
    with pytest.raises(ValidationError):
        nominated(round, organization, officer)
    act(entry, "decline", member, note="人手不足")
    assert (entry.status, told(officer, "catalogue-declined")) == ("declined", 1)
    assert nominated(round, organization, officer).pk != entry.pk


def test_a_nomination_is_of_an_organization_of_the_street_for_fields_of_the_round(street, community, officer):
    round = opened(street, officer)
    far = fit(make_area("330105006001", "别处", make_area("330105006", "别处街道", street.parent)))
    with pytest.raises(PermissionDenied):
        nominated(round, far, officer)
    with pytest.raises(ValidationError) as fault:
        entries.nominate(round, fit(community, 1), ["造桥"], by=officer, token=uuid.uuid4())
    assert list(fault.value.message_dict) == ["fields"]


def test_an_application_goes_on_with_the_nomination(street, community, officer):
    round, organization = opened(street, officer), fit(community)
    entry = nominated(round, organization, officer)
    assert verified(organization, officer).pk == entry.pk
    assert load(entry).service_fields == ANSWERS["fields"]
    assert list(entry.changes.values_list("action", flat=True)) == ["create", "grant"]


def under_way(client, matter) -> bool:
    client.force_login(writer_of(matter.organization))
    return url("matter", matter.pk) in client.get(url("mine")).content.decode()


def test_publicity_begins_after_the_applications_when_all_is_decided(client, street, community, officer):
    round = opened(street, officer)
    with pytest.raises(NotNow):
        publicised(round, officer, on=ENDS)
    with pytest.raises(Incomplete):
        publicised(round, officer)  # nobody is verified
    verified(fit(community), officer)
    waiting = applied(fit(community, 1))
    with pytest.raises(Incomplete) as refused:
        publicised(round, officer)
    assert "1" in refused.value.messages[0]
    take("refuse", waiting, by=officer, note="材料不实")
    assert (not_open(waiting), under_way(client, waiting)) == ([], True)
    publicised(round, officer)
    assert not under_way(client, waiting)  # it cannot be taken up again
    with pytest.raises(Incomplete, match="已不在申报阶段"):
        acts.reopen(waiting, by=writer_of(waiting.organization), seen=waiting.version)
    assert set(round.entries.values_list("status", flat=True)) == {"publicised"}
    with pytest.raises(Incomplete):  # what is granted too late enters no closed round
        entries.enter(waiting, by=officer, note="", on=TODAY)


@pytest.mark.parametrize(("rule", "start", "last"), [
    ({"count": 7, "unit": "workdays"}, TODAY, date(2026, 12, 2)),
    ({"count": 7, "unit": "days"}, TODAY, date(2026, 11, 30)),
    ({"count": 5, "unit": "days"}, TODAY, date(2026, 11, 30)),  # a Saturday moves on to the Monday
    # National Day 2025: off from 1 to 8 October; 28 September and 11 October are worked
    ({"count": 4, "unit": "workdays"}, date(2025, 9, 26), date(2025, 10, 9)),
    ({"count": 6, "unit": "workdays"}, date(2025, 9, 26), date(2025, 10, 11)),
    ({"count": 7, "unit": "workdays"}, date(2025, 9, 26), date(2025, 10, 13)),
    ({"count": 7, "unit": "days"}, date(2025, 9, 26), date(2025, 10, 9)),
])
def test_the_last_day_of_the_publicity(street, community, officer, rule, start, last):
    Rule.objects.create(key="catalogue-publicity", area_code=street.code, effective_from=date(2025, 1, 1),
                        value=rule, source="街道办法")
    round = opened(street, officer, applies_from=start - timedelta(days=9), applies_until=start - timedelta(days=1))
    verified(fit(community), officer, on=start - timedelta(days=2))
    publicised(round, officer, on=start)
    round.refresh_from_db()
    assert (round.publicised_on, round.objections_until, round.publicity_unit) == (start, last, rule["unit"])
    assert round.takes_objections(on=last) and not round.takes_objections(on=last + timedelta(days=1))
    with pytest.raises(NotNow):
        published(round, officer, on=last)
    published(round, officer, on=last + timedelta(days=1))


def test_a_later_rule_moves_no_period_that_runs(street, community, officer):
    round = opened(street, officer)
    verified(fit(community), officer)
    publicised(round, officer)
    Rule.objects.create(key="catalogue-publicity", area_code=street.code, effective_from=TODAY, source="街道办法",
                        value={"count": 30, "unit": "days"})
    published(round, officer)
    assert round.status == "listed"


def test_listing_numbers_each_entry_once(street, community, officer):
    round = opened(street, officer)
    made = [verified(fit(community, n), officer) for n in range(3)]
    publicised(round, officer)
    act(load(made[1]), "remove", officer)
    published(round, officer)
    assert [(load(one).status, load(one).number) for one in made] == [("listed", 1), ("removed", None), ("listed", 2)]
    assert load(made[2]).label == "330105005-2026-002"
    with pytest.raises(WrongStatus):
        published(round, officer)


def test_an_old_page_is_told(street, community, officer):
    round = opened(street, officer)
    verified(fit(community), officer)
    with pytest.raises(Stale):
        rounds.publicise(round, by=officer, seen=0, today=TODAY)


def test_an_officer_who_belongs_to_an_entry_moves_nothing(street, community, officer):
    from organizations.models import Membership, forget_rights

    round = opened(street, officer)
    entry = verified(fit(community), officer)
    Membership.objects.create(organization=entry.organization, user=officer, right="reader")
    forget_rights(officer)
    for step in (lambda: publicised(round, officer), lambda: act(entry, "reject", officer)):
        with pytest.raises(PermissionDenied):
            step()
