"""Two streets that mirror each other: everything there is, once in each, in every state a page asks for.

Each side has a marker that stands in all its words (`SECRET`), another in its names (`NAME`: these may come out on
public pages) and its own personal numbers, so that what leaks is seen at once.
"""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from evaluations import scoring
from evaluations.deciding import locking
from evaluations.models import Sheet, Subject
from evaluations.preparing import open_day
from evaluations.workflow import day_workflow
from incubator.accounts import entering
from incubator.accounts.models import Disclosure, User
from incubator.notices.models import Letter
from incubator.rulebook.models import Rule
from incubator.workdays import add_months, today
from organizations import importing, inviting
from organizations.models import Membership
from organizations.templating import put_in_place
from projects.models import ActivityPhoto, Instalment, ProgressReport
from projects.reporting import judging
from projects.reporting.making import make_reports
from tests.access.matters import add_campaigns, add_filings, paper
from tests.access.rounds import add_catalogue
from tests.documents.corpus import upload
from tests.evaluations.makers import leaves, load, make_day, sign_all
from tests.factories import (
    make_activity,
    make_area,
    make_contract,
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
from tests.organizations.ledgers import row, sheet

PEOPLE = (
    "district officer", "street officer", "other street's officer", "community worker", "administrator", "reader",
    "other organization's member", "evaluator", "resident", "anonymous",
)


@dataclass(frozen=True)
class Marks:
    """What betrays a side wherever it turns up."""

    secret: str
    name: str
    identity: str
    phone: str
    mobile: str
    internal: str  # in what the street office writes for itself alone


OWN = Marks("密柿子", "柿子", "330105197707020001", "14200006848", "13800001111", "内情核桃")
FAR = Marks("密枇杷", "枇杷", "330105198506150023", "14200006859", "13800002222", "内情银杏")


@dataclass
class World:
    people: dict[str, User | None]
    own: SimpleNamespace
    far: SimpleNamespace
    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, person: str) -> Client:
        if person not in self.clients:
            client = self.clients[person] = Client(raise_request_exception=False)
            if self.people[person] is not None:
                client.force_login(self.people[person])
        return self.clients[person]


def build() -> World:
    district = make_area("330105", "拱墅区")
    streets = [make_area("330105005", "拱宸桥街道", district), make_area("330105006", "别处街道", district)]
    officers = [make_officer("street_officer", street, name) for street, name in zip(streets, "甲乙", strict=True)]
    for number, officer in enumerate(officers):
        officer.email = f"officer{number}@example.org"
        officer.save()
    communities = [make_area(f"{street.code}001", "桥西社区", street) for street in streets]
    evaluators = [make_user("评审甲"), make_user("评审乙")]
    sides = [
        make_side(marks, street, community, officer, evaluator)
        for marks, street, community, officer, evaluator in zip(
            (OWN, FAR), streets, communities, officers, evaluators, strict=True)
    ]
    own, far = sides
    return World({
        "district officer": make_officer("district_officer", district, "区民政干部"),
        "street officer": officers[0], "other street's officer": officers[1],
        "community worker": make_officer("community_worker", communities[0], "社区工作者"),
        "administrator": own.administrator, "reader": own.reader, "other organization's member": far.administrator,
        "evaluator": evaluators[0], "resident": make_user("居民"), "anonymous": None,
    }, own, far)


def make_side(marks: Marks, street: Any, community: Any, officer: User, evaluator: User) -> SimpleNamespace:
    side = SimpleNamespace(marks=marks, street=street, community=community, officer=officer)
    side.organization = make_organization(
        community, name=f"{marks.name}助老服务中心", org_type="service_agency", is_hub=True, identity_no=marks.identity,
        phone=marks.phone, purpose=f"{marks.secret}宗旨", remark=f"{marks.secret}备注", venue=f"{marks.secret}路1号",
        responsible_person=f"{marks.secret}负责人",
        uscc="52330105MJ9006026X" if marks is OWN else "52330105MJ9006034Q")
    side.administrator = make_member(side.organization, name=f"{marks.name}管理员")
    side.administrator.phone = marks.mobile
    side.administrator.save()
    side.reader = make_member(side.organization, "reader", name=f"{marks.name}查看员")
    side.membership = Membership.objects.get(user=side.reader)
    side.group = make_organization(community, name=f"{marks.name}晨练队", org_type="resident_group")
    for person, right in ((side.administrator, "administrator"), (side.reader, "reader")):
        Membership.objects.create(organization=side.group, user=person, right=right)
    side.secret = inviting.invite(
        side.organization, by=side.administrator, right="editor", token=uuid.uuid4(), now=timezone.now())
    side.invitation = side.organization.invitations.get()
    side.credit = make_credit(side.organization, title=f"{marks.secret}事由", source=f"{marks.secret}文号")
    side.holder = make_holder(side.organization, name=f"{marks.secret}理事", phone=marks.phone)
    side.template = put_in_place(
        street, "charter", paper("template", f"{marks.secret}模板.docx"), by=officer, seen=0, token=uuid.uuid4())
    side.pairing = make_pairing(side.organization, branch_name=f"{marks.secret}党支部")
    side.visit = make_visit(
        side.organization, subject=f"{marks.secret}走访", visitors=f"{marks.secret}干部",
        findings=f"{marks.secret}情况", agreed=f"{marks.secret}约定", internal_note=marks.internal, next_on=today())
    side.stage = make_stage(side.organization, reason=f"{marks.secret}缘由")
    add_filings(side)
    side.hub_link = make_hub_link(
        side.organization, side.filing_approved.organization, note=f"{marks.secret}支持")
    add_catalogue(side)
    add_projects(side)
    add_reviews(side, evaluator)
    add_campaigns(side)
    side.run = importing.upload(
        upload(f"{marks.secret}台账.xlsx", sheet([row(组织名称=f"{marks.secret}太极队", 身份证号=marks.identity)])),
        area=street, by=officer, today=today())
    side.letter = Letter.objects.filter(recipient=side.administrator, channel="inbox").first()
    side.mail = Letter.objects.filter(recipient=side.officer, channel="mail").first()
    side.rule = Rule.objects.order_by("pk").first()
    side.officer_role = officer.roles.get()
    side.password = resolve(entering.password_link(make_user("新人"))).kwargs
    side.disclosure = Disclosure.objects.create(
        by=officer, by_name=str(officer), field="phone", reason=f"{marks.secret}理由", subject=f"{marks.secret}事主")
    return side


def add_projects(side: SimpleNamespace) -> None:
    marks, first = side.marks, today().replace(day=1)
    when = {"starts_on": add_months(first, -3), "ends_on": add_months(first, 9) - timedelta(days=1)}

    def project(status: str, **fields: Any) -> Any:
        return make_project(side.organization, status=status, name=f"{marks.secret}项目", **when | fields)

    side.project, side.project_draft, side.project_approved = project("running"), project("draft"), project("approved")
    side.project_contracted = project("approved")
    side.project_of_community = project("running", area=side.community)
    side.contract = side.project.contract
    side.contract_draft = make_contract(side.project_contracted)
    type(side.contract_draft).objects.filter(pk=side.contract_draft.pk).update(status="draft", signed_on=None)
    Instalment.objects.filter(contract=side.contract_draft).update(status="waiting")
    side.contract_draft.refresh_from_db()
    side.instalment = side.contract.instalments.get(order=1)
    Instalment.objects.filter(contract=side.contract, order=2).update(trigger="midterm_pass")
    side.activity = make_activity(
        side.project, date=first, place=f"{marks.secret}广场", content=f"{marks.secret}探访")
    side.photo = ActivityPhoto.objects.create(
        activity=side.activity, document=paper("photo", f"{marks.secret}照片.jpg"))
    side.spending = make_spending(
        side.project, date=first, payee=f"{marks.secret}商店", purpose=f"{marks.secret}物资",
        voucher_no=f"{marks.secret}凭证", voucher=paper("voucher", f"{marks.secret}凭证.pdf"))
    make_paid(side.project_of_community)
    side.money_return = make_return(
        side.project_of_community, returned_on=first, receipt_no=f"{marks.secret}收据")
    make_reports(today=today(), now=timezone.now())
    side.project_closed = project("closed")
    make_paid(side.project_closed)
    reports = list(ProgressReport.objects.filter(project=side.project).order_by("number"))
    words = {"results": f"{marks.secret}成效", "problems": f"{marks.secret}问题", "next_plan": f"{marks.secret}计划"}
    for report in reports:
        judging.edit(report, by=side.administrator, seen=report.version, words=words, now=timezone.now())
    for report in reports[:2]:
        judging.act("submit", report, by=side.administrator, seen=report.version, note="", now=timezone.now())
    judging.act("accept", reports[0], by=side.officer, seen=reports[0].version, note="", now=timezone.now())
    ProgressReport.objects.filter(pk=reports[2].pk).update(due_on=today() - timedelta(days=1))
    for report in reports:
        report.refresh_from_db()  # a later one is counted again when an earlier one is accepted
    side.report_accepted, side.report_submitted, side.report_due = reports


def add_reviews(side: SimpleNamespace, evaluator: User) -> None:
    marks = side.marks
    side.scheme = make_scheme(side.street, name=f"{marks.name}方案")
    side.scheme_draft = make_scheme(side.street, name=f"{marks.secret}草案", status="draft")
    judged = [side.organization, make_organization(side.community, name=f"{marks.name}书苑")]
    for state in ("planned", "scoring", "scored", "signed", "locked", "confirmed", "published"):
        day = make_day(side.scheme, judged, officer=side.officer, name=f"{marks.name}{state}评审日", date=today())
        seat = day.panelists.order_by("pk").first()
        seat.user = evaluator
        seat.save()
        setattr(side, f"day_{state}", day)
        if state != "planned":
            open_day(day, by=side.officer, seen=day.version, today=today())
            walk_day(side, day, state, evaluator)
    side.panelist = side.day_planned.panelists.order_by("-pk").first()


def walk_day(side: SimpleNamespace, day: Any, state: str, evaluator: User) -> None:
    sheets = [load(one) for one in Sheet.objects.filter(subject__day=day, panelist__user=evaluator).order_by("subject")]
    if state == "scoring":
        side.sheet_assigned, side.sheet_open = sheets
        scoring.declare(side.sheet_open, by=evaluator, seen=side.sheet_open.version)
        scoring.save(
            side.sheet_open, marks={leaves(day)[0].id: 800}, comment="评语", by=evaluator, base=0)
        return
    if state == "scored":
        side.sheet_scored = sheets[0]
        scoring.declare(side.sheet_scored, by=evaluator, seen=side.sheet_scored.version)
        scoring.save(
            side.sheet_scored, marks={leaf.id: 800 for leaf in leaves(day)}, comment="", by=evaluator, base=0)
        return
    sign_all(day)
    day.refresh_from_db()
    if state == "signed":
        side.sheet_signed = load(sheets[0])
        return
    locking.lock(day, excluding=(), by=side.officer, seen=day.version, now=timezone.now(), today=today())
    setattr(side, f"subject_{state}", Subject.objects.filter(day=day, organization=side.organization).get())
    for name in {"confirmed": ["confirm"], "published": ["confirm", "publish"]}.get(state, []):
        day_workflow.perform(name, day, by=side.officer, seen=day.version)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The two streets, for all tests of a module; each test's own traces are taken back with its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        for person in PEOPLE:
            made.client(person)
        yield made
        transaction.set_rollback(True)


@contextmanager
def undone():
    """What happens inside is looked at and taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes():
    """The statements inside that change rows; sessions apart."""
    found: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: dict) -> Any:
        told = sql.lstrip("( \n").upper()
        if told.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE")) and "django_session" not in sql:
            found.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


__all__ = ["FAR", "OWN", "PEOPLE", "World", "undone", "world", "writes"]
