"""The life of a review day: set up, opened for scoring, locked, confirmed, published."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluations.models import RaterGroup, ReviewDay, Scheme, Sheet
from evaluations.notices import announce_day
from evaluations.rules import bars, runs_day
from incubator.workflow import Action, Workflow

PLANNED, SCORING, LOCKED, CONFIRMED, PUBLISHED = ReviewDay.Status.values


def not_prepared(day: ReviewDay, *, today: date) -> list[str]:
    """Every reason why scoring cannot start yet; who is barred depends on the date (`preparing.open_day` asks)."""
    return list(_setup_faults(day, today))


def _setup_faults(day: ReviewDay, today: date) -> Iterator[str]:
    if day.scheme.status != Scheme.Status.READY:
        yield _("The scheme «%(name)s» is not ready.") % {"name": day.scheme}
    subjects = list(day.subjects.values_list("project_id", flat=True))
    if not subjects:
        yield str(_("Nobody is to be judged yet: choose the subjects."))
    by_project = day.scheme.target == Scheme.Target.PROJECT
    if any((project is not None) != by_project for project in subjects):
        yield _("The scheme judges %(what)s, but some subjects are of the other kind.") % {
            "what": day.scheme.get_target_display()}
    groups = list(day.groups.annotate(seats=Count("panelists")))
    total = sum(group.weight for group in groups)
    if total != 100:
        yield _("The weights of the groups sum to %(total)s, not to 100.") % {"total": total}
    for group in groups:
        if group.seats < day.min_raters:
            yield _("The group «%(group)s» has %(seats)s people; at least %(least)s are needed.") % {
                "group": group, "seats": group.seats, "least": day.min_raters}
    if day.panelists.filter(group__kind=RaterGroup.Kind.PEER, organization=None).exists():
        yield str(_("A peer on the panel speaks for no organization yet."))
    yield from _too_many_barred(day, groups, today)


def _too_many_barred(day: ReviewDay, groups: Sequence[RaterGroup], today: date) -> Iterator[str]:
    """Groups that could never reach the quorum for a subject, since too many of their people are barred from it."""
    barred = bars(day, today=today)
    seats = dict(day.panelists.values_list("pk", "group"))
    for subject in day.subjects.select_related("organization", "project"):
        for group in groups:
            seated = [pk for pk, of in seats.items() if of == group.pk]
            free = sum((subject.pk, pk) not in barred for pk in seated)
            if free < day.min_raters <= len(seated):
                yield _("«%(subject)s»: after recusals only %(free)s people of «%(group)s» may judge it; "
                        "at least %(least)s are needed.") % {
                    "subject": subject, "free": free, "group": group, "least": day.min_raters}


def below_quorum(day: ReviewDay) -> list[str]:
    """Which group of which subject has too few signed sheets."""
    signed = {
        (subject, group): n for subject, group, n in day_sheets(day).values_list("subject", "panelist__group").annotate(
            n=Count("pk", filter=Q(status=Sheet.Status.SIGNED)))
    }
    groups = list(day.groups.all())
    return [
        _("«%(subject)s»: the group «%(group)s» has %(signed)s signed sheets; at least %(least)s are needed.") % {
            "subject": subject, "group": group, "signed": signed.get((subject.pk, group.pk), 0),
            "least": day.min_raters}
        for subject in day.subjects.select_related("organization", "project") for group in groups
        if signed.get((subject.pk, group.pk), 0) < day.min_raters
    ]


def day_sheets(day: ReviewDay):
    return Sheet.objects.filter(subject__day=day).order_by()


day_workflow = Workflow(
    Action("edit", _("Edit"), runs_day, {PLANNED}, button=False),
    Action("choose", _("Choose subjects"), runs_day, {PLANNED}, button=False),
    Action("seat", _("Change the panel"), runs_day, {PLANNED}, button=False),
    Action("open", _("Start scoring"), runs_day, {PLANNED}, SCORING, button=False, weight="primary"),
    Action("lock", _("Lock the scores"), runs_day, {SCORING}, LOCKED, missing=below_quorum, button=False,
           weight="primary"),
    Action("confirm", _("Confirm the result"), runs_day, {LOCKED}, CONFIRMED, weight="primary", warning=_(
        "A confirmed result stands: scoring cannot be opened again.")),
    Action("unlock", _("Open scoring again"), runs_day, {LOCKED}, SCORING, reason_required=True, weight="danger"),
    Action("publish", pgettext_lazy("result", "Publish"), runs_day, {CONFIRMED}, PUBLISHED, weight="primary",
           warning=_("Names, scores and ranks become public for everybody, and the organizations are told. "
                     "It cannot be taken back.")),
    of=ReviewDay,
    announce=announce_day,
)
