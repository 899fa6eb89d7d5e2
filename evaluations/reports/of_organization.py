"""What review days say of one organization: its results as far as they are out, for its page, timeline, growth file."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.models import ReviewDay, ReviewDayChange, Subject
from evaluations.models.marking import printed
from evaluations.reports.results import grade_label
from evaluations.rules import DECIDED
from incubator.accounts.models import User
from incubator.shares import hundredths
from organizations.models import Organization
from organizations.reports.sections import FEW, Clock, Line, Section, Shelf, Storey, Told, Trace

GROUP = ("reviews", gettext_lazy("Reviews"))
MILESTONES = ("open", "lock", "unlock", "confirm", "publish")
COMING = (ReviewDay.Status.PLANNED, ReviewDay.Status.SCORING)


def page(organization: Organization, user: User, today: date) -> Told:
    """One query: the last few days it was or is to be judged on, each with its result once this person may read it."""
    seen = Subject.objects.filter(
        Q(day__in=ReviewDay.objects.overseen_by(user).values("pk"))
        | Q(pk__in=Subject.objects.explained_to(user).values("pk")), organization=organization)
    found = list(seen.annotate(total=Window(Count("pk"))).order_by("-day__date", "-day", "order").values_list(
        "pk", "project__name", "day", "day__name", "day__date", "day__status", "day__results", "total")[:FEW])
    lines, clocks = [], []
    for pk, project, day, name, on, status, results, _total in found:
        href = reverse("evaluations:subject", args=[pk]) if status in DECIDED else reverse(
            "evaluations:day-detail", args=[day])
        words = f"{name} · {project}" if project else name
        detail = f"{on} {_result(results, pk)}" if status in DECIDED else str(on)
        lines.append(Line(words, href, detail.strip(), status, str(ReviewDay.Status(status).label)))
        if status in COMING:
            clocks.append(Clock(words, href, on, on < today))
    more = f"{reverse('evaluations:days')}?organization={organization.pk}" if user.is_officer else ""
    return Told(
        [Section("reviews", _("Reviews"), lines, found[0][-1] if found else 0, more,
                 _("Not judged on a review day yet."))], clocks)


def _result(results: Mapping[str, Any], subject: int) -> str:
    """«86.50 · 良» of the frozen result."""
    one = next((one for one in results.get("subjects", ()) if one["subject"] == subject), None)
    return f"· {printed(one['total'])} · {grade_label(one['grade'])}" if one else ""


def traces(organization: Organization, user: User) -> list[Trace]:
    """The steps of the days for the offices that oversee them; for the judged that the result was published."""
    subjects = Subject.objects.filter(organization=organization)
    overseen = Q(day__in=ReviewDay.objects.overseen_by(user).values("pk"))
    own = Q(day__in=subjects.filter(pk__in=Subject.objects.explained_to(user).values("pk")).values("day"),
            day__status=ReviewDay.Status.PUBLISHED, action="publish")
    changes = ReviewDayChange.objects.filter(
        overseen | own, day__in=subjects.values("day"), action__in=MILESTONES)
    more = f"{reverse('evaluations:days')}?organization={organization.pk}" if user.is_officer else ""
    return [Trace(*GROUP, changes, "day", F("day__name"), lambda thing, about: reverse(
        "evaluations:day-detail", args=[thing]) if more else reverse("evaluations:public-day", args=[thing]))]


def shelves(organization: Organization, user: User) -> list[Shelf]:
    return []


def years(organization: Organization, user: User) -> Mapping[int, Mapping[str, int]]:
    """Year -> the organization's own last result and the mean of its projects', published ones only; one query.

    What is published is everybody's, so the file says the same to the office and to the organization.
    """
    published: QuerySet[Any] = Subject.objects.filter(organization=organization, day__status=ReviewDay.Status.PUBLISHED)
    found: dict[int, dict[str, int]] = {}
    totals: dict[int, list[Fraction]] = {}
    for pk, project, on, results in published.order_by("day__date", "day").values_list(
        "pk", "project", "day__date", "day__results",
    ):
        told = next((one["total"] for one in results.get("subjects", ()) if one["subject"] == pk), "")
        if told and project is None:
            found.setdefault(on.year, {})["score"] = _hundredths(Fraction(told))
        elif told:
            totals.setdefault(on.year, []).append(Fraction(told))
    for year, known in totals.items():
        found.setdefault(year, {})["project_score"] = _hundredths(sum(known, Fraction(0)) / len(known))
    return found


def _hundredths(exact: Fraction) -> int:
    return hundredths(exact.numerator, exact.denominator)


STOREY = Storey(page, traces, shelves, years)
