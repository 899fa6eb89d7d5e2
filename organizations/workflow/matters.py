"""The life of a matter, from the first draft to the answer: one table for all kinds, in the words of each."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.undoing import UNDO
from incubator.workflow import Action, Workflow
from organizations.models import Matter, Organization, OrganizationChange
from organizations.notices import announce_matter
from organizations.rules.matters import (
    accepts,
    by_itself,
    closes,
    decides,
    fills_in,
    forwards,
    grants,
    hears_county,
    reminds,
    reviews,
    takes_up_again,
)

DRAFT, SUBMITTED, EXAMINING, REVIEWED, RETURNED, APPROVED, REFUSED, WITHDRAWN = Matter.Status
WITH_THE_OFFICE: set[str] = set(Matter.WITH_THE_OFFICE)

WORDS: dict[str, Any] = {
    "submit": _("Submit"), "withdraw": _("Withdraw"), "reopen": _("Take up again"), "approve": _("Approve the matter"),
    "refuse": _("Do not grant"),
}
OWN_WORDS: dict[str, dict[str, Any]] = {
    Matter.Kind.FILING: {
        "submit": _("Submit the filing"), "withdraw": _("Withdraw the filing"),
        "reopen": _("Take the filing up again"), "approve": _("Approve the filing"), "refuse": _("Refuse the filing"),
    },
    Matter.Kind.REGISTRATION: {
        "approve": _("Agree (give a favourable opinion)"), "refuse": pgettext_lazy("registration", "Do not agree"),
        "reopen": _("Apply again")},
    Matter.Kind.ANNUAL: {"approve": _("Decide on the report"), "refuse": _("Close without an outcome")},
    Matter.Kind.RECTIFICATION: {"approve": _("Accept the rectification"), "refuse": _("Not rectified")},
}


REFUSES: dict[str, Any] = {Matter.Kind.ANNUAL: closes}  # its worst outcome is a grant too: 不合格
# Returned or refused, they have given the year's duty days of its own: that stands.
LAID_UPON = {Matter.Kind.ANNUAL, Matter.Kind.RECTIFICATION}


LAPSES = {Matter.Kind.CATALOGUE}  # not corrected when the round goes under publicity
# After the street has spoken for it: another authority decides, the office passes on and keeps its answer.
AFTER: dict[str, tuple[Action, ...]] = {Matter.Kind.REGISTRATION: (
    Action("forward", _("Forward to civil affairs"), forwards, {APPROVED}, reason_required=True, weight="primary",
           asks_for=_("How it was forwarded, with the receipt or reference number")),
    Action("record", _("Record the registration"), hears_county, {APPROVED}, offered=False),  # with the certificate
    Action("leave", _("Left the register"), by_itself, {APPROVED}, offered=False),  # nothing more to be registered
    Action("not_registered", _("Not registered by civil affairs"), hears_county, {APPROVED}, reason_required=True,
           weight="danger", asks_for=_("What civil affairs says, with the number of its decision"), warning=_(
               "The organization reads the reason. This is not taken back; it may apply anew.")),
)}


def life(
    kind: str, words: dict[str, Any], *, refuses: Any = decides, alone: bool = True, lapses: bool = False,
    after: tuple[Action, ...] = (),
) -> Workflow:
    """People reach these through the acts of the kind: most of them do more than move the status.

    `alone`: sending it back moves nothing but the matter, so it may be taken back until the next step.
    """
    lapse = Action(
        "lapse", _("Not corrected in time: counts as withdrawn"), by_itself, {RETURNED}, WITHDRAWN, offered=False)
    return Workflow(
        Action("edit", _("Fill in"), fills_in, {DRAFT, RETURNED}, button=False),
        Action("submit", words["submit"], fills_in, {DRAFT, RETURNED}, SUBMITTED, button=False, weight="primary"),
        Action("withdraw", words["withdraw"], fills_in, {DRAFT, *WITH_THE_OFFICE, RETURNED}, WITHDRAWN),
        Action("reopen", words["reopen"], takes_up_again, {WITHDRAWN, REFUSED}, DRAFT, weight="primary"),
        Action("accept", _("Accept for examination"), accepts, {SUBMITTED}, EXAMINING, weight="primary",
               together=True, undoable=True),
        Action("review", _("Pass the examination"), reviews, {SUBMITTED, EXAMINING}, REVIEWED, reason_required=True,
               weight="primary", together=True, undoable=True, asks_for=_("Opinion")),
        Action("approve", words["approve"], grants, WITH_THE_OFFICE, APPROVED, weight="primary",
               button=False),  # the page says first what it brings about
        Action("return", _("Return for correction"), decides, WITH_THE_OFFICE, RETURNED, reason_required=True,
               button=False, together=True, undoable=alone),
        Action("remind", _("Remind"), reminds, {DRAFT, RETURNED}, together=True, quiet=True,
               asks_for=_("Words that go with the reminder")),  # once a day
        Action(UNDO, _("Take the last step back"), decides, {EXAMINING, REVIEWED, RETURNED, REFUSED}, together=True),
        Action("refuse", words["refuse"], refuses, WITH_THE_OFFICE, REFUSED, reason_required=True, weight="danger",
               together=True, undoable=alone),
        *([lapse] if lapses else []),
        *after,
        of=Matter, kind=kind, announce=announce_matter,
    )


LIVES: dict[str, Workflow] = {
    kind: life(kind, WORDS | OWN_WORDS.get(kind, {}), refuses=REFUSES.get(kind, decides), alone=kind not in LAID_UPON,
               lapses=kind in LAPSES, after=AFTER.get(kind, ()))
    for kind in Matter.Kind.values}
filing_workflow = LIVES[Matter.Kind.FILING]


def life_of(matter: Matter) -> Workflow:
    return LIVES[matter.kind]


def end_registrations(change: OrganizationChange, organization: Organization) -> None:
    """Of an organization that leaves the register civil affairs registers nothing more: the personal numbers that were
    kept until its answer go, and the history says why."""
    for matter in Matter.objects.filter(organization=organization).unanswered_by_county().order_by("pk"):
        with life_of(matter).performing("leave", matter, by=change.by, note=change.note):
            matter.forget_numbers()
