"""Makers of review days and of what happens on them, through the domain."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from evaluations import deciding, preparing, scoring
from evaluations.models import Panelist, RaterGroup, ReviewDay, Sheet, Subject
from evaluations.models.marking import leaves_of, plant
from tests.factories import make_user, numbers

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 20)


def make_day(scheme, judged, *, officer, groups=None, opened=False, **fields) -> ReviewDay:
    """`groups` is {kind: (weight, seats)}."""
    groups = groups or {"expert": (60, 3), "resident": (40, 3)}
    defaults = {"name": f"第{next(numbers)}次评审日", "date": TODAY, "place": "宸益阁"}
    day = ReviewDay.objects.create(area=scheme.area, scheme=scheme, **defaults | fields)
    for order, organization in enumerate(judged, start=1):
        Subject.objects.create(day=day, organization=organization, order=order)
    for kind, (weight, seats) in groups.items():
        group = RaterGroup.objects.create(day=day, kind=kind, weight=weight)
        for _n in range(seats):
            Panelist.objects.create(day=day, group=group, user=make_user())
    if opened:
        preparing.open_day(day, by=officer, seen=day.version, today=TODAY)
    return day


def load(sheet) -> Sheet:
    return scoring.load(Sheet.objects, sheet.pk)


def open_sheet(day, user, number: int = 0) -> Sheet:
    sheet = load(Sheet.objects.filter(subject__day=day, panelist__user=user).order_by("subject")[number])
    scoring.declare(sheet, by=user, seen=sheet.version)
    return sheet


def leaves(day) -> list:
    return leaves_of(plant(day.tree))


def score(sheet, marks: list, comment: str = "") -> None:
    """Save marks (in the order of the leaves, in hundredths) as the sheet's own evaluator."""
    given = dict(zip([leaf.id for leaf in leaves(sheet.subject.day)], marks, strict=True))
    scoring.save(sheet, marks=given, comment=comment, by=sheet.panelist.user, base=sheet.saves)


def sign(sheet, marks: list | None = None) -> None:
    score(sheet, marks or [800, 800, 8000, 8000])
    scoring.sign(sheet, by=sheet.panelist.user, seen=sheet.version, now=NOW)


def sign_all(day, marks=lambda subject, panelist: [800, 800, 8000, 8000], leave: int = 0) -> None:
    """Everybody declares, scores and signs, but for the last `leave` sheets."""
    sheets = list(Sheet.objects.filter(subject__day=day, status="assigned").order_by("pk"))
    for sheet in [load(one) for one in sheets[:len(sheets) - leave]]:
        scoring.declare(sheet, by=sheet.panelist.user, seen=sheet.version)
        sign(sheet, marks(sheet.subject, sheet.panelist))


def lock(day, officer, excluding=()) -> None:
    day.refresh_from_db()
    deciding.lock(day, excluding=excluding, by=officer, seen=day.version, now=NOW, today=TODAY)
