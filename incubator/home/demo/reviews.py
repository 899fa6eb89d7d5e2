"""Demo review days: one judged and published, one coming."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from evaluations import preparing, scoring
from evaluations.deciding.locking import lock
from evaluations.models import RaterGroup, ReviewDay, Scheme, Sheet
from evaluations.models.marking import leaves_of, plant
from evaluations.workflow import day_workflow, scheme_workflow
from incubator.accounts.models import Area, User
from incubator.home.demo import script
from incubator.home.demo.people import People
from incubator.workdays import start_of
from organizations.models import Organization
from projects.models import Project

SCHEMES = {"organization": "社会组织综合测评", "project": "项目评审"}


def ready_scheme(target: str, *, area: Area, by: User, today: date) -> Scheme:
    scheme = preparing.new_scheme(
        Scheme(area=area, name=SCHEMES[target], target=target, source="街道社会组织孵化中心测评办法（演示）"),
        lines=preparing.template_lines(target, area=area.code, today=today), by=by)
    scheme_workflow.perform("ready", scheme, by=by, seen=scheme.version)
    return scheme


def plan_day(
    name: str, on: date, scheme: Scheme, subjects: Sequence[Organization | Project], *, people: People, today: date
) -> ReviewDay:
    """A day with its subjects and a panel of peers, experts and residents."""
    officer = people["street1"]
    usual = preparing.defaults(scheme.area, today=today)
    day = ReviewDay(
        area=scheme.area, name=name, date=on, place="宸益阁悦聊室", scheme=scheme,
        min_raters=usual["min_raters"], trim_from=usual["trim_from"])
    day = preparing.new_day(day, weights=usual["weights"], by=officer)
    preparing.choose(day, chosen=subjects, by=officer, seen=day.version)
    groups = {group.kind: group for group in day.groups.all()}
    seats = [(RaterGroup.Kind.PEER, username, of) for username, of in script.PEERS]
    seats += [(RaterGroup.Kind.EXPERT, username, "") for username, _name in script.EXPERTS]
    seats += [(RaterGroup.Kind.RESIDENT, username, "") for username, _name in script.RESIDENTS]
    for kind, username, of in seats:
        preparing.seat(
            day, user=people[username], group=groups[kind], by=officer, seen=day.version,
            organization=Organization.objects.get(name=of) if of else None)
    return day


def judge(day: ReviewDay, *, people: People, today: date, chance: Random) -> None:
    """Everybody declares, scores and signs; the officers lock, confirm and publish."""
    officer = people["street1"]
    preparing.open_day(day, by=officer, seen=day.version, today=today)
    span = dict(script.JUDGED)
    for pk in Sheet.objects.filter(subject__day=day, status="assigned").values_list("pk", flat=True):
        sheet = scoring.load(Sheet.objects.all(), pk)
        by = sheet.panelist.user
        scoring.declare(sheet, by=by, seen=sheet.version)
        low, high = span[str(sheet.subject.organization)]
        marks = {
            leaf.id: leaf.max_points * chance.randint(low, high) // 50 * 50
            for leaf in leaves_of(plant(sheet.subject.day.tree))}
        scoring.save(sheet, marks=marks, comment="资料齐全，服务有特色。" if low > 80 else "台账需进一步完善。", by=by,
                     base=sheet.saves)
        scoring.sign(sheet, by=by, seen=sheet.version, now=at(day.date))
    day.refresh_from_db()
    lock(day, excluding=[], by=officer, seen=day.version, now=at(day.date), today=today)
    day_workflow.perform("confirm", day, by=people["street2"], seen=day.version)
    day_workflow.perform("publish", day, by=officer, seen=day.version)


def at(day: date) -> datetime:
    return start_of(day) + timedelta(hours=16)


def hold(*, area: Area, people: People, today: date, chance: Random) -> None:
    officer = people["street1"]
    judged = plan_day(
        "桥西之家入驻组织测评日", today - timedelta(days=40),
        ready_scheme("organization", area=area, by=officer, today=today),
        [Organization.objects.get(name=name) for name, _span in script.JUDGED], people=people, today=today)
    judge(judged, people=people, today=today, chance=chance)
    plan_day(
        "年度重点项目评审日", today + timedelta(days=12), ready_scheme("project", area=area, by=officer, today=today),
        [Project.objects.get(name=name) for name in script.TO_BE_JUDGED], people=people, today=today)
