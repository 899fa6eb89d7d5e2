"""What waits for a person, computed from the state of things, so that it cannot go stale."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.models import ReviewDay, Sheet
from incubator.accounts.models import Role, User, within
from organizations.models import Filing
from projects.models import Instalment, ProgressReport

SHOWN = 30  # of each kind; the rest is behind the kind's own list


@dataclass(frozen=True)
class Todo:
    """One line of a to-do list: what to do, about what, since when or until when, and where."""

    what: Any
    about: str
    href: str
    since: date | None = None
    until: date | None = None
    overdue: bool = False
    detail: Any = ""

    @property
    def when(self) -> str:
        """Since when or until when, in words."""
        if self.overdue:
            return f"{_('overdue')} · {self.until}"
        if self.until:
            return _("until %(day)s") % {"day": self.until}
        return _("waiting since %(day)s") % {"day": self.since} if self.since else ""


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def addresses(name: str) -> Callable[[int], str]:
    """The address of each thing of a page, by its number: the pattern is looked up once, not once a line."""
    base = reverse(name, args=[0])
    return lambda pk: base.replace("/0/", f"/{pk}/")


def in_order(todos: list[Todo]) -> list[Todo]:
    """Overdue first, then by the day it must be done, then by how long it has waited."""
    return sorted(todos, key=lambda t: (not t.overdue, t.until or date.max, t.since or date.max))


def decided_by(user: User, field: str) -> Q:
    """Things whose area code (at that look-up path) lies where this officer decides: see accounts.rules."""
    districts = [post.code for post in user.posts if post.kind == Role.Kind.DISTRICT_OFFICER]
    return within(field, user.street_codes) | Q(**{f"{field}__in": districts})


def for_officer(user: User, *, today: date) -> list[Todo]:
    """Filings and reports to judge, overdue reports, instalments to pay, review days to move on."""
    todos = [*_filings(user, today), *_reports(user, today), *_instalments(user), *_review_days(user, today)]
    return in_order(todos)


def _filings(user: User, today: date) -> list[Todo]:
    waiting = (
        Filing.objects.filter(decided_by(user, "organization__area__code"), status=Filing.Status.SUBMITTED)
        .order_by("submitted_at").values_list(
            "pk", "organization__name", "submitted_at", "answer_due_on", "receipt_no")[:SHOWN]
    )
    href = addresses("organizations:filing-detail")
    return [
        Todo(_("Review the filing"), organization, href(pk), since=day_of(submitted_at), until=due,
             overdue=bool(due and due < today), detail=receipt_no)
        for pk, organization, submitted_at, due, receipt_no in waiting
    ]


def _reports(user: User, today: date) -> list[Todo]:
    late = Q(status__in=[ProgressReport.Status.DUE, ProgressReport.Status.RETURNED], due_on__lt=today)
    reports = (
        ProgressReport.objects.filter(
            decided_by(user, "project__area__code"), late | Q(status=ProgressReport.Status.SUBMITTED))
        .order_by("due_on", "pk").values_list(
            "pk", "project__contractor__name", "project__name", "project__number", "period_start", "period_end",
            "status", "submitted_at", "due_on")[:SHOWN]
    )
    href, todos = addresses("projects:report"), []
    late_of: dict[tuple[str, str], list[Todo]] = {}
    for pk, contractor, project, number, start, end, status, submitted_at, due_on in reports:
        about, period = f"{contractor} · {project}", f"{start} – {end}"
        if status == ProgressReport.Status.SUBMITTED:
            todos.append(Todo(_("Judge the progress report"), about, href(pk), since=day_of(submitted_at),
                              detail=period))
        else:
            late_of.setdefault((about, number), []).append(Todo(
                _("Ask for the overdue report"), about, href(pk), until=due_on, overdue=True, detail=period))
    return todos + [_together(late) for late in late_of.values()]


def _together(late: list[Todo]) -> Todo:
    """The overdue reports of one project as one line that leads to the oldest."""
    if len(late) == 1:
        return late[0]
    return replace(late[0], detail=_("%(n)s reports") % {"n": len(late)})


def _instalments(user: User) -> list[Todo]:
    payable = (
        Instalment.objects.filter(
            decided_by(user, "contract__project__area__code"), status=Instalment.Status.PAYABLE)
        .order_by("pk").values_list(
            "contract__project", "contract__project__name", "contract__signer__name", "order")[:SHOWN]
    )
    href = addresses("projects:project")
    return [
        Todo(_("Pay the instalment"), f"{project} · {signer}", href(pk),
             detail=_("instalment %(order)s") % {"order": order})
        for pk, project, signer, order in payable
    ]


def _review_days(user: User, today: date) -> list[Todo]:
    words = {
        ReviewDay.Status.PLANNED: _("Prepare the review day"), ReviewDay.Status.SCORING: _("Watch over the scoring"),
        ReviewDay.Status.LOCKED: _("Confirm the results"), ReviewDay.Status.CONFIRMED: _("Publish the results"),
    }
    days = ReviewDay.objects.filter(decided_by(user, "area__code"), status__in=words).order_by("date").values_list(
        "pk", "name", "date", "status")[:SHOWN]
    href = addresses("evaluations:day-detail")
    return [
        Todo(words[ReviewDay.Status(status)], name, href(pk), until=date, overdue=date < today)
        for pk, name, date, status in days
    ]


def for_member(user: User, *, today: date) -> list[Todo]:
    """What the person's organizations owe: filings to finish, reports to write, each with its day."""
    own = user.memberships.filter(ended_at=None).values("organization")
    filings = (
        Filing.objects.filter(organization__in=own, status__in=[Filing.Status.DRAFT, Filing.Status.RETURNED])
        .select_related("organization").order_by("pk")
    )
    todos = [
        Todo(
            _("Correct the filing") if filing.status == Filing.Status.RETURNED else _("Finish the filing"),
            filing.organization.name or str(_("New organization")),
            reverse("organizations:filing-detail", args=[filing.pk]),
        ) for filing in filings
    ]
    reports = (
        ProgressReport.objects.filter(
            project__contractor__in=own, status__in=[ProgressReport.Status.DUE, ProgressReport.Status.RETURNED])
        .select_related("project").order_by("due_on")[:SHOWN]
    )
    todos += [
        Todo(
            _("Correct the progress report") if report.status == ProgressReport.Status.RETURNED
            else _("Fill in the progress report"),
            report.project.name, reverse("projects:report", args=[report.pk]),
            until=report.due_on, overdue=report.due_on < today,
            detail=f"{report.period_start:%Y-%m-%d} – {report.period_end:%Y-%m-%d}",
        ) for report in reports
    ]
    return in_order(todos)


@dataclass(frozen=True)
class Panel:
    """One review day an evaluator sits on: n of m sheets done."""

    name: str
    date: date
    href: str
    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


def panels(user: User) -> list[Panel]:
    """The days that are being scored, with how many of this evaluator's sheets are signed or recused."""
    finished = Q(status__in=[Sheet.Status.SIGNED, Sheet.Status.RECUSED])
    days = (
        Sheet.objects.filter(panelist__user=user, subject__day__status=ReviewDay.Status.SCORING)
        .values(day=F("subject__day"), name=F("subject__day__name"), date=F("subject__day__date"))
        .annotate(total=Count("pk"), done=Count("pk", filter=finished)).order_by("date", "day")
    )
    return [
        Panel(day["name"], day["date"], reverse("evaluations:sheets"), day["done"], day["total"]) for day in days
    ]
