"""The papers of a matter as each side may read them: the draft's for its makers, the ones handed in for the office."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.rulebook.models import rule
from incubator.workdays import add_months
from organizations.matters.remarking import last_return
from organizations.models import HandedInPaper, Material, Matter, MatterChange, Organization
from organizations.rules.memberships import is_member

# What kind of document a paper is kept as, where it has one of its own.
STORED_AS = {Material.Kind.CHARTER: "charter", Material.Kind.VENUE: "venue", Material.Kind.ROSTER: "roster"}


def stored_as(kind: str) -> str:
    """The kind of document (`documents.receiving.ALLOWED`) that a paper is kept as."""
    return STORED_AS.get(Material.Kind(kind), "paper")


def papers(matter: Matter, *, by: User) -> QuerySet[Material] | QuerySet[HandedInPaper]:
    """What this person may fetch; a paper put to the draft is nobody else's business before it is handed in."""
    if is_member(by, matter.organization):
        return matter.materials.select_related("document")
    return matter.handed_in.filter(hand_in=matter.hand_ins).select_related("document")


def earlier_papers(matter: Matter) -> QuerySet[HandedInPaper]:
    """What was handed in before the last time, the latest first."""
    return matter.handed_in.filter(hand_in__lt=matter.hand_ins).select_related("document").order_by("-hand_in")


def keep_papers(matter: Matter) -> None:
    """At the hand-in: what lies there now is what the office reads."""
    HandedInPaper.objects.bulk_create([
        HandedInPaper(
            matter=matter, kind=material.kind, document_id=material.document_id, hand_in=matter.hand_ins)
        for material in matter.materials.all()])


def put(matter: Matter, documents: Mapping[str, Document]) -> None:
    """Lay the papers (kind -> document) to the matter; a paper of the same kind is replaced."""
    for kind, document in documents.items():
        Material.objects.update_or_create(matter=matter, kind=kind, defaults={"document": document})


class Remark(NamedTuple):
    """What the office said of a paper when its matter came back."""

    words: str
    step: int  # the key of the return in the history of matters


class Before(NamedTuple):
    """The papers of earlier matters, by kind: those to be taken again, and what the office found wrong with others."""

    good: dict[str, HandedInPaper]
    wrong: dict[str, str]


def given_before(matter: Matter, *, on: date) -> dict[str, HandedInPaper]:
    """The good ones of `papers_before`."""
    return papers_before(matter, on=on).good


def papers_before(matter: Matter, *, on: date) -> Before:
    """Good is the latest paper of a kind that the office has taken with another matter of the organization and that is
    still good.

    What was given once is not asked for again (一次提交); how many months a paper is good for, from the day it came in
    first, is a rule. A change asks for new papers: the old ones say what was. What is begun again after a refusal has
    the papers of the refused one that are still good. None is good that the office found wrong when it last returned
    the matter, whatever became of that then, until it has taken the paper all the same: of these, the office's words.
    """
    months = rule("paper-valid-months", area=matter.organization.area.code, on=on)
    granted = Q(matter__status=Matter.Status.APPROVED, kind__in=[] if matter.kind == Matter.Kind.CHANGE else months)
    refused = Q(matter__in=Matter.objects.refused_before(matter))
    taken = HandedInPaper.objects.filter(
        granted | refused, matter__organization=matter.organization, hand_in=F("matter__hand_ins"),
    ).exclude(matter=matter).select_related("document", "matter").order_by("matter__submitted_at")
    remarks = _remarks(matter.organization)
    granted_at = _granted_at(taken) if remarks else {}
    first: dict[int, HandedInPaper] = {}
    good: dict[str, HandedInPaper] = {}
    wrong: dict[str, str] = {}
    for paper in taken:
        first.setdefault(paper.document_id, paper)
        remark = remarks.get((paper.kind, paper.document.sha256))
        if remark and (paper.matter.is_refused or granted_at.get(paper.matter_id, 0) < remark.step):
            wrong[paper.kind] = remark.words
            continue
        wrong.pop(paper.kind, None)
        if paper.kind not in months or on < add_months(given_on(first[paper.document_id]), months[paper.kind]):
            good[paper.kind] = first[paper.document_id]
    return Before(good, {kind: words for kind, words in wrong.items() if kind not in good})


def _remarks(organization: Organization) -> dict[tuple[str, str], Remark]:
    """(kind, checksum) of each paper on which the office said something -> what it said last.

    The words stay with the paper itself: laid to another matter, or handed in once more, it is the same one.
    """
    returned = organization.matters.filter(remarks__has_any_keys=Material.Kind.values).prefetch_related(
        Prefetch("changes", MatterChange.objects.exclude(action="edit")), "handed_in__document")
    found: dict[tuple[str, str], Remark] = {}
    for matter in returned:
        if not (back := last_return(matter.changes.all())):
            continue
        for paper in matter.handed_in.all():
            key = (paper.kind, paper.document.sha256)
            about = paper.hand_in == matter.hand_ins - back.since and paper.kind in matter.remarks
            if about and (key not in found or found[key].step < back.step):
                found[key] = Remark(matter.remarks[paper.kind], back.step)
    return found


def _granted_at(papers: Iterable[HandedInPaper]) -> dict[int, int]:
    """Key of a matter -> the step of its history by which it was granted."""
    steps = MatterChange.objects.filter(action="approve", matter__in={paper.matter_id for paper in papers})
    return dict(steps.order_by().values_list("matter").annotate(Max("pk")))


def given_on(paper: HandedInPaper) -> date:
    """The day it came in with its matter."""
    assert paper.matter.submitted_at is not None  # what was handed in has its time
    return timezone.localdate(paper.matter.submitted_at)
