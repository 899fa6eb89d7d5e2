"""The office that bench/pages.py measures: 2,000 organizations, 1,000 projects, 12,000 reports, 10,000 signed sheets.

Everything is written in bulk, as the domain would have left it; the three results are computed by the domain itself.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from evaluations import deciding, preparing
from evaluations.models import Panelist, RaterGroup, ReviewDay, Scheme, Score, Sheet, Subject
from evaluations.models.marking import as_text, leaves_of, plant, total_of
from evaluations.workflow import day_workflow, scheme_workflow
from incubator.accounts.models import Area, User
from incubator.notices.models import Letter
from incubator.tracking import Tracked
from incubator.workdays import today
from organizations.models import CreditRecord, Membership, Organization
from projects.models import (
    Activity,
    BudgetLine,
    Contract,
    Instalment,
    ProgressReport,
    Project,
    Spending,
    Target,
)
from projects.reporting.counting import count
from tests.factories import make_area, make_officer, make_user

ORGANIZATIONS, PROJECTS, ACTIVITIES, REPORTS, LETTERS = 2_000, 1_000, 20_000, 12_000, 500
DAYS, SUBJECTS, SEATS = 4, 250, 10  # 10,000 signed sheets; one day more is being scored
GROUPS = {"peer": (30, 3), "expert": (40, 4), "resident": (30, 3)}  # weight, seats


@dataclass
class Office:
    officer: User
    evaluator: User  # with open sheets on the day that is being scored
    member: User  # of one contractor
    board: ReviewDay  # scoring, 250 subjects × 10 seats
    locked: ReviewDay
    published: ReviewDay
    sheet: Sheet  # open, the evaluator's


def many(model: type[models.Model], rows: list[Any]) -> list[Any]:
    for row in rows if issubclass(model, Tracked) else ():
        row.derive()
    return model._base_manager.bulk_create(rows, batch_size=1000)


def build() -> Office:
    chance = random.Random(20261123)
    street = make_area("330105005", "拱宸桥街道", make_area("330105", "拱墅区"))
    names = ["桥西", "永庆路", "蚕花园", "台州路", "温州路", "金华路", "登云路", "丽水路", "荣华里", "大塘巷"]
    communities = [make_area(f"330105005{n:03d}", f"{name}社区", street) for n, name in enumerate(names, 1)]
    officer = make_officer("street_officer", street, "街道干部")
    organizations = register(communities, chance)
    member = make_user("机构管理员")
    many(Membership, [Membership(organization=organizations[0], user=member, right="administrator")])
    purchases(street, organizations[:200], chance)
    many(CreditRecord, [  # half of them long enough to be on the officer's to-do list
        CreditRecord(organization=one, kind="abnormal", title="未按期报送年度报告", source="民政局公告",
                     started_on=date(2020, 5, 6) if n % 2 else today())
        for n, one in enumerate(organizations[200::90])])
    many(Letter, [
        Letter(recipient=officer, channel="inbox", key=f"bench:{n}", template="filing-submitted",
               params={"name": "某队", "receipt_no": str(n)}, read_at=timezone.now() if n % 10 else None)
        for n in range(LETTERS)])
    scheme = ready_scheme(street, officer)
    days = [
        sitting(street, scheme, organizations[SUBJECTS * n:SUBJECTS * (n + 1)], officer, chance, number=n)
        for n in range(DAYS)]
    for day, verbs in zip(days, ([], ["lock"], ["lock", "confirm"], ["lock", "confirm", "publish"]), strict=True):
        for verb in verbs:
            if verb == "lock":
                deciding.lock(day, excluding=(), by=officer, seen=day.version, now=timezone.now(), today=today())
            else:
                day_workflow.perform(verb, day, by=officer, seen=day.version)
    open_day = sitting(street, scheme, organizations[:25], officer, chance, number=DAYS, signed=False)
    evaluator = open_day.panelists.order_by("pk")[0].user
    sheet = Sheet.objects.filter(subject__day=open_day, panelist__user=evaluator).order_by("pk")[0]
    return Office(officer, evaluator, member, days[0], days[1], days[3], sheet)


def register(communities: list[Area], chance: random.Random) -> list[Organization]:
    kinds, classes = ["filed", "filed", "filed", "service_agency", "association"], Organization.Category.values
    return many(Organization, [
        Organization(
            name=f"{communities[n % 10].name}{chance.choice(['银龄', '和睦', '书画', '太极', '巡防'])}第{n}志愿服务队",
            org_type=kinds[n % 5], status="active", area=communities[n % 10], category=classes[n % len(classes)],
            founded_on=date(2015, 1, 1) + timedelta(days=n), member_count=10 + n % 90, has_charter=True,
            venue=f"桥弄街{n}号", responsible_person=chance.choice("张王李赵陈") + chance.choice("敏静强磊洋"),
            phone=f"142{n:08d}", purpose="为社区居民提供服务", party_member_count=n % 7)
        for n in range(ORGANIZATIONS)])


def purchases(street: Area, contractors: list[Organization], chance: random.Random) -> None:
    fields, now = Project.Field.values, timezone.now()
    states = ["running"] * 7 + ["closed"] * 2 + ["terminated"]
    projects = many(Project, [
        Project(
            area=street, number=f"XM-330105005-2026-{n:04d}", name=f"{contractors[n % 200].name[:12]}第{n}号服务项目",
            need="独居老人需要日间照料", field=fields[n % len(fields)], method="venture_grant",
            contractor=contractors[n % 200], amount_fen=1_200_000, starts_on=date(2026, 1, 1 + n % 28),
            ends_on=date(2026, 12, 31), negative_list_note="不在负面清单内", status=states[n % 10], spent_fen=200_000,
            paid_fen=600_000 if n % 10 else 0)
        for n in range(PROJECTS)])
    lines = many(BudgetLine, [
        BudgetLine(project=one, name=name, amount_fen=600_000, order=n)
        for one in projects for n, name in enumerate(["人员补贴", "活动物资"])])
    many(Target, [
        Target(project=one, indicator=indicator, planned=Decimal(1000))
        for one in projects for indicator in ("person_times", "service_hours")])
    contracts = many(Contract, [
        Contract(project=one, number=f"HT-{one.number}", signer=one.contractor, amount_fen=one.amount_fen,
                 planned_fen=one.amount_fen, signed_on=one.starts_on, status="signed") for one in projects])
    many(Instalment, [
        Instalment(contract=one, order=order, amount_fen=600_000, trigger=trigger, status=status,
                   paid_on=one.signed_on if status == "paid" else None)
        for n, one in enumerate(contracts)
        for order, trigger, status in (
            (1, "agreement", "paid" if n % 10 else "payable"), (2, "acceptance", "waiting"))])
    many(Activity, [
        Activity(
            project=one, date=one.starts_on + timedelta(days=14 * n), place="桥西之家", content="上门探访独居老人",
            sessions=1, person_times=30, beneficiaries=20, hours=Decimal(chance.randrange(4, 40)) / 4, volunteers=5)
        for one in projects for n in range(ACTIVITIES // PROJECTS)])
    many(Spending, [
        Spending(project=line.project, line=line, date=line.project.starts_on + timedelta(days=20 * n),
                 amount_fen=20_000, payee="某商店", purpose="购买物资", voucher_no=f"P{n}")
        for line in lines for n in range(5)])
    statuses = ["accepted"] * 8 + ["submitted", "returned", "due", "due"]
    reports = [
        ProgressReport(
            project=one, number=n + 1, period_start=one.starts_on + timedelta(days=30 * n), status=statuses[n],
            period_end=one.starts_on + timedelta(days=30 * n + 29), due_on=one.starts_on + timedelta(days=30 * n + 44),
            results="" if statuses[n] in ("due", "returned") else "本期上门探访独居老人，反响良好。",
            figures_at=now, submitted_at=now if n < 9 else None, is_final=n == 11)
        for one in projects for n in range(REPORTS // PROJECTS)]
    figures = [counted.as_json() for counted in count(reports[:120])]
    for n, report in enumerate(reports):
        report.figures = figures[n % len(figures)]
    many(ProgressReport, reports)


def ready_scheme(street: Area, officer: User) -> Scheme:
    """The ready-made tree for organizations, as the rules hold it."""
    lines = preparing.template_lines("organization", area=street.code, today=today())
    scheme = preparing.new_scheme(
        Scheme(area=street, name="社会组织测评", target="organization"), lines=lines, by=officer)
    scheme_workflow.perform("ready", scheme, by=officer, seen=scheme.version)
    return scheme


def sitting(
    street: Area, scheme: Scheme, judged: list[Organization], officer: User, chance: random.Random, *, number: int,
    signed: bool = True,
) -> ReviewDay:
    """A day that is being scored, every sheet of it signed (or opened and half filled)."""
    day = ReviewDay.objects.create(
        area=street, name=f"第{number + 1}次评审日", date=today() + timedelta(days=number), place="宸益阁",
        scheme=scheme, status="scoring", tree=scheme.rows())
    tree, seats = plant(day.tree), []
    for kind, (weight, chairs) in GROUPS.items():
        group = RaterGroup.objects.create(day=day, kind=kind, weight=weight)
        seats += many(Panelist, [
            Panelist(day=day, group=group, user=make_user(f"评审{number}{kind[0]}{n}")) for n in range(chairs)])
    subjects = many(Subject, [Subject(day=day, organization=one, order=n) for n, one in enumerate(judged)])
    leaves = leaves_of(tree)
    cards = [
        {leaf.id: chance.randrange(50 * leaf.max_points, 100 * leaf.max_points, 50) for leaf in leaves}
        for _n in range(400)]  # cards repeat, as people do; totals are computed once for each
    totals = [as_text(total_of(tree, card)) for card in cards]
    picked = [chance.randrange(len(cards)) for _n in range(len(subjects) * len(seats))]
    pairs = [(subject, seat) for subject in subjects for seat in seats]
    half = len(leaves) // 2
    sheets = many(Sheet, [
        Sheet(subject=subject, panelist=seat, status="signed", saves=3, scored=len(leaves), total=totals[card],
              comment="服务扎实", signed_at=timezone.now()) if signed else
        Sheet(subject=subject, panelist=seat, status="open", saves=1, scored=half)
        for (subject, seat), card in zip(pairs, picked, strict=True)])
    given = leaves if signed else leaves[:half]
    many(Score, [
        Score(sheet=sheet, indicator_id=leaf.id, hundredths=cards[card][leaf.id])
        for sheet, card in zip(sheets, picked, strict=True) for leaf in given])
    return day
