"""A list asks the database as often for one row as for fifty, and never more than twelve times.

The one page of an organization is no list: it asks once for each of its sections.
"""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.deciding import locking
from evaluations.models import Panelist
from evaluations.preparing import open_day
from evaluations.workflow import day_workflow
from incubator.accounts.models import Disclosure
from incubator.workdays import add_months, today
from organizations import importing
from organizations.annual import campaigns
from organizations.models import AnnualCampaign, AnnualDuty, CatalogueEntry, CatalogueRound, Membership, PaperTemplate
from projects.models import ProgressReport
from projects.reporting.making import make_reports
from tests.access.backoffice import MODELS
from tests.documents.corpus import upload
from tests.evaluations.makers import make_day, sign_all
from tests.factories import (
    make_activity,
    make_area,
    make_credit,
    make_holder,
    make_hub_link,
    make_member,
    make_officer,
    make_organization,
    make_paid,
    make_pairing,
    make_project,
    make_return,
    make_scheme,
    make_spending,
    make_stage,
    make_user,
    make_visit,
)
from tests.organizations import annual_acts, matter_acts
from tests.organizations.catalogue_acts import fit, objected, whole_round
from tests.organizations.filing_acts import submitted
from tests.organizations.ledgers import row, sheet

pytestmark = pytest.mark.django_db
MOST = 12
AT_A_GLANCE = "organizations:organization of home"
DECIDING = "organizations:filing-detail of filing"  # looks the street's names, its places and open matters through
# Who opens which list, and how often it asks: the session, the person, the posts and the frame's facts among them.
COUNTS: dict[str, dict[str, int]] = {
    "officer": {
        "admin:index": 11, "admin:data": 4, "organizations:organizations": 10, "organizations:organizations-export": 5,
        "organizations:filings": 8, "organizations:matters": 8, "organizations:statistics": 6,
        "organizations:filings-export": 5, "organizations:matters-export": 5,
        "organizations:statistics-file": 5,
        "organizations:organizations-print": 7, "organizations:credit-export": 5,
        "organizations:templates": 6, "organizations:people-export of home": 7, "organizations:group-new": 6,
        "organizations:hub-link-new of hub": 7, "hub-link-list": 6,
        "organizations:annual-campaigns": 7, "organizations:annual of campaign": 10,
        "organizations:annual-export of campaign": 5, "organizations:annual-duty of duty": 11,
        "organizations:annual-years of home": 9, "annual-campaign-list": 5, "annual-duty-list": 6,
        "admin:organizations_annualcampaign_changelist": 7, "admin:organizations_annualduty_changelist": 8,
        "organizations:imports": 7, "projects:projects": 8, "projects:projects-export": 5,
        "projects:reports": 9, "projects:summary": 7, "projects:summary-file": 5, "evaluations:schemes": 7,
        "evaluations:days": 9, "evaluations:sheets": 6, "notices:inbox": 6, AT_A_GLANCE: 16,
        "organizations:members of home": 8, "organizations:people of home": 9, "organizations:timeline of home": 8,
        "organizations:papers of home": 8, "organizations:growth of home": 12,
        "organizations:growth-export of home": 11,
        "organizations:visits": 8, "organizations:visits-export": 6,
        "organizations:qualified-rounds": 7, "organizations:qualified-round of round": 12,
        "organizations:qualified-round-export of round": 6, "organizations:qualified-entry of entry": 10,
        "qualified-round-list": 6, "qualified-entry-list": 6, "qualified-objection-list": 6,
        "organizations:filing-detail of filing": 15, "organizations:matter of matter": 8,
        "projects:project of project": 12, "projects:activities of project": 8, "projects:spendings of project": 8,
        "projects:returns of project": 8, "money-return-list": 6,
        "projects:report of report": 12, "evaluations:scheme of scheme": 8, "evaluations:day-detail of day": 10,
        "evaluations:day-board of day": 10, "evaluations:day-lock of day": 10, "evaluations:day-results of decided": 5,
        "evaluations:day-workbook of decided": 4, "organization-list": 6, "ledger-list": 5, "filing-list": 7,
        "matter-list": 6,
        "credit-record-list": 6, "office-holder-list": 6, "coaching-visit-list": 6, "growth-stage-list": 6,
        "project-list": 6, "contract-list": 7, "instalment-list": 6, "activity-list": 7, "spending-list": 6,
        "report-list": 6, "scheme-list": 6, "review-day-list": 7, "admin:organizations_organization_changelist": 7,
        "admin:organizations_creditrecord_changelist": 8, "admin:organizations_hublink_changelist": 8,
        "admin:organizations_catalogueround_changelist": 7, "admin:organizations_catalogueentry_changelist": 8,
        "admin:organizations_catalogueobjection_changelist": 8, "admin:organizations_papertemplate_changelist": 7,
        "paper-template-list": 5,
        "admin:organizations_filing_changelist": 8, "admin:organizations_certificate_changelist": 8,
        "admin:organizations_membership_changelist": 8, "admin:organizations_importrun_changelist": 7,
        "admin:organizations_coachingvisit_changelist": 8, "admin:organizations_growthstage_changelist": 8,
        "admin:organizations_officeholder_changelist": 8, "admin:organizations_pairing_changelist": 8,
        "admin:projects_project_changelist": 7, "admin:projects_contract_changelist": 7,
        "admin:projects_instalment_changelist": 7, "admin:projects_activity_changelist": 9,
        "admin:projects_spending_changelist": 9, "admin:projects_moneyreturn_changelist": 9,
        "admin:evaluations_scheme_changelist": 7,
        "admin:evaluations_reviewday_changelist": 7, "admin:evaluations_panelist_changelist": 7,
        "admin:evaluations_subject_changelist": 7, "admin:evaluations_sheet_changelist": 7,
        "admin:accounts_user_changelist": 9, "admin:accounts_role_changelist": 7, "admin:accounts_area_changelist": 7,
        "admin:accounts_disclosure_changelist": 7, "admin:notices_letter_changelist": 8,
        "admin:rulebook_rule_changelist": 7,
    },
    "member": {
        "home:home": 10, "organizations:annual-years of home": 11, "organizations:mine": 7,
        "organizations:qualified-rounds": 7,
        "organizations:organizations": 8, "organizations:filings": 7,
        "organizations:matters": 7, "organizations:filings-export": 5, "organizations:matters-export": 5,
        AT_A_GLANCE: 17, "organizations:visits": 8, "organizations:timeline of home": 8,
        "projects:projects": 7, "projects:reports": 8, "notices:inbox": 6, "organizations:members of home": 8,
        "organizations:people of home": 9, "projects:activities of project": 8, "projects:spendings of project": 8,
        "projects:project of project": 12,
        "projects:returns of project": 8, "money-return-list": 6,
        "project-list": 6, "activity-list": 7, "spending-list": 6, "report-list": 6, "filing-list": 7,
        "contract-list": 7, "instalment-list": 6,
    },
    "evaluator": {
        "home:home": 6, "evaluations:sheets": 6, "sheet-list": 5,
    },
    "anonymous": {
        "evaluations:public": 2, "evaluations:public-day of decided": 2, "organizations:public-qualified": 4,
        "organizations:public-qualified-file": 1, "organizations:public-qualified-round of round": 3,
    },
}
PAGES = {(who, page): count for who, pages in COUNTS.items() for page, count in pages.items()}


def begun() -> SimpleNamespace:
    district = make_area("330105", "拱墅区")
    street = make_area("330105005", "拱宸桥街道", district)
    community = make_area("330105005001", "桥西社区", street)
    home = make_organization(community, name="巾帽西丽助老服务中心", org_type="service_agency")
    first = today().replace(day=1)
    office = SimpleNamespace(
        street=street, community=community, home=home, hub=make_organization(community, is_hub=True),
        officer=make_officer("street_officer", street, "街道干部"),
        member=make_member(home), evaluator=make_user("评审员"), rows=0,
        when={"starts_on": add_months(first, -1), "ends_on": add_months(first, 11) - timedelta(days=1)})
    office.officer.email = "officer@example.org"
    office.officer.save()
    office.scheme = make_scheme(street)
    office.project = make_project(home, **office.when)
    make_paid(office.project)
    office.campaign = annual_acts.opened(
        street, office.officer, year=today().year - 1, due_on=today() + timedelta(days=60), today=today())
    office.round = whole_round(
        street, fit(community), office.officer, year=today().year, today=today(), until="publicised")
    office.entry = office.round.entries.get()
    office.listed = whole_round(
        street, office.entry.organization, office.officer, year=today().year - 1, today=today(), until="listed")
    return office


def grow(office: SimpleNamespace, rows: int) -> None:
    """One more of everything until there are so many rows in each list."""
    today_, community = today(), office.community
    for number in range(office.rows, rows):
        organization = make_organization(community)
        make_credit(organization)
        make_credit(office.home)
        Membership.objects.create(organization=organization, user=office.member, right="administrator")
        Membership.objects.create(organization=office.home, user=make_user(), right="reader")
        make_holder(office.home)
        make_holder(office.home, status="left", left_on=today_)
        make_pairing(office.home)
        make_hub_link(office.hub, organization)
        make_hub_link(organization, office.hub)
        make_visit(office.home, visited_on=today_ - timedelta(days=number + 1), next_on=today_)
        make_stage(office.home, since=today_ - timedelta(days=number))
        office.filing = submitted(community, by=office.member)
        office.matter = matter_acts.submitted("change", organization)
        project = make_project(organization, area=office.street, **office.when)
        for place in (project, office.project):
            make_activity(place, date=today_.replace(day=1))
            make_spending(place, date=today_.replace(day=1))
        make_return(office.project)
        make_scheme(office.street, name=f"方案{number}")
        ledger = upload("台账.xlsx", sheet([row(组织名称=f"太极{number}队")]))
        importing.upload(ledger, area=office.street, by=office.officer, today=today())
        make_officer("community_worker", community)
        Disclosure.objects.create(by=office.officer, by_name="干部", field="phone", reason="核对", subject=str(number))
        CatalogueEntry.objects.create(round=office.round, organization=organization, status="publicised")
        CatalogueEntry.objects.create(
            round=office.listed, organization=organization, status="listed", number=number + 2)
        objected(office.entry, on=today_)
        PaperTemplate.objects.create(
            area=office.street, kind="charter", status="replaced", document=matter_acts.document("charter"))
        CatalogueRound.objects.create(
            area=office.street, year=2100 - number, applies_from=today_, applies_until=today_,
            valid_until=today_ + timedelta(days=9))
        published(office, 1)
        campaign = AnnualCampaign.objects.create(
            area=office.street, year=1900 + number, due_on=today_ - timedelta(days=1), status="open")
        AnnualDuty.objects.create(campaign=campaign, organization=office.home, due_on=campaign.due_on)
        missed = AnnualCampaign.objects.create(
            area=office.street, year=1800 + number, due_on=today_ - timedelta(days=1), status="closed")
        AnnualDuty.objects.create(
            campaign=missed, organization=organization, due_on=missed.due_on, status="decided", outcome="unqualified",
            handed_in_on=missed.due_on, rectify_by=today_ - timedelta(days=1))
    campaigns.refresh_all(today=today_)
    office.duty = office.campaign.duties.get(organization=office.home)
    office.rows = rows
    make_reports(today=today_, now=timezone.now())
    office.report = ProgressReport.objects.filter(project=office.project).first()
    office.day = scored(office, rows)
    office.decided = published(office, rows)


def scored(office: SimpleNamespace, rows: int):
    """A day on which so many are judged, and nobody has scored yet."""
    judged = list(type(office.home).objects.on_record().order_by("pk")[:rows])
    day = make_day(office.scheme, judged, officer=office.officer, groups={"expert": (100, 2 + rows)}, date=today())
    Panelist.objects.filter(pk=day.panelists.first().pk).update(user=office.evaluator)
    open_day(day, by=office.officer, seen=day.version, today=today())
    return day


def published(office: SimpleNamespace, rows: int):
    judged = list(type(office.home).objects.on_record().order_by("pk")[:rows])
    day = make_day(office.scheme, judged, officer=office.officer, groups={"expert": (100, 3)}, date=today())
    open_day(day, by=office.officer, seen=day.version, today=today())
    sign_all(day)
    day.refresh_from_db()
    locking.lock(day, excluding=(), by=office.officer, seen=day.version, now=timezone.now(), today=today())
    for name in ("confirm", "publish"):
        day_workflow.perform(name, day, by=office.officer, seen=day.version)
    return day


def address(office: SimpleNamespace, page: str) -> str:
    name, _at, thing = page.partition(" of ")
    return reverse(name, args=[getattr(office, thing).pk] if thing else [])


def counts(office: SimpleNamespace) -> dict[tuple[str, str], int]:
    """How often each page asks; each is opened once before, so that what is found once a process is found."""
    found = {}
    for who, page in PAGES:
        client, url = Client(), address(office, page)
        if who != "anonymous":
            client.force_login(getattr(office, who))
        for _time in range(2):
            with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                response = client.get(url)
            assert response.status_code == 200, (who, page, response.status_code)
        found[who, page] = len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]])
    return found


def known_to_the_planner() -> None:
    """As autovacuum would tell PostgreSQL: what it thinks of the tables may be of another test's rows."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def test_every_list_asks_as_often_for_fifty_rows_as_for_one():
    office = begun()
    differing = {}
    for rows in (1, 3, 50):
        grow(office, rows)
        known_to_the_planner()
        differing[rows] = {page: count for page, count in counts(office).items() if count != PAGES[page]}
    assert differing == {1: {}, 3: {}, 50: {}}


def test_no_list_asks_more_than_twelve_times():
    assert not {page: count for page, count in PAGES.items() if count > MOST and page[1] not in (AT_A_GLANCE, DECIDING)}


def test_every_model_of_the_back_office_is_counted():
    assert {page for _who, page in PAGES if page.startswith("admin:") and page.endswith("_changelist")} == {
        f"admin:{model}_changelist" for model in MODELS}
