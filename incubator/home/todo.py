"""What waits for a person, computed from the state of things, so that it cannot go stale."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluations.models import ReviewDay
from incubator.accounts.models import User
from incubator.accounts.rules import acted_for_street, acts_for_street
from incubator.home.desk import Desk
from incubator.home.dues import BREACH, LATE, MISSED, MONEY, STRANDED, VISIT, Due, dues
from incubator.money import yuan
from organizations.models import Matter, own_organizations
from organizations.reports import pending
from organizations.reports.credit import PROPOSALS
from projects.forms.reports import ReportFilter
from projects.models import Instalment, ProgressReport, Project
from projects.rules.people import decided_by

REVIEW = {
    Matter.Kind.FILING: _("Review the filing"), Matter.Kind.CHANGE: _("Review the change"),
    Matter.Kind.CANCELLATION: _("Review the cancellation"),
    Matter.Kind.REGISTRATION: _("Give an opinion on the registration"),
    Matter.Kind.ANNUAL: _("Decide on the annual report"),
    Matter.Kind.RECTIFICATION: _("Check the rectification"),
    Matter.Kind.PROMOTION: _("Review the filing of a listed group"),
    Matter.Kind.REISSUE: _("Review the request for a certificate"),
    Matter.Kind.CATALOGUE: _("Verify the application for the catalogue"),
}
# What the catalogue waits for: in words, and the page it is done on.
LOOKED_AFTER = {
    pending.OBJECTION: (_("Answer the objection"), "organizations:qualified-entry"),
    pending.VERIFY: (_("Verify the nominated organization"), "organizations:qualified-entry"),
    pending.FALLEN: (_("Suspend or remove from the catalogue"), "organizations:qualified-entry"),
    pending.PUBLICISE: (_("Publicise the catalogue"), "organizations:qualified-round"),
    pending.LIST: (_("Publish the catalogue"), "organizations:qualified-round"),
}
FORWARD = _("Forward the registration to civil affairs")
RECORD = _("Record the registration once the district has entered it")
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


@dataclass(frozen=True)
class More:
    """So many more of one kind than are shown, and the list they stand in."""

    kind: Any
    count: int
    href: str


@dataclass(frozen=True)
class Waiting:
    """What waits for a person: the lines shown, what is left out of them, and how many it is in all: of what is shown
    each line is one, however much it speaks of, so that the number is that of the list beneath it."""

    todos: list[Todo]
    more: list[More]
    count: int


@dataclass(frozen=True)
class Kind:
    """The lines of one kind, of `shown` things out of `total`."""

    name: Any
    place: str  # URL name of the list they stand in
    todos: list[Todo]
    shown: int
    total: int
    query: str = ""  # what narrows that list to these things


def counted(things: QuerySet) -> QuerySet:
    """Each row of a slice tells as `total` how many there are in all: no query more; for things that wait by dozens."""
    return things.annotate(total=Window(Count("pk")))


def kind_of(name: Any, list_name: str, rows: Sequence[Any], todos: list[Todo], query: str = "") -> Kind:
    """`rows` are tuples that end with `total`."""
    return Kind(name, list_name, todos, len(rows), rows[0][-1] if rows else 0, query)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def addresses(name: str) -> Callable[[int], str]:
    """The address of each thing of a page, by its number: the pattern is looked up once, not once a line."""
    base = reverse(name, args=[0])
    return lambda pk: base.replace("/0/", f"/{pk}/")


def waiting(kinds: Sequence[Kind]) -> Waiting:
    """Overdue first, then by the day it must be done, then by how long it has waited."""
    todos = [todo for kind in kinds for todo in kind.todos]
    todos.sort(key=lambda t: (not t.overdue, t.until or date.max, t.since or date.max))
    more = [More(kind.name, kind.total - kind.shown, reverse(kind.place) + kind.query)
            for kind in kinds if kind.total > kind.shown]
    return Waiting(todos, more, len(todos) + sum(one.count for one in more))


def for_officer(desk: Desk) -> Waiting:
    """Matters and reports to judge, reports overdue, instalments to pay, review days, what the register calls for."""
    return waiting([
        _matters(desk.user, desk.today), _reports(desk), _instalments(desk.user), _review_days(desk),
        *_register(desk)])


def _matters(user: User, today: date) -> Kind:
    """What waits for an answer, and the registrations that the county may have entered by now."""
    submitted = list(
        counted(Matter.objects.waiting_for_office().filter(acted_for_street(user, "organization__area__code"))
                .exclude(organization__in=own_organizations(user)))
        .order_by("submitted_at").values_list(
            "pk", "kind", "organization__name", "submitted_at", "answer_due_on", "receipt_no", "status",
            "forwarded_on", "total")[:SHOWN]
    )
    filing, other = addresses("organizations:filing-detail"), addresses("organizations:matter")
    return kind_of(_("Matters"), "organizations:matters", submitted, [
        Todo(RECORD if forwarded_on else FORWARD, organization, other(pk), since=day_of(submitted_at),
             detail=receipt_no)
        if status == Matter.Status.APPROVED else
        Todo(REVIEW[kind], organization, filing(pk) if kind == Matter.Kind.FILING else other(pk),
             since=day_of(submitted_at), until=due, overdue=bool(due and due < today), detail=receipt_no)
        for pk, kind, organization, submitted_at, due, receipt_no, status, forwarded_on, _total in submitted
    ])


def _reports(desk: Desk) -> Kind:
    total, late = sum(count for count, _fen in desk.counts["mine"].values()), ProgressReport.objects.overdue(desk.today)
    reports = list(
        ProgressReport.objects.filter(pk__in=desk.reports_to_move().order_by("due_on", "pk").values("pk")[:SHOWN])
        .annotate(late=Subquery(late.filter(project=OuterRef("project")).order_by().values("project").annotate(
            n=Count("pk")).values("n")))
        .order_by("due_on", "pk").values_list(
            "pk", "project__contractor__name", "project__name", "project__number", "period_start", "period_end",
            "status", "submitted_at", "due_on", "late")
    ) if total else []
    href, shown = addresses("projects:report"), 0
    todos: list[Todo] = []
    told: set[str] = set()
    for pk, contractor, project, number, start, end, status, submitted_at, due_on, late_ones in reports:
        about, period = f"{contractor} · {project}", f"{start} – {end}"
        if status == ProgressReport.Status.SUBMITTED:
            todos.append(Todo(_("Judge the progress report"), about, href(pk), since=day_of(submitted_at),
                              detail=period))
            shown += 1
        elif number not in told:  # the overdue ones of a project are one line
            told.add(number)
            shown += late_ones
            todos.append(_asked_for(
                Todo(_("Ask for the overdue report"), about, href(pk), until=due_on, overdue=True, detail=period),
                number, late_ones))
    return Kind(_("Progress reports"), "projects:reports", todos, shown, total, f"?status={ReportFilter.WAITING}")


def _asked_for(oldest: Todo, number: str, late: int) -> Todo:
    """Several overdue reports of the project of that number stand in one line that leads to their list."""
    if late == 1:
        return oldest
    return replace(oldest, href=f"{reverse('projects:reports')}?{urlencode({'q': number, 'overdue': 'on'})}",
                   detail=_("%(n)s reports") % {"n": late})


def _instalments(user: User) -> Kind:
    """A line a project, however many of its instalments may be paid: they are paid on its page."""
    payable = Instalment.objects.filter(contract__project=OuterRef("pk"), status=Instalment.Status.PAYABLE).order_by()
    projects = list(
        counted(Project.objects.filter(decided_by(user)).with_payable()).annotate(
            n=Subquery(payable.values("contract").annotate(n=Count("pk")).values("n")),
            first=Subquery(payable.order_by("order").values("order")[:1]))
        .order_by("pk").values_list("pk", "name", "contract__signer__name", "n", "first", "total")[:SHOWN]
    )
    href = addresses("projects:project")
    return kind_of(_("Projects with an instalment to pay"), "projects:projects", projects, [
        Todo(_("Pay the instalment"), f"{project} · {signer}", href(pk),
             detail=_("instalment %(order)s") % {"order": first} if n == 1 else _("%(n)s instalments") % {"n": n})
        for pk, project, signer, n, first, _total in projects
    ], "?waiting=pay")


def _review_days(desk: Desk) -> Kind:
    words = {
        ReviewDay.Status.PLANNED: _("Prepare the review day"), ReviewDay.Status.SCORING: _("Watch over the scoring"),
        ReviewDay.Status.LOCKED: _("Confirm the results"), ReviewDay.Status.CONFIRMED: _("Publish the results"),
    }
    href = addresses("evaluations:day-detail")
    todos = [
        Todo(words[ReviewDay.Status(day.status)], day.name, href(day.pk), until=day.date,
             overdue=day.date < desk.today)
        for day in desk.days if acts_for_street(desk.user, day.area.code) and not day.own  # type: ignore[attr-defined]
    ]
    return Kind(_("Review days"), "evaluations:days", todos[:SHOWN], len(todos[:SHOWN]), len(todos))


def _register(desk: Desk) -> list[Kind]:
    """What the register calls for: nobody is put on a list by the clock, the office is told."""
    found = dues(desk)
    credit, visit, campaign, duty, project = (addresses(name) for name in (
        "organizations:credit-new", "organizations:visit", "organizations:annual", "organizations:annual-duty",
        "projects:project"))
    kinds = [
        (_("List of serious breaches due"), "organizations:organizations", BREACH, [
            Todo(PROPOSALS["blacklist"], due.name, f"{credit(due.pk)}?kind=blacklist", since=due.day,
                 detail=due.title) for due in found[BREACH][:SHOWN]]),
        (_("Visits due"), "organizations:visits", VISIT, [
            Todo(_("Visit the organization"), due.name, visit(due.pk), until=due.day, overdue=due.day < desk.today,
                 detail=due.title) for due in found[VISIT][:SHOWN]]),
        (_("Annual reports"), "organizations:annual-campaigns", LATE, [
            Todo(_("See to the late annual reports"), due.name, f"{campaign(due.pk)}?state=late", until=due.day,
                 overdue=True, detail=_("%(year)s: %(n)s late") % {"year": due.title, "n": due.count})
            for due in found[LATE][:SHOWN]]),
        (_("Rectifications missed"), "organizations:annual-campaigns", MISSED, [
            Todo(_("Rectification missed: consider the list of abnormal activity"), due.name, duty(due.pk),
                 until=due.day, overdue=True, detail=due.title) for due in found[MISSED][:SHOWN]]),
        (_("Projects without a contractor"), "projects:projects", STRANDED, [
            Todo(_("Wind the project up: its contractor or host left the register"), f"{due.title} · {due.name}",
                 project(due.pk), until=due.day, overdue=due.day < desk.today) for due in found[STRANDED][:SHOWN]]),
        (_("Terminated projects with money to be returned"), "projects:projects", MONEY, [
            Todo(_("Get the money back and record its return"), f"{due.title} · {due.name}",
                 f"{project(due.pk)}#money-returned", since=due.day, detail=_("%(amount)s yuan") % {
                     "amount": yuan(due.count)}) for due in found[MONEY][:SHOWN]]),
    ]
    narrowed = {STRANDED: "?waiting=wind_up", MONEY: "?waiting=return"}
    return [
        *(Kind(name, place, todos, len(todos), len(found[of]), narrowed.get(of, ""))
          for name, place, of, todos in kinds),
        _catalogue([due for of in LOOKED_AFTER for due in found[of]], today=desk.today)]


def _catalogue(found: list[Due], *, today: date) -> Kind:
    """Objections, nominations, listed entries whose organization fell out, rounds whose days are over."""
    todos = []
    for due in sorted(found, key=lambda due: (due.day, due.of, due.pk))[:SHOWN]:
        what, place = LOOKED_AFTER[due.of]
        line = Todo(what, due.name, addresses(place)(due.pk), since=due.day, detail=due.title)
        todos.append(line if due.of != pending.OBJECTION else replace(
            line, since=None, until=due.day, overdue=due.day < today))
    return Kind(_("Catalogue of qualified organizations"), "organizations:qualified-rounds", todos, len(todos),
                len(found))
