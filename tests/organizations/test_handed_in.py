"""What the office sees of a filing: what was handed in to it, whatever the organization does to its draft since."""

import pytest
from django.urls import reverse

from incubator.accounts.models import Disclosure
from incubator.documents.receiving import keep
from organizations import filing as acts
from organizations.models import Filing, HandedInPaper, Organization
from tests.documents.corpus import pdf
from tests.factories import make_area, make_officer
from tests.organizations.filing_acts import IDENTITY, NOW, applicant_of, complete, in_status, submitted

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"organizations:{name}", args=args)


def reveal(filing, field="identity_no") -> str:
    return reverse("accounts:reveal", args=["organizations.organization", filing.organization_id, field])


def put(filing, name: str):
    """A new charter into the draft; what is in the file tells it from the others."""
    document = keep(pdf() + name.encode(), kind="charter", name=name, found="pdf", by=None)
    acts.attach(filing, {"charter": document}, by=applicant_of(filing), seen=filing.version)


def read(client, user, filing, page="filing-material") -> bytes:
    client.force_login(user)
    answer = client.get(at(page, filing.pk, "charter"))
    return b"".join(answer.streaming_content)[-8:] if answer.status_code == 200 else str(answer.status_code).encode()


def hand_in(filing):
    acts.submit(filing, by=applicant_of(filing), seen=filing.version, now=NOW)


def send_back(filing, officer):
    acts.take("return", filing, by=officer, seen=filing.version, now=NOW, note="请补正", remarks={})


@pytest.fixture
def corrected(community, officer):
    """Handed in with 1.pdf, returned, 2.pdf put in its place and not handed in yet."""
    filing = complete(community)
    put(filing, "1.pdf")
    hand_in(filing)
    send_back(filing, officer)
    put(filing, "2.pdf")
    return filing


def test_a_paper_put_to_a_correction_is_the_offices_only_when_handed_in(client, corrected, officer, community_worker):
    for person in (officer, community_worker):
        assert read(client, person, corrected).endswith(b"1.pdf")
        assert read(client, person, corrected, "filing-material-earlier") == b"404"
    assert read(client, applicant_of(corrected), corrected).endswith(b"2.pdf")
    hand_in(corrected)
    for person in (officer, applicant_of(corrected)):
        assert read(client, person, corrected).endswith(b"2.pdf")
        assert read(client, person, corrected, "filing-material-earlier").endswith(b"1.pdf")
    client.force_login(officer)
    assert at("filing-material-earlier", corrected.pk, "charter") in client.get(
        at("filing-detail", corrected.pk)).content.decode()


def test_a_paper_taken_out_of_a_correction_still_lies_with_the_office(client, corrected, officer):
    acts.detach(corrected, "charter", by=applicant_of(corrected), seen=corrected.version)
    assert read(client, applicant_of(corrected), corrected) == b"404"
    assert read(client, officer, corrected).endswith(b"1.pdf")


def test_the_api_serves_the_same_paper_to_each_side(client, corrected, officer):
    one = f"/api/v1/filings/{corrected.pk}/materials/charter/"
    for person, name in ((officer, b"1.pdf"), (applicant_of(corrected), b"2.pdf")):
        client.force_login(person)
        assert b"".join(client.get(one).streaming_content).endswith(name)


def test_a_name_changed_in_the_draft_is_not_shown_to_the_office_yet(client, corrected, officer):
    handed_in = corrected.organization.name
    acts.fill(corrected, {"name": "改了名的队"}, by=applicant_of(corrected), seen=corrected.version)
    client.force_login(officer)
    for page in (at("filing-detail", corrected.pk), at("filings") + "?status=returned"):
        text = client.get(page).content.decode()
        assert handed_in in text and "改了名的队" not in text
    client.force_login(applicant_of(corrected))
    assert "改了名的队" in client.get(at("filing-detail", corrected.pk)).content.decode()


def test_each_hand_in_keeps_its_own_papers(corrected):
    hand_in(corrected)
    kept = HandedInPaper.objects.filter(matter=corrected).order_by("hand_in").values_list("hand_in", "document__name")
    assert list(kept) == [(1, "1.pdf"), (2, "2.pdf")]


@pytest.mark.parametrize(("who", "status"), {
    "officer": 200, "district_officer": 403, "community_worker": 403, "other_officer": 404, "stranger": 404,
    "resident": 404}.items())
def test_who_may_see_a_number_whole_while_the_filing_waits(who, status, cast, client, community):
    filing = submitted(community)
    client.force_login(cast[who])
    assert client.get(reveal(filing)).status_code == status
    answer = client.post(reveal(filing), {"reason": "核对负责人身份"})
    assert answer.status_code == status and (IDENTITY in answer.content.decode()) is (status == 200)
    assert Disclosure.objects.count() == (status == 200)


def test_the_way_to_the_number_stands_beside_the_mask_and_asks_for_a_reason(client, officer, community):
    filing = submitted(community)
    client.force_login(officer)
    assert client.get(at("filing-detail", filing.pk)).content.decode().count("/organizations.organization/") == 2
    answer = client.post(reveal(filing), {"reason": " "})
    assert IDENTITY not in answer.content.decode() and not Disclosure.objects.exists()
    client.force_login(applicant_of(filing))
    assert "/organizations.organization/" not in client.get(at("filing-detail", filing.pk)).content.decode()
    assert client.get(reveal(filing)).status_code == 403


@pytest.mark.parametrize("status", ["draft", "returned", "withdrawn", "refused"])
def test_a_draft_that_does_not_wait_for_the_office_keeps_its_numbers(client, officer, community, status):
    filing = in_status(status, community, officer)
    client.force_login(officer)
    assert client.get(reveal(filing)).status_code == 404
    assert reveal(filing) not in client.get(at("filing-detail", filing.pk)).content.decode()


def test_the_draft_itself_is_still_no_page_of_the_office(client, officer, community):
    filing = submitted(community)
    client.force_login(officer)
    assert client.get(at("organization", filing.organization_id)).status_code == 404
    assert not Organization.objects.visible_to(officer).filter(pk=filing.organization_id).exists()


def test_a_correction_keeps_the_receipt_and_another_street_gives_its_own(client, community, officer, other_street,
                                                                         other_officer):
    filing = submitted(community)
    first = filing.receipt_no
    send_back(filing, officer)
    hand_in(filing)
    assert filing.receipt_no == first, "a correction goes on under its number"
    send_back(filing, officer)
    there = make_area("330105006001", "别处社区", other_street)
    acts.fill(filing, {"area": there}, by=applicant_of(filing), seen=filing.version)
    assert not Filing.objects.visible_to(other_officer).exists(), "not handed in there yet"
    assert Filing.objects.visible_to(officer).get() == filing
    hand_in(filing)
    assert filing.receipt_no == f"BA330105006-20261123-{filing.pk:06d}"
    assert not Filing.objects.visible_to(officer).exists()
    assert Filing.objects.visible_to(other_officer).get() == filing
    client.force_login(applicant_of(filing))
    assert "别处街道" in client.get(at("filing-receipt", filing.pk)).content.decode()
    assert filing.changes.filter(action="submit").last().fields["receipt_no"] == [first, filing.receipt_no]


def test_the_receipt_of_a_moved_draft_names_the_street_that_has_it(client, community, officer, other_street):
    filing = in_status("returned", community, officer)
    acts.fill(filing, {"area": make_area("330105006001", "别处社区", other_street)}, by=applicant_of(filing),
              seen=filing.version)
    client.force_login(applicant_of(filing))
    text = client.get(at("filing-receipt", filing.pk)).content.decode()
    assert "拱宸桥街道" in text and filing.receipt_no in text


@pytest.mark.parametrize("status", ["withdrawn", "refused"])
def test_a_filing_taken_up_again_is_handed_in_under_a_new_number(community, officer, status):
    filing = in_status(status, community, officer)
    person, later = applicant_of(filing), NOW.replace(day=25)
    acts.reopen(filing, by=person, seen=filing.version)
    acts.submit(filing, by=person, seen=filing.version, now=later)
    assert filing.receipt_no == f"BA330105005-20261125-{filing.pk:06d}"


def test_an_approved_filing_follows_its_organization_to_another_street(community, officer, other_street):
    filing = in_status("approved", community, officer)
    there = make_area("330105006001", "别处社区", other_street)
    Organization.objects.filter(pk=filing.organization_id).update(area=there)
    assert Filing.objects.visible_to(make_officer("street_officer", other_street)).get() == filing


def test_the_page_says_what_an_approval_brings_about_before_it_is_confirmed(client, community, officer):
    filing = submitted(community)
    client.force_login(officer)
    number = acts.coming_number(filing.organization, on=NOW.date())
    text = client.get(at("filing-detail", filing.pk)).content.decode()
    assert "330105-005-" in text and "确认：准予备案" in text and "不能撤回" in text
    assert number in text
    acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    assert Organization.objects.get(pk=filing.organization_id).filing_no == number
