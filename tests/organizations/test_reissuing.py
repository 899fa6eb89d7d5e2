"""A certificate anew: lost, damaged, run out, or none yet; and the last day of one."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.rulebook.models import Rule
from incubator.workflow import Incomplete, Stale
from organizations.certifying import certificate_pdf, standing
from organizations.matters import acts
from organizations.models import Certificate, Organization
from organizations.reports.overview import overview, with_counts
from tests.factories import make_member
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, document, draft, examined, filed, take, writer_of
from tests.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def years(street):
    """The street's certificates are valid for three years."""
    return Rule.objects.create(key="certificate-valid-years", area_code=street.code, value=3,
                               effective_from=date(2020, 1, 1), source="街道办法")


def asked(organization, ground, *papers, now=NOW):
    matter = draft("reissue", organization)
    acts.fill(matter, {"ground": ground}, papers={paper: document(paper) for paper in papers},
              by=writer_of(organization), seen=matter.version)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=now)
    return matter


def test_a_lost_one_is_declared_lost_and_made_again(years, community, officer):
    organization = filed(community, officer)
    old = organization.certificates.get()
    assert old.valid_until == date(2029, 11, 22)
    with pytest.raises(Incomplete) as refused:
        asked(organization, "lost")
    assert set(refused.value.message_dict) == {"loss_statement"}
    matter = acts.Matter.objects.get(kind="reissue")
    acts.fill(matter, {}, papers={"loss_statement": document("loss_statement")}, by=writer_of(organization),
              seen=matter.version)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=NOW)
    assert (matter.receipt_no[:2], matter.answer_due_on) == ("HZ", date(2026, 11, 30))  # five working days
    acts.take("approve", matter, by=officer, seen=matter.version, now=NOW + timedelta(days=3))
    old.refresh_from_db()
    new = organization.certificates.get(withdrawn_on=None)
    assert (old.withdrawn_on, old.withdrawn_reason) == (date(2026, 11, 26), "issued_anew")
    assert (new.number, new.issued_on, new.valid_until) == (old.number, date(2026, 11, 26), old.valid_until)
    assert new.code != old.code and organization.changes.filter(action="reissue", note=matter.receipt_no).exists()
    letter = Letter.objects.filter(recipient=writer_of(organization), channel="inbox").order_by("pk").last()
    assert letter.template == "matter-certified" and new.number in words(letter.template, letter.params)[1]


def test_one_that_runs_out_gets_a_new_term_and_not_before_its_time(years, community, officer):
    organization = filed(community, officer)
    with pytest.raises(Incomplete, match="2029-09-23") as refused:
        asked(organization, "run_out")
    assert set(refused.value.message_dict) == {"ground"}
    acts.Matter.objects.filter(kind="reissue").update(status="withdrawn")
    late = NOW.replace(year=2029, month=11, day=23)
    old = organization.certificates.get()
    assert standing(old, on=date(2029, 11, 22)).stands and not standing(old, on=date(2029, 11, 23)).stands
    matter = asked(organization, "run_out", now=late)
    acts.take("approve", matter, by=officer, seen=matter.version, now=late)
    new = organization.certificates.get(withdrawn_on=None)
    assert new.valid_until == date(2032, 11, 22) and standing(new, on=date(2029, 11, 23)).stands


def test_asked_for_in_time_the_new_term_follows_on_the_old_one(years, community, officer):
    organization = filed(community, officer)
    early = NOW.replace(year=2029, month=10, day=8)
    matter = asked(organization, "run_out", now=early)
    acts.take("approve", matter, by=officer, seen=matter.version, now=early)
    assert organization.certificates.get(withdrawn_on=None).valid_until == date(2032, 11, 22)


def test_one_that_ran_out_is_not_made_again_with_its_last_day(years, community, officer):
    organization = filed(community, officer)
    with pytest.raises(Incomplete, match="2029-11-22") as refused:
        asked(organization, "damaged", now=NOW.replace(year=2030))
    assert set(refused.value.message_dict) == {"ground"}


def test_without_a_rule_a_certificate_has_no_last_day(community, officer):
    organization = filed(community, officer)
    certificate = organization.certificates.get()
    assert certificate.valid_until is None and standing(certificate, on=date(2099, 1, 1)).stands
    with pytest.raises(Incomplete, match="无需换发"):
        asked(organization, "run_out")


def test_a_term_that_begins_on_a_leap_day_ends_with_february(years, community, officer):
    organization = filed(community, officer)
    certificate = Certificate.objects.issue(
        organization, matter=draft("change", organization), number="x", on=date(2028, 2, 29))
    assert certificate.valid_until == date(2031, 2, 27)


def test_one_that_came_by_ledger_gets_its_first(filed_organization, officer):
    make_member(filed_organization)
    Organization.objects.filter(pk=filed_organization.pk).update(filing_no="330105-005-2021-1-0009")
    filed_organization.refresh_from_db()
    with pytest.raises(Incomplete, match="尚未发过证书"):
        asked(filed_organization, "damaged")
    matter = acts.Matter.objects.get(kind="reissue")
    acts.fill(matter, {"ground": "none_yet"}, papers={}, by=writer_of(filed_organization), seen=matter.version)
    acts.submit(matter, by=writer_of(filed_organization), seen=matter.version, now=NOW)
    take("approve", matter, by=officer)
    assert filed_organization.certificates.get().number == "330105-005-2021-1-0009"


def test_one_whose_ledger_knew_no_number_gets_the_next(filed_organization, officer):
    make_member(filed_organization)
    Organization.objects.filter(pk=filed_organization.pk).update(filing_no="")
    filed_organization.refresh_from_db()
    take("approve", asked(filed_organization, "none_yet"), by=officer)
    filed_organization.refresh_from_db()
    assert filed_organization.filing_no == "330105-005-2026-1-0001" == filed_organization.certificates.get().number
    assert filed_organization.changes.get(action="reissue").fields == {"filing_no": ["", "330105-005-2026-1-0001"]}


def test_a_second_one_is_not_issued_beside_one_that_stands(community, officer):
    with pytest.raises(Incomplete, match="仍有效"):
        asked(filed(community, officer), "none_yet")


@pytest.mark.django_db(transaction=True)
def test_a_change_and_a_new_certificate_granted_at_once_leave_one(community, officer):
    """Both are read before either is granted: the later one is told that the register moved on, or sees the new one."""
    organization = filed(community, officer)
    matters = [asked(organization, "damaged"), examined("change", organization, officer)]
    outcomes = race(lambda i: take("approve", matters[i], by=officer), 2)
    assert None in outcomes and {type(outcome) for outcome in outcomes} <= {type(None), Stale}
    standing_now = organization.certificates.filter(withdrawn_on=None)
    assert standing_now.count() == 1
    assert organization.certificates.count() == 1 + outcomes.count(None)


def test_a_change_keeps_the_last_day(years, community, officer):
    organization = filed(community, officer)
    Rule.objects.filter(pk=years.pk).update(value=5)
    take("approve", examined("change", organization, officer), by=officer)
    assert organization.certificates.get(withdrawn_on=None).valid_until == date(2029, 11, 22)


def test_a_registered_one_has_no_filing_certificate_to_ask_for(organization, member):
    with pytest.raises(Incomplete):
        draft("reissue", organization)


def test_paper_and_public_page_say_the_last_day(years, community, officer, client):
    certificate = filed(community, officer).certificates.get()
    words = PdfReader(io.BytesIO(certificate_pdf(certificate))).pages[0].extract_text().replace("\n", "")
    assert "有效期至2029年11月22日" in words
    address = reverse("organizations:public-certificate", args=[certificate.code])
    assert "2029-11-22" in client.get(address).content.decode()
    Certificate.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    page = client.get(address).content.decode()
    assert "证书已过有效期" in page and "在册有效" not in page


def test_its_end_waits_from_the_day_it_may_be_renewed(years, community, officer):
    organization = filed(community, officer)

    def waits(on):
        known = with_counts(Organization.objects.select_related("area")).get(pk=organization.pk)
        return [(clock.day, clock.overdue) for clock in overview(known, user=officer, today=on, credit=[]).clocks
                if clock.href == "#matters"]

    end = date(2029, 11, 22)
    assert waits(end - timedelta(days=61)) == []
    assert waits(end - timedelta(days=60)) == waits(end) == [(end, False)]
    assert waits(end + timedelta(days=1)) == [(end, True)]


def test_the_form_shows_every_paper_before_the_reason_is_known(client, community, officer):
    organization = filed(community, officer)
    matter = draft("reissue", organization)
    client.force_login(writer_of(organization))
    page = client.get(url("matter-edit", matter.pk)).content.decode()
    assert "证书遗失声明" in page and "因以下情况申请时须附：证书遗失。" in page and "证书即将到期或已到期" in page
