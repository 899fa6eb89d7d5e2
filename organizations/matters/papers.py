"""The papers of a matter as each side may read them: the draft's for its makers, the ones handed in for the office."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.rulebook.models import rule
from incubator.workdays import add_months
from organizations.matters.remarking import untouched
from organizations.models import HandedInPaper, Material, Matter
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
    the papers of the refused one that are still good, but those that the office found wrong and that were not replaced:
    of these, the office's words.
    """
    months = rule("paper-valid-months", area=matter.organization.area.code, on=on)
    granted = Q(matter__status=Matter.Status.APPROVED, kind__in=[] if matter.kind == Matter.Kind.CHANGE else months)
    refused = Q(matter__in=Matter.objects.refused_before(matter))
    taken = HandedInPaper.objects.filter(
        granted | refused, matter__organization=matter.organization, hand_in=F("matter__hand_ins"),
    ).exclude(matter=matter).select_related("document", "matter").order_by("matter__submitted_at")
    first: dict[int, HandedInPaper] = {}
    for paper in taken:
        first.setdefault(paper.document_id, paper)
    wrong = _found_wrong(taken)
    good = {
        paper.kind: first[paper.document_id] for paper in taken if (paper.matter_id, paper.kind) not in wrong and (
            paper.kind not in months or on < add_months(given_on(first[paper.document_id]), months[paper.kind]))}
    return Before(good, {kind: words for (_matter, kind), words in wrong.items() if kind not in good})


def _found_wrong(papers: Iterable[HandedInPaper]) -> dict[tuple[int, str], str]:
    """(matter, paper) that was remarked on when it came back and handed in again all the same, where the matter was
    refused then -> the words. Where it was withdrawn and handed in once more in between, nothing is held against any.
    """
    refused = {paper.matter_id: paper.matter for paper in papers if paper.matter.is_refused}
    return {(pk, name): matter.remarks[name]
            for pk, matter in refused.items() for name in untouched(matter, matter.facts) or ()}


def given_on(paper: HandedInPaper) -> date:
    """The day it came in with its matter."""
    assert paper.matter.submitted_at is not None  # what was handed in has its time
    return timezone.localdate(paper.matter.submitted_at)
