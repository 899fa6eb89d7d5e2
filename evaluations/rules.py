"""Who may do what on a review day. Pure questions; nothing here writes."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from evaluations.models import Panelist, ReviewDay, Scheme, Sheet, Subject
from incubator.accounts.models import Area, User, within
from incubator.accounts.rules import acted_for_street, acts_for_street, reads
from incubator.rulebook.models import rule
from incubator.workflow import No
from organizations.models import Membership, Organization, own_organizations
from organizations.rules.conditions import MET, UNMET
from projects.models import Project

DECIDED = {ReviewDay.Status.LOCKED, ReviewDay.Status.CONFIRMED, ReviewDay.Status.PUBLISHED}


def keeps_scheme(user: User, scheme: Scheme) -> bool:
    """The officer of the scheme's street."""
    return acts_for_street(user, scheme.area.code)


def acting_areas(user: User) -> QuerySet[Area]:
    """The streets (or, for a district officer, the district) whose schemes and days this person makes."""
    return Area.objects.filter(acted_for_street(user, "code"), level__in=[Area.Level.DISTRICT, Area.Level.STREET])


def usable_schemes(user: User, day: ReviewDay | None = None) -> QuerySet[Scheme]:
    """The ready ones this person sees, and the one the day has already."""
    return Scheme.objects.visible_to(user).filter(
        Q(status=Scheme.Status.READY) | Q(pk=day.scheme_id if day else None)).select_related("area")


def candidates(day: ReviewDay) -> QuerySet[Organization] | QuerySet[Project]:
    """What may be judged on the day: organizations on record, or projects bought, of the day's area."""
    here = within("area__code", [day.area.code])
    if day.scheme.target == Scheme.Target.PROJECT:
        bought = [Project.Status.APPROVED, Project.Status.RUNNING, Project.Status.CLOSED]
        return Project.objects.filter(here, status__in=bought).select_related("contractor").order_by("number")
    return Organization.objects.on_record().filter(here).order_by("pinyin", "pk")


def runs_day(user: User, day: ReviewDay) -> bool | No:
    """The officer of the street the day belongs to, unless an organization of their own is judged (回避)."""
    if not acts_for_street(user, day.area.code):
        return False
    if _own_is_judged(user, day):
        return No(gettext("You belong to an organization that is judged on this day: another officer runs it."))
    return True


def own_judged(user: User) -> QuerySet[Subject]:
    """Where an organization of this person is judged, or hosts what is judged."""
    own = own_organizations(user)
    return Subject.objects.filter(Q(organization__in=own) | Q(project__host__in=own))


def _own_is_judged(user: User, day: ReviewDay) -> bool:
    """At most one query a request for all days; none for whoever belongs nowhere."""
    if "days_of_own" not in user.__dict__:
        user.__dict__["days_of_own"] = set(own_judged(user).order_by().values_list("day", flat=True))
    return day.pk in user.__dict__["days_of_own"]


def forget_own_days(user: User) -> None:
    """After subjects were chosen: ask again next time."""
    user.__dict__.pop("days_of_own", None)


def oversees(user: User, day: ReviewDay) -> bool:
    return reads(user, day.area.code)


def is_evaluator(user: User, sheet: Sheet) -> bool:
    """The panelist whose sheet it is; nobody else ever scores it."""
    return user.is_active and sheet.panelist.user_id == user.pk


def judges_now(user: User) -> bool:
    """Sits on the panel of a review day whose result is not out yet."""
    return Panelist.objects.filter(user=user).exclude(day__status=ReviewDay.Status.PUBLISHED).exists()


def runs_day_of(user: User, sheet: Sheet) -> bool | No:
    """The officer of the day, on somebody else's sheet."""
    return not is_evaluator(user, sheet) and runs_day(user, sheet.subject.day)


def scoring_is_open(sheet: Sheet) -> bool:
    return sheet.subject.day.status == ReviewDay.Status.SCORING


def bars(day: ReviewDay, *, today: date) -> dict[tuple[int, int], str]:
    """Who may not judge whom on this day: (subject, panelist) -> Sheet.Bar.

    Members and those who left lately (rule `review-recusal-years`), who speaks for the judged organization, its
    contact person, who speaks for an organization with the same head or telephone, and peers who would judge each
    other on the same day (rule `review-bar-reciprocity`). The host that signs for a project counts as judged too.
    """
    area = day.area.code
    left_since = today - timedelta(days=365 * rule("review-recusal-years", area=area, on=today))
    subjects = list(day.subjects.select_related("organization", "project__host"))
    judged = {subject.pk: _judged(subject) for subject in subjects}
    panel = list(day.panelists.select_related("user", "organization"))
    members = set(
        Membership.objects.filter(
            Q(ended_at=None) | Q(ended_at__date__gte=left_since),
            organization__in=[organization.pk for side in judged.values() for organization in side],
            user__in=[panelist.user_id for panelist in panel],
        ).values_list("organization", "user"))
    rated_by: dict[int, set[int]] = {}  # organization -> the subjects it is among
    for pk, side in judged.items():
        for organization in side:
            rated_by.setdefault(organization.pk, set()).add(pk)
    speaking = {panelist.organization_id for panelist in panel if panelist.organization_id}
    reciprocity = rule("review-bar-reciprocity", area=area, on=today)

    def why(panelist: Panelist, side: list[Organization]) -> str:
        own = panelist.organization
        for organization in side:
            if (organization.pk, panelist.user_id) in members:
                return Sheet.Bar.MEMBER
            if own and own.pk == organization.pk:
                return Sheet.Bar.SPEAKER
            if panelist.user.phone_hash and panelist.user.phone_hash == organization.phone_hash:
                return Sheet.Bar.CONTACT
            if own and _related(own, organization):
                return Sheet.Bar.RELATED
            if own and reciprocity and own.pk in rated_by and organization.pk in speaking:
                return Sheet.Bar.RECIPROCAL
        return ""

    found = {(pk, panelist.pk): why(panelist, side) for pk, side in judged.items() for panelist in panel}
    return {pair: reason for pair, reason in found.items() if reason}


def _judged(subject: Subject) -> list[Organization]:
    host = subject.project.host if subject.project else None
    return [subject.organization, *([host] if host else [])]


def _related(one: Organization, other: Organization) -> bool:
    """The same person at the head, or the same contact telephone."""
    return bool(one.identity_hash and one.identity_hash == other.identity_hash) or bool(
        one.phone_hash and one.phone_hash == other.phone_hash)


def past_performance(organization: Organization, on: date) -> tuple[str, str, dict] | None:
    """How the organization did on its last published day: what the catalogue's condition asks for; None: no day."""
    judged = Subject.objects.filter(
        organization=organization, project=None, day__status=ReviewDay.Status.PUBLISHED, day__date__lte=on,
    ).select_related("day").order_by("-day__date", "-day").first()
    found = judged and next((one for one in judged.day.results["subjects"] if one["subject"] == judged.pk), None)
    if judged is None or not found or not found["grade"]:
        return None
    state = UNMET if found["grade"] == ReviewDay.Grade.POOR else MET
    return state, "grade", {"grade": found["grade"], "review": judged.day.name}


def poorly_judged(organizations: QuerySet, on: date) -> dict[int, dict[str, str]]:
    """Of these organizations those whose last published day graded them poor, with the grade and the day; two queries,
    however many they are. Says the same of many as `past_performance` of one.
    """
    judged = Subject.objects.filter(
        organization__in=organizations, project=None, day__status=ReviewDay.Status.PUBLISHED, day__date__lte=on)
    last = dict(judged.order_by("day__date", "day").values_list("organization", "pk"))  # the latest comes last
    days = ReviewDay.objects.filter(subjects__in=last.values()).distinct().values_list("name", "results__subjects")
    grades = {one["subject"]: (one["grade"], name) for name, results in days for one in results or []}
    return {
        organization: {"grade": grades[subject][0], "review": grades[subject][1]}
        for organization, subject in last.items()
        if subject in grades and grades[subject][0] == ReviewDay.Grade.POOR}
