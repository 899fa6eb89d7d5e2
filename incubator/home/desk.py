"""What both halves of an officer's dashboard ask about, asked once: the review days and reports not yet done with."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When

from evaluations.models import ReviewDay
from evaluations.rules import own_judged
from incubator.accounts.models import User
from organizations.models import Organization, own_organizations, rights_of
from projects.models import ProgressReport, Project
from projects.rules.reports import to_move

HANDED_IN = ProgressReport.Status.SUBMITTED


@dataclass(frozen=True)
class Reach:
    """All that a question of the desk depends on: equal ones ask the same of the table.

    Putting a large question together costs more than its answer, so it is kept for the next look of the same person.
    """

    today: date
    person: int
    superuser: bool
    posts: tuple[Any, ...]
    own: tuple[Any, ...]
    user: User = field(compare=False)


@dataclass(frozen=True)
class Desk:
    """One officer on one day."""

    user: User
    today: date

    @property
    def reach(self) -> Reach:
        return Reach(self.today, self.user.pk, self.user.is_superuser, tuple(self.user.posts),
                     tuple(sorted(rights_of(self.user).items())), self.user)

    @cached_property
    def days(self) -> list[ReviewDay]:
        """The days this officer sees whose results are not out, some dozens, nearest first.

        `own` tells that an organization of theirs is judged there: asked along with the days.
        """
        judged = own_judged(self.user).filter(day=OuterRef("pk"))
        return list(
            ReviewDay.objects.visible_to(self.user).exclude(status=ReviewDay.Status.PUBLISHED).select_related("area")
            .only("name", "date", "status", "area__code").annotate(own=Exists(judged)).order_by("date", "pk"))

    @cached_property
    def counts(self) -> dict[str, dict[str, tuple[int, int]]]:
        """What this officer sees, in one query: `organizations` on record by type, `projects` by status, `reports` at
        work by what they wait for (`due`, `overdue`, `waiting` to be judged), and `mine`, those to move on.

        Each part as (how many, money in fen). The accepted reports are not even looked at.
        """
        question, apart = _counting(self.reach)
        found: dict[str, dict[str, tuple[int, int]]] = {"organizations": {}, "projects": {}, "reports": {}, "mine": {}}
        for of, part, n, fen in question.all():
            found[of][part] = (n, int(fen))
        if not apart:  # who decides on all they see: all that does not wait for its day
            found["mine"] = {part: many for part, many in found["reports"].items() if part != "due"}
        return found

    def reports_to_move(self) -> QuerySet[ProgressReport]:
        """As many as `counts["mine"]`."""
        return ProgressReport.objects.filter(to_move(self.user, on=self.today))


@lru_cache(maxsize=256)
def _counting(reach: Reach) -> tuple[QuerySet, bool]:
    """The question of `Desk.counts`, and whether it asks apart for what is to be moved on."""
    desk = Desk(reach.user, reach.today)
    nothing, late = Value(0, BigIntegerField()), Q(status__in=ProgressReport.OPEN, due_on__lt=desk.today)
    waits = Case(When(status=HANDED_IN, then=Value("waiting")), When(late, then=Value("overdue")),
                 default=Value("due"))
    kinds = Organization.objects.visible_to(desk.user).on_record().order_by().values(
        of=Value("organizations"), part=F("org_type")).annotate(n=Count("pk"), fen=nothing)
    states = Project.objects.visible_to(desk.user).order_by().values(
        of=Value("projects"), part=F("status")).annotate(n=Count("pk"), fen=Sum("amount_fen"))
    at_work = ProgressReport.objects.visible_to(desk.user).filter(status__in=ProgressReport.AT_WORK)
    reports = at_work.order_by().values(of=Value("reports"), part=waits).annotate(n=Count("pk"), fen=nothing)
    asked = [states, reports]
    if own_organizations(desk.user) or desk.user.street_codes != desk.user.reading_codes:
        asked.append(desk.reports_to_move().order_by().values(of=Value("mine"), part=F("status")).annotate(
            n=Count("pk"), fen=nothing))
    return kinds.union(*asked, all=True).values_list("of", "part", "n", "fen"), len(asked) > 2
