"""One object of each kind and state for the pages of the demo street: what is there, and what was missing."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluations import preparing, scoring
from evaluations.models import RaterGroup, ReviewDay, Scheme, Sheet, Subject
from incubator import sentences
from incubator.accounts.models import Area, Batch, BatchItem, SavedFilter, User
from incubator.documents.receiving import keep
from incubator.workdays import today
from organizations import importing, inviting
from organizations.matters import acts
from organizations.models import (
    AnnualCampaign,
    AnnualDuty,
    CatalogueEntry,
    CatalogueRound,
    CoachingVisit,
    Filing,
    ImportRun,
    Matter,
    Membership,
    Organization,
)
from organizations.templating import put_in_place
from projects.models import Activity, Contract, Instalment, ProgressReport, Project, Spending
from tests.documents.corpus import pdf
from tests.factories import (
    make_credit,
    make_holder,
    make_hub_link,
    make_organization,
    make_paid,
    make_pairing,
    make_project,
    make_return,
)
from tests.organizations import annual_acts
from tests.organizations.catalogue_acts import drafted, nominated, objected, opened
from tests.organizations.matter_acts import complete, draft, examined, submitted, take, writer_of

DATA = Path(__file__).parent.parent / "data"
Args = list[Any]


def things() -> dict[str, Args]:
    """key -> the arguments of its address."""
    officer, street = User.objects.get(username="street1"), Area.objects.get(level="street")
    found = {"": [], "spent key": ["0", "spent"], "no certificate": ["no-such-code"]}
    found |= batches(officer) | organizations(officer, street) | projects() | evaluations(officer, street)
    return {key: list(args) if isinstance(args, list | tuple) else [args.pk] for key, args in found.items()}


def batches(officer: User) -> dict[str, Any]:
    """What the officer did to many at once on each list: done, not done, and one that is not reached yet."""
    found = {}
    for page in ("organizations:filings", "organizations:matters", "organizations:annual-duties", "projects:reports"):
        batch = Batch.objects.create(by=officer, page=page, action="return", note="请补正", query="status=")
        for number, outcome in enumerate(("done", "stale", "conflict", "waiting")):
            BatchItem.objects.create(
                batch=batch, thing=number, seen=0, name=f"桥西第{number}助老队", outcome=outcome, href=reverse(page),
                told=[sentences.keep("已被他人更改，请重新查看。")] if outcome in ("stale", "conflict") else [])
        SavedFilter.objects.create(user=officer, page=page, name="退回补正", query="status=returned")
        found[f"{page.split(':')[1]} batch"] = [batch.token]
    return found


def organizations(officer: User, street: Area) -> dict[str, Any]:
    registered = Organization.objects.get(memberships__user__username="org3")
    waiting = Filing.objects.filter(status="submitted").earliest("pk")
    returned = Filing.objects.get(organization__memberships__user__username="filer2")
    secret = inviting.invite(registered, by=officer, right="editor", token=uuid.uuid4(), now=timezone.now())
    return {
        "credit": make_credit(registered),
        "registered": registered, "filed": Organization.objects.on_record().filter(
            org_type="filed", area__name="桥西社区").earliest("pk"),
        "holder": make_holder(registered), "pairing": make_pairing(registered, area=Area.objects.get(name="桥西社区")),
        "visit": CoachingVisit.objects.filter(organization=registered).latest("visited_on"),
        "number": ["organizations.organization", registered.pk, "phone"],
        "import": upload("ledger.xlsx", officer, street), "bad import": upload("ledger_bad.xlsx", officer, street),
        "waiting filing": waiting, "returned filing": returned, "charter": [returned.pk, "charter"],
        **matters(registered, officer), **annual_reports(registered, officer, street),
        **tiers(registered, officer, street), **catalogue(registered, officer, street),
        "basics": [returned.pk, "basics"], "people": [returned.pk, "people"], "invitation": [secret],
    }


def matters(registered: Organization, officer: User) -> dict[str, Any]:
    """A change of the member's organization, a cancellation it began, and two matters of filed organizations."""
    filed = Organization.objects.on_record().filter(org_type="filed", memberships=None).order_by("pk")
    change, begun = submitted("change", registered), complete("cancellation", registered)
    kept = keep(pdf(), kind="paper", name="场所证明.pdf", found="pdf")
    change.materials.update(document=kept)
    change.handed_in.update(document=kept)
    cancellation, registration = submitted("cancellation", filed[0]), examined("registration", filed[1], officer)
    take("approve", registration, by=officer)
    return {
        "change": change, "begun cancellation": begun, "cancellation": cancellation, "registration": registration,
        "matter paper": [change.pk, "venue_proof"], "handed in": change.handed_in.earliest("pk")}


def annual_reports(registered: Organization, officer: User, street: Area) -> dict[str, Any]:
    """The campaign of the demo, one that is planned, and a report and a rectification that were begun."""
    campaign = AnnualCampaign.objects.get(area=street, status="open")
    rectifying = AnnualDuty.objects.get(campaign=campaign, outcome="basically_qualified")
    begun = acts.start("annual", registered, by=writer_of(registered), token=uuid.uuid4(), year=campaign.year)
    acts.fill(begun, {"person_times": 1}, papers={}, by=writer_of(registered), seen=begun.version)
    rectification = acts.start(
        "rectification", rectifying.organization, by=writer_of(rectifying.organization), token=uuid.uuid4(),
        year=campaign.year)
    return {
        "campaign": campaign, "late duty": AnnualDuty.objects.late(on=today()).get(), "rectifying duty": rectifying,
        "planned campaign": annual_acts.planned(
            street, officer, year=campaign.year - 1, due_on=today() + timedelta(days=30), today=today()),
        "annual report": Matter.objects.get(kind="annual", status="submitted"), "begun report": begun,
        "begun rectification": rectification}


def tiers(registered: Organization, officer: User, street: Area) -> dict[str, Any]:
    """A hub with those it supports, a listed group that files, and a template of the street's own."""
    Organization.objects.filter(pk=registered.pk).update(is_hub=True)
    registered.refresh_from_db()
    others = Organization.objects.on_record().filter(org_type="filed").order_by("-pk")[:2]
    link, _other = (make_hub_link(registered, other, note="场地共享") for other in others)
    member = User.objects.get(username="org3")
    group = make_organization(
        Area.objects.get(name="桥西社区"), name="桥西社区晨练队", org_type="resident_group", category="culture")
    Membership.objects.create(organization=group, user=member, right="administrator")
    own = put_in_place(
        street, "charter", keep(pdf(), kind="template", name="章程范本.pdf", found="pdf"), by=officer, seen=0,
        token=uuid.uuid4())
    return {
        "hub": registered, "hub link": link, "promotion": draft("promotion", group), "charter template": ["charter"],
        "own template": [street.code, "charter"], "template version": own}


def catalogue(registered: Organization, officer: User, street: Area) -> dict[str, Any]:
    """A round that is open, with a nomination; an application to the demo's; this year's entries and an objection."""
    day = today()
    round = opened(street, officer, day.year + 3, applies_from=day, applies_until=day + timedelta(days=20),
                   valid_until=day + timedelta(days=400))
    entries = CatalogueEntry.objects.select_related("round__area", "organization__area")
    objected_to = entries.filter(objections__isnull=False).earliest("pk")
    with_paper = objected(objected_to, on=day, paper=keep(pdf(), kind="paper", name="照片.pdf", found="pdf"))
    return {
        "open round": round, "begun application": drafted(registered, day.year + 3),
        "nomination": nominated(round, registered, officer), "publicised round": objected_to.round,
        "listed round": CatalogueRound.objects.filter(status="listed").earliest("pk"), "objected entry": objected_to,
        "listed entry": entries.filter(round__status="listed", organization=registered).earliest("pk"),
        "application": entries.filter(round__status="listed", organization=registered).earliest("pk").matter,
        "objection code": [objected_to.objections.earliest("pk").code], "objection with paper": with_paper}


def upload(name: str, officer: User, street: Area) -> ImportRun:
    return importing.upload(
        SimpleUploadedFile(name, (DATA / name).read_bytes()), area=street, by=officer, today=today())


def projects() -> dict[str, Any]:
    running = Project.objects.get(contractor__memberships__user__username="org3", status="running")
    contractor = running.contractor
    signing = make_project(contractor, name="邻里节便民服务", status="approved")
    draft = Contract.objects.create(
        project=signing, number="HT-2026-101", signer=contractor, amount_fen=signing.amount_fen,
        planned_fen=signing.amount_fen)
    Instalment.objects.create(contract=draft, order=1, amount_fen=signing.amount_fen, trigger="agreement")
    paying = make_project(contractor, name="银龄智能手机课堂", status="running")
    paid = make_project(contractor, name="助浴上门服务", status="closed")
    make_paid(paid)
    make_return(paid)
    reports, activity = ProgressReport.objects.order_by("pk"), Activity.objects.filter(
        project=running, photos__isnull=False).earliest("pk")
    return {
        "running project": running, "draft contract": draft,
        "project without contract": make_project(contractor, name="敬老月关爱服务", status="approved"),
        "approved project": Project.objects.filter(status="approved", contract__status="signed").first()
        or Project.objects.filter(status="approved").earliest("pk"),
        **{f"{state} project": Project.objects.filter(status=state).earliest("pk")
           for state in ("draft", "closed", "terminated")},
        "instalment": Instalment.objects.filter(contract__project=paying, status="payable").earliest("pk"),
        "paid project": paid, "activity": activity, "photo": [activity.pk, activity.photos.earliest("pk").pk],
        "spending": voucher_kept(Spending.objects.filter(project=running).earliest("pk")),
        "due report": reports.filter(project=running, status="due").latest("pk"),
        **{f"{state} report": reports.filter(status=state).earliest("pk")
           for state in ("submitted", "returned", "accepted")},
    }


def voucher_kept(spending: Spending) -> Spending:
    spending.voucher = keep(b"%PDF-1.4\n%EOF\n", kind="voucher", name="收据.pdf", found="pdf", by=User.objects.get(
        username="org3"))
    spending.save(update_fields=["voucher"])
    return spending


def evaluations(officer: User, street: Area) -> dict[str, Any]:
    coming = ReviewDay.objects.filter(status="planned").earliest("pk")
    expert = User.objects.get(username="expert1")
    preparing.seat(
        coming, user=User.objects.get(username="org9"), group=coming.groups.get(kind=RaterGroup.Kind.RESIDENT),
        organization=None, by=officer, seen=coming.version)
    preparing.open_day(coming, by=officer, seen=coming.version, today=today())
    theirs = Sheet.objects.filter(panelist__user=expert).select_related("subject__day", "panelist__group")
    opened, undeclared = theirs.filter(subject__day=coming).order_by("pk")[:2]
    scoring.declare(opened, by=expert, seen=opened.version)
    draft = preparing.copy_of(coming.scheme, name="项目评审（修订）", token=uuid.uuid4(), by=officer)
    planned = preparing.new_day(
        ReviewDay(area=street, name="年终综合评审日", date=today() + timedelta(days=20), place="悦聊室",
                  scheme=Scheme.objects.filter(target="organization", status="ready").earliest("pk")),
        weights={"peer": 30, "expert": 40, "resident": 30}, by=officer)
    published = ReviewDay.objects.get(status="published")
    return {
        "scheme": coming.scheme, "draft scheme": draft, "planned day": planned, "scoring day": coming,
        "published day": published, "open sheet": opened, "undeclared sheet": undeclared,
        "signed sheet": theirs.filter(status="signed").earliest("pk"),
        "barred sheet": Sheet.objects.filter(subject__day=coming).exclude(barred="").earliest("pk"),
        "subject": Subject.objects.get(day=published, organization__name="贝贝学堂"),
    }
