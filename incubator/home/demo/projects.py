"""Demo projects: bought, worked on, reported and judged as people would, with the day told to each act."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from incubator.accounts.models import Area, User
from incubator.documents.receiving import keep
from incubator.home.demo import script
from incubator.home.demo.people import People
from incubator.home.demo.script import MEMBERS, STREET, Plan
from incubator.home.demo.spreading import days, parts
from incubator.workdays import add_months, add_workdays, start_of
from organizations.models import Organization
from projects import purchasing, recording
from projects.models import Activity, BudgetLine, Contract, Instalment, ProgressReport, Project, Spending, Target
from projects.reporting import judging
from projects.workflow import project_workflow

MONTHS = 12
OCCASIONS = 36  # activities a project records; each stands for several sessions


def noon(day: date) -> datetime:
    return start_of(day) + timedelta(hours=12)


def dates_of(plan: Plan, today: date) -> tuple[date, date]:
    """First and last day: the closed one ended a month ago, a fresh one's last period four days ago."""
    if plan.ends == "closed":
        start = add_months(today.replace(day=1), -MONTHS - 1)
    elif plan.ends in ("draft", "approved"):
        start = add_months(today.replace(day=1), 1)
    elif plan.ends == "terminated":
        start = add_months(today.replace(day=1), -3)
    elif plan.fresh:
        start = add_months(today - timedelta(days=3), -MONTHS + 1)
    else:
        start = add_months(today.replace(day=1), -MONTHS + 1)
    return start, add_months(start, MONTHS) - timedelta(days=1)


def buy(plan: Plan, *, people: People, today: date) -> Project:
    """From the need to the signed contract, as far as the plan goes."""
    officer = people["street1"]
    start, end = dates_of(plan, today)
    amount = plan.yuan * 100
    before = min(start - timedelta(days=20), today)
    project = Project(
        area=Area.objects.get(code=STREET[0]), name=plan.name, need=plan.need, field=plan.field, method=plan.method,
        contractor=Organization.objects.get(name=plan.contractor),
        host=Organization.objects.get(name=plan.host) if plan.host else None,
        amount_fen=amount, starts_on=start, ends_on=end, negative_list_note=script.NEGATIVE_LIST_NOTE)
    targets = {"sessions": plan.sessions, "service_hours": plan.hours, "person_times": plan.times,
               "beneficiaries": plan.people}
    purchasing.create_project(
        project, by=officer, today=before,
        lines=[BudgetLine(name=name, amount_fen=amount * share // 100) for name, share in plan.lines.items()],
        targets=[Target(indicator=name, planned=Decimal(whole)) for name, whole in targets.items() if whole]
        or [Target(indicator="person_times", planned=Decimal(500))])
    if plan.ends == "draft":
        return project
    project_workflow.perform("approve", project, by=officer, seen=project.version)
    if plan.ends == "approved":
        return project
    contract = Contract(project=project, number=project.number.replace("XM", "HT"))
    contract = purchasing.draft_contract(
        contract, instalments=purchasing.usual_instalments(project, on=start), by=officer)
    purchasing.sign(contract, signed_on=start, by=officer, seen=contract.version, today=start)
    pay_what_is_due(project, by=officer, on=start)
    return Project.objects.get(pk=project.pk)


def pay_what_is_due(project: Project, *, by: User, on: date) -> None:
    payable = project.contract.instalments.filter(status=Instalment.Status.PAYABLE)
    for part in payable.select_related("contract__project__area"):
        purchasing.pay(part, paid_on=on, by=by, seen=part.version, today=on)


def member_of(plan: Plan, people: People) -> User:
    return people[next(username for username, _name, of in MEMBERS if of == plan.contractor)]


def work(plan: Plan, project: Project, *, people: People, today: date, chance: Random) -> None:
    """Activities and spending up to today; over a whole year they sum to what the plan says."""
    member = member_of(plan, people)
    until = min(today, project.ends_on)
    counts = [parts(whole, OCCASIONS, chance) for whole in (plan.sessions, plan.times - plan.people, plan.people)] \
        if plan.sessions >= OCCASIONS else None
    occasions = OCCASIONS if counts else plan.sessions
    sessions, more, heads = counts or (
        [1] * occasions, parts(plan.times - plan.people, occasions, chance, 0), parts(plan.people, occasions, chance))
    quarters = parts(plan.hours * 4, occasions, chance)
    for n, day in enumerate(days(project.starts_on, until, occasions)):
        if plan.people < 50:  # the same few people each time
            heads_here, times_here = (plan.people if n == 0 else 0), heads[n] + more[n]
        else:
            heads_here, times_here = heads[n], heads[n] + more[n]
        activity = Activity(
            project=project, date=day, place=plan.places[n % len(plan.places)], content=plan.work[n % len(plan.work)],
            sessions=sessions[n], person_times=times_here, beneficiaries=min(heads_here, times_here),
            hours=Decimal(quarters[n]) / 4, volunteers=chance.randint(2, 12))
        photos = [photo(plan, member, chance)] if n % 12 == 0 else []
        recording.record_activity(activity, photos=photos, by=member, today=until)
    spend(plan, project, member, until, chance)


def spend(plan: Plan, project: Project, member: User, until: date, chance: Random) -> None:
    passed = (until - project.starts_on).days + 1
    length = (project.ends_on - project.starts_on).days + 1
    voucher, receipt = 0, photo(plan, member, Random(plan.name), kind="voucher")  # noqa: S311
    for line in project.budget_lines.all():
        allowed = line.amount_fen * min(passed, length) // length * plan.spent // 100
        count = max(passed // 20, 1)
        for day, amount in zip(days(project.starts_on, until, count), parts(allowed, count, chance), strict=True):
            voucher += 1
            recording.record_spending(
                Spending(project=project, line=line, date=day, amount_fen=amount, payee=f"{line.name}收款方",
                         purpose=f"{day.month}月{line.name}", voucher_no=f"记-{day:%Y%m}-{voucher:03d}",
                         voucher=receipt),
                by=member, today=until)


def report(plan: Plan, project: Project, *, people: People) -> None:
    """Reports are written, handed in and judged in order; the last ones stand as the plan says."""
    officer, member = people["street1"], member_of(plan, people)
    reports = list(ProgressReport.objects.filter(project=project).order_by("number"))
    told = reports[:len(reports) - plan.late - (plan.last == "due")] if plan.late or plan.last == "due" else reports
    for one in told:
        one = ProgressReport.objects.select_related("project__area", "project__contract").get(pk=one.pk)
        wrote = noon(add_workdays(one.period_end, 2))
        judging.edit(one, by=member, seen=one.version, now=wrote, words={
            "results": script.RESULTS.format(month=one.period_start.month, work="、".join(plan.work)),
            "problems": "雨天户外活动受影响，已调整至室内。" if one.number % 3 == 0 else "暂无。",
            "next_plan": f"继续开展{plan.work[one.number % len(plan.work)]}，并做好服务对象回访。"})
        judging.act("submit", one, by=member, seen=one.version, note="", now=wrote)
        if one.pk == reports[-1].pk and plan.last == "submitted":
            return
        judged = noon(add_workdays(one.period_end, 4))
        if one.pk == reports[-1].pk and plan.last == "returned":
            judging.act("return", one, by=officer, seen=one.version, note="请补充服务对象满意度和签到表。", now=judged)
            return
        judging.act("accept", one, by=officer, seen=one.version, note="", now=judged)
    pay_what_is_due(project, by=officer, on=add_workdays(told[-1].period_end, 5) if told else project.starts_on)


def finish(plan: Plan, project: Project, *, people: People, today: date) -> None:
    project = Project.objects.select_related("area", "contract__project__area").get(pk=project.pk)
    if plan.ends == "closed":
        contract = project.contract
        purchasing.pass_midterm(
            contract, by=people["street1"], seen=contract.version, note="中期评估：目标完成过半，资金使用规范。")
        pay_what_is_due(project, by=people["street1"], on=add_months(project.starts_on, MONTHS // 2))
        purchasing.close(project, by=people["street1"], seen=project.version, today=today)
        pay_what_is_due(project, by=people["street1"], on=today)
    elif plan.ends == "terminated":
        purchasing.terminate(
            project, by=people["street1"], seen=project.version, note="承接方人员变动，经协商提前终止。")


def photo(plan: Plan, member: User, chance: Random, *, kind: str = "photo"):
    """A drawn picture, so that no real person is on it."""
    picture = Image.new("RGB", (960, 640), (232, 240, 242))
    draw = ImageDraw.Draw(picture)
    for _n in range(24):
        x, y = chance.randint(40, 900), chance.randint(220, 560)
        draw.ellipse((x - 18, y - 60, x + 18, y - 24), fill=(210, 170, 140))
        draw.rounded_rectangle((x - 28, y - 22, x + 28, y + 60), 12, fill=chance.choice(
            [(15, 76, 92), (196, 90, 60), (90, 130, 90), (120, 110, 160)]))
    out = BytesIO()
    picture.save(out, "JPEG", quality=82)
    return keep(out.getvalue(), kind=kind, name=f"{plan.name}.jpg", found="jpg", by=member)
