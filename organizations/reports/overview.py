"""One organization at a glance: what it is, what waits, and the latest few of everything; a query a section."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.accounts.models import User
from incubator.rulebook.models import rule_within
from organizations.matters.reissuing import renewable_from
from organizations.models import AnnualDuty, Certificate, CoachingVisit, Matter, OfficeHolder, Organization, Pairing
from organizations.notices import address_of
from organizations.reports.credit import CreditRow, Mark
from organizations.reports.growth import is_due
from organizations.reports.outcomes import outcome_mark
from organizations.reports.papers import Papers
from organizations.reports.people import ROLES, WARNING, term_of
from organizations.reports.sections import FEW, STOREYS, Clock, Line, Section
from organizations.reports.timeline import Event, Timeline
from organizations.rules.duties import duties
from organizations.rules.memberships import is_member, writes_for

EVENTS = 6  # of the timeline on the page


@dataclass(frozen=True)
class Overview:
    """The page under its head. `sections` are those of this storey and then of the ones above."""

    clocks: list[Clock]
    people: Section
    matters: Section
    visits: Section
    papers: Section
    others: list[Section]
    events: list[Event]
    left: int  # clocks that are not shown


def with_counts(organizations: QuerySet[Organization]) -> QuerySet[Any]:
    """Each organization with how many branches it is paired with, and the end of its certificate: within the query."""
    pairings = Pairing.objects.filter(organization=OuterRef("pk"), status=Pairing.Status.LIVING)
    counted = pairings.order_by().values("organization").annotate(n=Count("pk")).values("n")
    certificate = Certificate.objects.filter(organization=OuterRef("pk"), withdrawn_on=None).order_by("-pk")
    return organizations.annotate(
        paired=Coalesce(Subquery(counted), Value(0)), certificate_until=Subquery(certificate.values("valid_until")[:1]))


def overview(organization: Organization, *, user: User, today: date, credit: Sequence[CreditRow]) -> Overview:
    """The organization comes with its area; its credit rows are on the page anyway."""
    mine = is_member(user, organization)
    people, terms = _people(organization, today)
    matters, answers = _matters(organization, user, today, mine)
    visits, next_visit = _visits(organization, user, today)
    years = _years(organization, today, writes=bool(writes_for(user, organization)))
    above = [storey.page(organization, user, today) for storey in STOREYS]
    theirs = (clock for told in above for clock in told.clocks)
    if not organization.stands:  # off the register, but what was begun has to be wound up
        answers += [Clock(str(duty.words), duty.href) for duty in duties(organization, user, cancelling=False)]
    clocks = [*answers, *terms, *years, *_certificate(organization, today), *_breaches(credit), *next_visit, *theirs]
    clocks.sort(key=lambda clock: (not clock.overdue, clock.day or date.max))
    return Overview(
        clocks[:2 * FEW], people, matters, visits, _papers(organization, user),
        [section for told in above for section in told.sections],
        Timeline(organization, user)[0:EVENTS], max(0, len(clocks) - 2 * FEW))


def next_clock(clocks: Sequence[Clock]) -> Clock | None:
    """The first that has a day."""
    return next((clock for clock in clocks if clock.day), None)


def standing_marks(credit: Sequence[CreditRow], *, on: date) -> list[Mark]:
    """The kinds of record that stand today, each once."""
    found = {row.kind.label: row.kind for row in credit if not row.removed and (
        not row.until or row.until >= on.isoformat())}
    return list(found.values())


def _people(organization: Organization, today: date) -> tuple[Section, list[Clock]]:
    """Who is in office, in the order of the offices, and the terms that run out, those of one day together."""
    serving = organization.holders.filter(status=OfficeHolder.Status.SERVING).annotate(
        days=rule_within(WARNING, area="organization__area__code", on=today))
    found: list[Any] = sorted(serving, key=lambda holder: (ROLES.index(holder.role), holder.pk))
    words = dict(OfficeHolder.Role.choices)
    href = reverse("organizations:people", args=[organization.pk])
    lines, ending = [], dict[date, int]()
    for holder in found:
        term = term_of(holder.term_ends_on, today=today, days=int(holder.days))
        lines.append(Line(f"{words[holder.role]} {holder.name}", "", term.words))
        if term.tone:
            ending[holder.term_ends_on] = ending.get(holder.term_ends_on, 0) + 1
    clocks = [
        Clock(ngettext("%(n)s person's term of office ends", "%(n)s people's terms of office end", n) % {"n": n},
              href, day, day < today)
        for day, n in ending.items()]
    return Section("people", _("People and party work"), lines[:FEW], len(lines), href,
                   _("Nobody is entered yet.")), clocks


def _matters(organization: Organization, user: User, today: date, mine: bool) -> tuple[Section, list[Clock]]:
    """The latest matters, the open ones first, with the day an answer is owed."""
    seen = Matter.objects.visible_to(user).filter(organization=organization)
    found: list[Any] = list(seen.only(
        "kind", "year", "status", "outcome", "receipt_no", "submitted_at", "answer_due_on", "forwarded_on",
        "organization",
    ).annotate(total=Window(Count("pk"))).order_by(
        Case(When(status__in=Matter.OPEN, then=Value(0)), default=Value(1)), "-pk")[:4 * FEW])
    lines, clocks = [], []
    for matter in found:
        matter.organization = organization  # at hand: its standing tells how far a registration is
        parts, href = (matter.get_kind_display(), matter.year, matter.receipt_no), address_of(matter)
        words = " ".join(str(part) for part in parts if part)
        day = localdate(matter.submitted_at).isoformat() if matter.submitted_at else ""
        if matter.forwarded_on and not matter.outcome:
            day = _("%(day)s · forwarded to civil affairs on %(forwarded)s") % {
                "day": day, "forwarded": matter.forwarded_on}
        lines.append(Line(words, href, day, matter.status, str(matter.get_status_display()),
                          outcome_mark(matter.outcome)))
        if matter.with_the_office:
            due = matter.answer_due_on
            clocks.append(Clock(
                _("The office answers: %(matter)s") % {"matter": words} if mine
                else _("To be answered: %(matter)s") % {"matter": words}, href, due, bool(due and due < today)))
        elif matter.awaits_county:
            clocks.append(Clock(f"{words}：{matter.get_status_display()}", href))
        elif mine and matter.status in Matter.OPEN:
            clocks.append(Clock(_("To be finished: %(matter)s") % {"matter": words}, href))
    more = f"{reverse('organizations:matters')}?organization={organization.pk}&status="
    return Section("matters", _("Matters"), lines[:FEW], found[0].total if found else 0, more, _("None yet.")), clocks


def _years(organization: Organization, today: date, *, writes: bool) -> list[Clock]:
    """Annual reports that are owed, and rectifications, each with its day: a task for those alone who write them."""
    href = reverse("organizations:annual-years", args=[organization.pk])
    words = _("Annual report %(year)s to be handed in"), _("Rectification of %(year)s to be reported")
    if not writes:
        words = _("Annual report %(year)s not handed in"), _("Rectification of %(year)s not reported")
    clocks = []
    for duty in AnnualDuty.objects.asked().filter(organization=organization).select_related("campaign"):
        day = duty.rectify_day or duty.day
        clocks.append(Clock(words[bool(duty.rectify_by)] % {"year": duty.campaign.year}, href, day, day < today))
    return clocks


def _certificate(organization: Any, today: date) -> list[Clock]:
    """The end of the filing certificate, from the day it may be renewed on."""
    until: date | None = organization.certificate_until
    if until is None or not organization.stands or today < renewable_from(
            until, area=organization.area.code, on=today):
        return []
    return [Clock(_("The filing certificate ends: ask for a new one"), "#matters", until, until < today)]


def _breaches(credit: Sequence[CreditRow]) -> list[Clock]:
    """Entries of the list of abnormal activity that are due for the worse list."""
    return [Clock(_("List of serious breaches due"), "#credit", date.fromisoformat(row.breach_due), True)
            for row in credit if row.breach_due]


def _visits(organization: Organization, user: User, today: date) -> tuple[Section, list[Clock]]:
    """The latest visits that stand, and the day agreed for the next one."""
    kinds = dict(CoachingVisit.Kind.choices)
    seen = CoachingVisit.objects.visible_to(user).standing().filter(organization=organization).defer("internal_note")
    found: list[Any] = list(seen.annotate(total=Window(Count("pk"))).order_by("-visited_on", "-pk")[:3])
    lines = [
        Line(f"{kinds[visit.kind]}：{visit.subject}", reverse("organizations:visit", args=[visit.pk]),
             f"{visit.visited_on} · {visit.visitors}")
        for visit in found]
    clocks = []
    if found and found[0].next_on and organization.stands:
        clocks.append(Clock(
            _("Next visit: %(subject)s") % {"subject": found[0].subject}, lines[0].href, found[0].next_on,
            is_due(found[0], organization, today=today) and found[0].next_on < today))
    return Section(
        "growth", _("Growth file"), lines, found[0].total if found else 0,
        reverse("organizations:growth", args=[organization.pk]), _("No visit is recorded yet.")), clocks


def _papers(organization: Organization, user: User) -> Section:
    found = Papers(organization, user)[0:FEW + 1]
    lines = [
        Line(paper.name, paper.href, " · ".join(str(part) for part in (paper.kind, paper.about, paper.came_on) if part),
             "" if paper.current else "withdrawn", paper.standing)
        for paper in found[:FEW]]
    return Section("papers", _("Papers"), lines, None, reverse("organizations:papers", args=[organization.pk]),
                   _("The office holds no paper of the organization."))

