"""Preparing: schemes are drawn, review days are set up, scoring opens: all sheets at once, or again after a lock."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluations.models import Indicator, Panelist, RaterGroup, ReviewDay, Scheme, Sheet, SheetChange, Subject
from evaluations.models.marking import Node
from evaluations.rules import bars, candidates, forget_own_days, keeps_scheme, runs_day
from evaluations.workflow import day_workflow, scheme_workflow
from evaluations.workflow.days import not_prepared
from incubator.accounts.models import Area, User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete
from organizations.models import Organization
from projects.models import Project

DIMENSIONS = {"1": "org_building", "2": "mgmt_service", "3": "work_performance"}  # 组织建设, 管理服务, 工作绩效


@dataclass(frozen=True)
class Line:
    """One indicator as it is typed: its outline number («1», «1.2») says where in the tree it hangs."""

    outline: str
    name: str
    weight: int
    max_points: int = 100
    may_not_apply: bool = False
    guidance: str = ""


def outline(tree: Iterable[Node], above: str = "") -> list[Line]:
    """The tree as lines with outline numbers, top down."""
    lines: list[Line] = []
    for n, node in enumerate(tree, start=1):
        number = f"{above}{n}"
        lines.append(
            Line(number, node.name, node.weight, node.max_points, node.may_not_apply, node.guidance))
        lines += outline(node.children, f"{number}.")
    return lines


def template_lines(target: str, *, area: str, today: date) -> list[Line]:
    """The ready-made tree offered for organizations or projects (rule `review-template-…`)."""
    rows = rule(f"review-template-{target}", area=area, on=today)
    if target == Scheme.Target.ORGANIZATION:
        weights = rule("review-dimension-weights", area=area, on=today)
        rows = [row | {"weight": weights.get(DIMENSIONS.get(row["outline"]), row["weight"])} for row in rows]
    return [Line(**row) for row in rows]


def new_scheme(scheme: Scheme, *, lines: Iterable[Line], by: Any) -> Scheme:
    """A draft scheme with its indicators; the same form sent twice gives the first one."""
    if not keeps_scheme(by, scheme):
        raise PermissionDenied("create")
    with transaction.atomic():
        made = scheme_workflow.create(scheme, by=by)
        if made is scheme:
            _draw(scheme, lines)
    return made


def draw(scheme: Scheme, *, lines: Iterable[Line], by: Any, seen: int) -> None:
    """Save the draft's particulars and its whole tree."""
    with scheme_workflow.performing("edit", scheme, by=by, seen=seen):
        scheme.save()
        scheme.indicators.all().delete()
        _draw(scheme, lines)


def copy_of(scheme: Scheme, *, name: str, token: UUID, by: Any) -> Scheme:
    """A fresh draft with the same tree: what is in use is never changed."""
    twin = Scheme(area=scheme.area, name=name[:100], target=scheme.target, source=scheme.source, token=token)
    return new_scheme(twin, lines=outline(scheme.tree()), by=by)


def _draw(scheme: Scheme, lines: Iterable[Line]) -> None:
    """Parents before children; an outline number without its parent is a fault of that line."""
    drawn: dict[str, Indicator] = {}
    for order, line in enumerate(sorted(lines, key=lambda line: outline_key(line.outline))):
        above = line.outline.rpartition(".")[0]
        drawn[line.outline] = Indicator.objects.create(
            scheme=scheme, parent=drawn[above] if above else None, name=line.name, weight=line.weight,
            max_points=line.max_points, may_not_apply=line.may_not_apply, guidance=line.guidance, order=order)


def outline_key(number: str) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split("."))


def defaults(area: Area, *, today: date) -> dict[str, Any]:
    """What a new review day starts from: quorum, trimming, the groups' weights."""
    return {
        "min_raters": rule("review-min-raters", area=area.code, on=today),
        "trim_from": rule("review-trim-from", area=area.code, on=today),
        "weights": rule("review-group-weights", area=area.code, on=today),
    }


def new_day(day: ReviewDay, *, weights: Mapping[str, int], by: Any) -> ReviewDay:
    if not runs_day(by, day):
        raise PermissionDenied("create")
    _check(day, weights)
    with transaction.atomic():
        made = day_workflow.create(day, by=by)
        if made is day:
            _weigh(day, weights)
    return made


def edit_day(day: ReviewDay, *, weights: Mapping[str, int], by: Any, seen: int) -> None:
    day_workflow.require("edit", day, by)
    _check(day, weights)
    with day_workflow.performing("edit", day, by=by, seen=seen):
        day.save()
        _weigh(day, weights)


def day_faults(area: Area | None, scheme: Scheme | None, weights: Mapping[str, int] | None) -> dict[str, str]:
    """What is wrong with a day as it is typed, by field; what is not typed yet is not judged."""
    faults = {}
    if area and scheme and not (scheme.area.code.startswith(area.code) or area.code.startswith(scheme.area.code)):
        faults["scheme"] = str(_("This scheme belongs to another area."))
    if weights is not None and sum(weights.values()) != 100:
        faults["weights"] = _("The weights of the groups sum to %(total)s, not to 100.") % {
            "total": sum(weights.values())}
    return faults


def _check(day: ReviewDay, weights: Mapping[str, int]) -> None:
    if faults := day_faults(day.area, day.scheme, weights):
        raise ValidationError(faults)  # type: ignore[arg-type]


def _weigh(day: ReviewDay, weights: Mapping[str, int]) -> None:
    """Set the groups; one without weight goes, unless people sit in it."""
    for kind, weight in weights.items():
        if weight:
            RaterGroup.objects.update_or_create(day=day, kind=kind, defaults={"weight": weight})
        elif Panelist.objects.filter(day=day, group__kind=kind).exists():
            raise ValidationError(_("People sit in the group «%(group)s»; take them off the panel first.") % {
                "group": RaterGroup.Kind(kind).label})
        else:
            day.groups.filter(kind=kind).delete()


def choose(day: ReviewDay, *, chosen: Collection[Organization | Project], by: Any, seen: int) -> None:
    """These are judged on the day, in this order, and no others. Raises ValidationError for what cannot be."""
    day_workflow.require("choose", day, by)
    if candidates(day).filter(pk__in=[thing.pk for thing in chosen]).count() != len({thing.pk for thing in chosen}):
        raise ValidationError(_("Only what stands in the register or was bought in the day's area can be judged."))
    with day_workflow.performing("choose", day, by=by, seen=seen):
        day.subjects.all().delete()
        forget_own_days(by)
        Subject.objects.bulk_create([
            Subject(day=day, order=order, project=thing, organization=thing.contractor)
            if isinstance(thing, Project) else Subject(day=day, order=order, organization=thing)
            for order, thing in enumerate(chosen, start=1)])


def seat(
    day: ReviewDay, *, user: User, group: RaterGroup, organization: Organization | None, by: Any, seen: int
) -> None:
    """Put a person on the panel; a peer speaks for an organization."""
    if group.kind == RaterGroup.Kind.PEER and organization is None:
        raise ValidationError({"organization": _("Say which organization the peer speaks for.")})
    with day_workflow.performing("seat", day, by=by, seen=seen, note=f"+ {user}"):
        _seat, made = Panelist.objects.get_or_create(
            day=day, user=user, defaults={
                "group": group, "organization": organization if group.kind == RaterGroup.Kind.PEER else None})
        if not made:
            raise ValidationError({"user": _("%(name)s sits on this panel already.") % {"name": user}})


def unseat(day: ReviewDay, *, panelist: Panelist, by: Any, seen: int) -> None:
    with day_workflow.performing("seat", day, by=by, seen=seen, note=f"− {panelist.user}"):
        panelist.delete()


def open_day(day: ReviewDay, *, by: Any, seen: int, today: date) -> None:
    """Start scoring: the tree is frozen and every sheet written at once, subjects × panel.

    Whoever is barred from a subject gets a sheet recused by the system, which nobody can open.
    """
    with day_workflow.performing("open", day, by=by, seen=seen):
        if reasons := not_prepared(day, today=today):
            raise Incomplete(reasons)
        day.tree = day.scheme.rows()
        ReviewDay.objects.filter(pk=day.pk).update(tree=day.tree)
        barred = bars(day, today=today)
        sheets = Sheet.objects.bulk_create([
            Sheet(
                subject=subject, panelist=panelist, barred=barred.get((subject.pk, panelist.pk), ""),
                status=Sheet.Status.RECUSED if (subject.pk, panelist.pk) in barred else Sheet.Status.ASSIGNED)
            for subject in day.subjects.select_related("organization", "project")
            for panelist in day.panelists.select_related("user")])
        SheetChange.objects.bulk_create([
            SheetChange(
                sheet=sheet, action="create", old="", new=sheet.status, by=by, by_name=str(by), note=sheet.barred,
                thing_name=str(sheet)[:200], version=0)
            for sheet in sheets])


def unlock(day: ReviewDay, *, by: Any, seen: int, note: str) -> None:
    """Open scoring again, with the reason; the result of the lock is kept among the earlier ones."""
    with day_workflow.performing("unlock", day, by=by, seen=seen, note=note):
        earlier = [*day.earlier_results, day.results]
        ReviewDay.objects.filter(pk=day.pk).update(earlier_results=earlier, results={})
    day.earlier_results, day.results = earlier, {}


def act(name: str, day: ReviewDay, *, by: Any, seen: int, note: str, today: date) -> None:
    """The domain call behind each plain step of a day, for the page and the API; the others carry more with them."""
    if name == "open":
        open_day(day, by=by, seen=seen, today=today)
    elif name == "unlock":
        unlock(day, by=by, seen=seen, note=note)
    elif name in ("confirm", "publish"):
        day_workflow.perform(name, day, by=by, seen=seen, note=note)
    else:
        raise PermissionDenied(name)
