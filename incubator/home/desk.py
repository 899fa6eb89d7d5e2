"""What both halves of an officer's dashboard ask about, asked once: the review days and reports not yet done with."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from evaluations.models import ReviewDay
from evaluations.rules import own_judged
from incubator.accounts.models import User
from incubator.accounts.rules import acted_for_street
from organizations.models import own_organizations
from projects.models import ProgressReport, Project

HANDED_IN = ProgressReport.Status.SUBMITTED


def decided_by(user: User) -> QuerySet[Project]:
    """The projects of the officer's streets but those that their own organizations do or host (回避)."""
    own = own_organizations(user)
    return Project.objects.filter(acted_for_street(user, "area__code")).exclude(
        Q(contractor__in=own) | Q(host__in=own))


@dataclass(frozen=True)
class Desk:
    """One officer on one day."""

    user: User
    today: date

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
    def reports(self) -> dict[str, int]:
        """How many reports this officer sees: `due`, `overdue`, `waiting` to be judged; `mine`: to move on.

        The accepted ones are not even looked at.
        """
        late, handed_in = Q(status__in=ProgressReport.OPEN, due_on__lt=self.today), Q(status=HANDED_IN)
        asked = {
            "due": Count("pk", filter=Q(status__in=ProgressReport.OPEN, due_on__gte=self.today)),
            "overdue": Count("pk", filter=late), "waiting": Count("pk", filter=handed_in)}
        if own_organizations(self.user) or self.user.street_codes != self.user.reading_codes:
            asked["mine"] = Count("pk", filter=(late | handed_in) & Q(project__in=decided_by(self.user)))
        at_work = ProgressReport.objects.visible_to(self.user).filter(status__in=[*ProgressReport.OPEN, HANDED_IN])
        counts = at_work.aggregate(**asked)
        return {"mine": counts["overdue"] + counts["waiting"], **counts}  # who decides on all they see: all of them

    def reports_to_move(self) -> QuerySet[ProgressReport]:
        """What is overdue or handed in, of the projects this officer decides on; as many as `reports["mine"]`.

        What is not yet due is taken out, not the two put together: SQLite answers a «not» from the index of reports
        by project, and reads every row with its figures for an «or».
        """
        return ProgressReport.objects.filter(
            project__in=decided_by(self.user), status__in=[*ProgressReport.OPEN, HANDED_IN],
        ).exclude(status__in=ProgressReport.OPEN, due_on__gte=self.today)
