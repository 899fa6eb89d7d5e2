"""Makers of test things: each fills what the database asks for, and takes the rest by keyword."""

import itertools
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from evaluations.models import Indicator, Scheme
from incubator.accounts.models import Area, Role, User
from organizations.models import (
    CoachingVisit,
    CreditRecord,
    GrowthStage,
    HubLink,
    Membership,
    OfficeHolder,
    Organization,
    Pairing,
)
from projects.models import Activity, BudgetLine, Contract, Instalment, MoneyReturn, Project, Spending, Target

numbers = itertools.count(1)


def make_user(name: str = "", **fields) -> User:
    n = next(numbers)
    user = User(username=fields.pop("username", f"user{n}"), full_name=name or f"用户{n}", **fields)
    user.set_unusable_password()
    user.save()
    return user


def make_officer(kind: str, area: Area, name: str = "") -> User:
    user = make_user(name, is_staff=True)
    Role.objects.create(user=user, area=area, kind=kind)
    return user


def make_area(code: str, name: str = "", parent: Area | None = None) -> Area:
    level = {6: "district", 9: "street", 12: "community", 15: "grid"}[len(code)]
    area, _made = Area.objects.get_or_create(
        code=code, defaults={"name": name or f"区域{code}", "level": level, "parent": parent})
    return area


def make_organization(area: Area, **fields) -> Organization:
    n = next(numbers)
    defaults = {
        "name": f"第{n}志愿服务队", "org_type": "filed", "status": "active", "area": area, "member_count": 20,
        "has_charter": True, "venue": "桥弄街139号", "responsible_person": "张三",
        "founded_on": date(2020, 5, 6), "phone": "14200000000",
    }
    organization = Organization(**defaults | fields)
    organization.save()
    return organization


def make_credit(organization: Organization, kind: str = "fault", **fields) -> CreditRecord:
    defaults = {"title": "逾期提交年度报告", "source": "拱墅区民政局 拱民〔2026〕7号", "started_on": date(2026, 3, 2)}
    return CreditRecord.objects.create(organization=organization, kind=kind, **defaults | fields)


def make_member(organization: Organization, right: str = "administrator", name: str = "") -> User:
    user = make_user(name)
    Membership.objects.create(organization=organization, user=user, right=right)
    return user


def make_holder(organization: Organization, **fields) -> OfficeHolder:
    """Somebody in office whose term runs through 2030."""
    defaults = {
        "name": f"理事{next(numbers)}", "role": "council", "phone": "14200001234", "term_starts_on": date(2026, 1, 1),
        "term_ends_on": date(2030, 12, 31),
    }
    holder = OfficeHolder.objects.create(organization=organization, **defaults | fields)
    OfficeHolder.objects.keep_names(organization.pk)
    return holder


def make_pairing(organization: Organization, **fields) -> Pairing:
    defaults = {"area": organization.area, "branch_name": f"桥西社区第{next(numbers)}党支部", "since": date(2026, 6, 1)}
    return Pairing.objects.create(organization=organization, **defaults | fields)


def make_hub_link(hub: Organization, supported: Organization, **fields) -> HubLink:
    return HubLink.objects.create(hub=hub, supported=supported, **{"since": date(2026, 3, 1)} | fields)


def make_visit(organization: Organization, **fields) -> CoachingVisit:
    """A visit of the organization's street that stands; no next one is agreed."""
    defaults = {
        "office": organization.area.street or organization.area, "visited_on": date(2026, 6, 1), "visitors": "街道干部",
        "subject": f"第{next(numbers)}次走访", "findings": "活动正常", "agreed": "按月公开服务记录",
    }
    return CoachingVisit.objects.create(organization=organization, **defaults | fields)


def make_stage(organization: Organization, **fields) -> GrowthStage:
    defaults = {"stage": "seed", "name": "初创期", "since": date(2026, 2, 1), "reason": "有固定活动"}
    return GrowthStage.objects.create(organization=organization, **defaults | fields)


def make_project(contractor: Organization, **fields) -> Project:
    """A running project of 12 months with two budget lines, two targets and a signed contract in three parts."""
    n = next(numbers)
    status = fields.get("status", "running")
    defaults = {
        "area": contractor.area.parent or contractor.area, "number": f"XM-T-{n:05d}", "name": f"第{n}号助老项目",
        "need": "独居老人需要日间照料", "field": "elder_care", "method": "venture_grant", "contractor": contractor,
        "amount_fen": 1_200_000, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
        "negative_list_note": "不在负面清单内", "status": status,
    }
    project = Project.objects.create(**defaults | fields)
    BudgetLine.objects.create(project=project, name="人员补贴", amount_fen=project.amount_fen // 2, order=1)
    BudgetLine.objects.create(
        project=project, name="活动物资", amount_fen=project.amount_fen - project.amount_fen // 2, order=2)
    Target.objects.create(project=project, indicator="person_times", planned=Decimal(1000))
    Target.objects.create(project=project, indicator="service_hours", planned=Decimal(500))
    if status not in ("draft", "approved"):
        make_contract(project)
    return project


def make_contract(project: Project) -> Contract:
    first = project.amount_fen // 2
    contract = Contract.objects.create(
        project=project, number=f"HT-{project.number}", signer=project.host or project.contractor,
        amount_fen=project.amount_fen, planned_fen=project.amount_fen, signed_on=project.starts_on, status="signed")
    Instalment.objects.create(
        contract=contract, order=1, amount_fen=first, trigger="agreement", status="payable")
    Instalment.objects.create(
        contract=contract, order=2, amount_fen=project.amount_fen - first, trigger="acceptance")
    return contract


def make_paid(project: Project, *, order: int = 1) -> int:
    """One instalment paid on the first day, as the street pays it; gives its amount."""
    part = project.contract.instalments.get(order=order)
    Instalment.objects.filter(pk=part.pk).update(status="paid", paid_on=project.starts_on)
    project.paid_fen = Instalment.objects.paid_on_project(project.pk)
    Project.objects.filter(pk=project.pk).update(paid_fen=project.paid_fen)
    return part.amount_fen


def make_return(project: Project, **fields) -> MoneyReturn:
    """Of a project that was paid."""
    n = next(numbers)
    given = MoneyReturn.objects.create(
        **{"project": project, "amount_fen": 100, "returned_on": project.starts_on, "receipt_no": f"R{n}"} | fields)
    returned = MoneyReturn.objects.standing().filter(project=project).aggregate(total=Sum("amount_fen"))["total"] or 0
    Project.objects.filter(pk=project.pk).update(returned_fen=returned)
    return given


def make_activity(project: Project, **fields) -> Activity:
    defaults = {
        "date": project.starts_on, "place": "桥西之家", "content": "上门探访", "sessions": 1, "person_times": 30,
        "beneficiaries": 20, "hours": Decimal("2.50"), "volunteers": 5,
    }
    return Activity.objects.create(project=project, **defaults | fields)


def make_spending(project: Project, **fields) -> Spending:
    n = next(numbers)
    defaults = {
        "line": project.budget_lines.first(), "date": project.starts_on, "amount_fen": 10_000, "payee": "某商店",
        "purpose": "购买物资", "voucher_no": f"P{n}",
    }
    spending = Spending.objects.create(project=project, **defaults | fields)
    spent = Spending.objects.standing().filter(project=project).aggregate(total=Sum("amount_fen"))["total"] or 0
    Project.objects.filter(pk=project.pk).update(spent_fen=spent)
    return spending


def make_scheme(area: Area, **fields) -> Scheme:
    """A ready scheme: 组织建设 30 (two leaves), 管理服务 30, 工作绩效 40."""
    scheme = Scheme.objects.create(
        **{"area": area, "name": "社会组织测评", "target": "organization", "status": "ready"} | fields)
    building = Indicator.objects.create(scheme=scheme, name="组织建设", weight=30, order=1)
    Indicator.objects.create(scheme=scheme, parent=building, name="章程制度", weight=50, max_points=10, order=1)
    Indicator.objects.create(
        scheme=scheme, parent=building, name="党建工作", weight=50, max_points=10, may_not_apply=True, order=2)
    Indicator.objects.create(scheme=scheme, name="管理服务", weight=30, max_points=100, order=2)
    Indicator.objects.create(scheme=scheme, name="工作绩效", weight=40, max_points=100, order=3)
    return scheme
