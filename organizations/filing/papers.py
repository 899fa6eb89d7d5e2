"""The papers of a filing as each side may read them: the draft's for its makers, the ones handed in for the office."""

from django.db.models import QuerySet

from incubator.accounts.models import User
from organizations.models import Filing, FilingMaterial, HandedInPaper
from organizations.rules.memberships import is_member


def papers(filing: Filing, *, by: User) -> QuerySet[FilingMaterial] | QuerySet[HandedInPaper]:
    """What this person may fetch; a paper put to the draft is nobody else's business before it is handed in."""
    if is_member(by, filing.organization):
        return filing.materials.select_related("document")
    return filing.handed_in.filter(hand_in=filing.hand_ins).select_related("document")


def earlier_papers(filing: Filing) -> QuerySet[HandedInPaper]:
    """What was handed in before the last time, the latest first."""
    return filing.handed_in.filter(hand_in__lt=filing.hand_ins).select_related("document").order_by("-hand_in")


def keep_papers(filing: Filing) -> None:
    """At the hand-in: what lies there now is what the office reads."""
    HandedInPaper.objects.bulk_create([
        HandedInPaper(
            filing=filing, kind=material.kind, document_id=material.document_id, hand_in=filing.hand_ins)
        for material in filing.materials.all()])
