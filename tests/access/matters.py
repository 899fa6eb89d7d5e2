"""For one side of the two streets: a filing in each state, a matter of each kind, annual reports, batches."""

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from incubator.accounts.models import Batch, BatchItem, SavedFilter
from incubator.documents.models import Document
from incubator.documents.receiving import keep
from incubator.workdays import today
from organizations import filing as filing_acts
from organizations.matters import acts as matter_acts
from organizations.models import Membership
from tests.documents.corpus import pdf, picture
from tests.factories import make_organization
from tests.organizations import annual_acts

# Each list that many are worked on at once, and one thing of it.
LISTS = {"organizations:filings": "filing_submitted", "organizations:matters": "matter_cancellation",
         "organizations:annual-duties": "duty", "projects:reports": "report_submitted"}


def paper(kind: str, name: str) -> Document:
    content, found = (picture(), "jpg") if kind == "photo" else (pdf(), "pdf")
    return keep(content + f"\n%{name}".encode(), kind=kind, name=name, found=found)  # what it is shows in it too


def add_filings(side: SimpleNamespace) -> None:
    """One filing of the same people in each state."""
    marks, now = side.marks, timezone.now()
    for state in ("draft", "submitted", "corrected", "approved", "withdrawn"):
        filing = filing_acts.start(
            by=side.administrator, name=f"{marks.name}{state}志愿队", area=side.community, category="service",
            token=uuid.uuid4())
        Membership.objects.create(organization=filing.organization, user=side.reader, right="reader")
        filing_acts.fill(filing, {
            "purpose": f"{marks.secret}陪伴独居老人", "venue": f"{marks.secret}弄139号", "member_count": 12,
            "responsible_person": f"{marks.secret}会长", "identity_no": marks.identity, "phone": marks.phone,
            "party_member_count": 3, "has_party_branch": True,
        }, by=side.administrator, seen=filing.version)
        charter = paper("charter", f"{marks.secret}章程.pdf")
        filing_acts.attach(filing, {"charter": charter}, by=side.administrator, seen=filing.version)
        if state != "draft":
            filing_acts.submit(filing, by=side.administrator, seen=filing.version, now=now)
        if state == "corrected":
            filing_acts.take(
                "return", filing, by=side.officer, seen=filing.version, now=now, note=f"{marks.secret}请补正",
                remarks={})
            filing_acts.submit(filing, by=side.administrator, seen=filing.version, now=now)
        if state == "approved":
            filing_acts.approve(filing, by=side.officer, seen=filing.version, now=now)
        if state == "withdrawn":
            filing_acts.withdraw(filing, by=side.administrator, seen=filing.version)
        setattr(side, f"filing_{state}", filing)
    side.certificate = side.filing_approved.certificate
    side.handed_in = side.filing_approved.handed_in.get()
    add_matters(side)
    add_batches(side)


def add_matters(side: SimpleNamespace) -> None:
    """A change in hand at the organization, a cancellation with the office, a registration the street agrees to."""
    marks, now, by = side.marks, timezone.now(), side.administrator
    organization = side.filing_approved.organization
    for kind, answers in {
        "cancellation": {"ground": "other", "reason": f"{marks.secret}解散", "settled_on": today(), "property": "无"},
        "change": {"venue": f"{marks.secret}路88号", "reason": f"{marks.secret}搬家", "effective_on": today()},
        "registration": {
            "wanted": "service_agency", "name": f"{marks.name}助老中心", "supervising_unit": f"{marks.secret}街道",
            "funds_fen": 3_000_000, "member_count": 12, "venue": f"{marks.secret}路1号", "purpose": "助老"},
    }.items():
        matter = matter_acts.start(kind, organization, by=by, token=uuid.uuid4())
        laid = {one: paper("paper", f"{marks.secret}{one}.pdf") for one in (
            "resolution", "liquidation", "application", "charter", "venue_proof", "roster", "capital")}
        matter_acts.fill(matter, answers, papers=laid, by=by, seen=matter.version)
        setattr(side, f"matter_{kind}", matter)
        if kind != "change":
            matter_acts.submit(matter, by=by, seen=matter.version, now=now)
    for name in ("accept", "review", "approve"):
        matter_acts.take(
            name, side.matter_registration, by=side.officer, seen=side.matter_registration.version, now=now,
            note=f"{marks.secret}同意")


def add_batches(side: SimpleNamespace) -> None:
    """What the side's officer did to many at once on each list, and a filter they keep."""
    for page in LISTS:
        batch = Batch.objects.create(by=side.officer, page=page, action="return", note=f"{side.marks.secret}请补正")
        BatchItem.objects.create(batch=batch, thing=1, seen=0, name=f"{side.marks.name}队", outcome="stale")
        setattr(side, f"batch_of_{page.split(':')[1]}", batch)
    side.saved_filter = SavedFilter.objects.create(
        user=side.officer, page="organizations:filings", name=f"{side.marks.secret}筛选", query="status=returned")


def add_campaigns(side: SimpleNamespace) -> None:
    """A campaign that runs, one that is planned, and an organization for each state of a duty."""
    marks, year = side.marks, today().year - 1
    others = {}
    for state in ("handed_in", "returned", "decided", "exempt"):
        others[state] = make_organization(side.community, name=f"{marks.name}{state}队")
        Membership.objects.create(organization=others[state], user=side.administrator, right="administrator")
        Membership.objects.create(organization=others[state], user=side.reader, right="reader")
    due_on = today() + timedelta(days=60)
    side.campaign = annual_acts.opened(
        side.street, side.officer, year=year, due_on=due_on, today=today(), note=f"{marks.secret}说明")
    side.campaign_draft = annual_acts.planned(
        side.street, side.officer, year=year - 1, due_on=due_on, today=today(), note=f"{marks.secret}草稿")
    for state in ("handed_in", "returned", "decided"):
        matter = annual_acts.handed_in(others[state], on=today(), year=year, plan=f"{marks.secret}计划")
        steps: list[tuple[str, dict[str, Any]]] = {
            "handed_in": [], "returned": [("return", {})],
            "decided": [("accept", {}), ("review", {}), ("approve", {"outcome": "unqualified"})]}[state]
        for name, more in steps:
            annual_acts.take(name, matter, by=side.officer, on=today(), note=f"{marks.secret}意见", **more)
        setattr(side, f"matter_annual_{state}", matter)
    for state in ("handed_in", "returned", "decided"):
        setattr(side, f"duty_{state}", annual_acts.duty_of(others[state], year))
    side.duty = annual_acts.duty_of(side.organization, year)
