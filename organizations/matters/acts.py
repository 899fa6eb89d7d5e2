"""The acts on a matter of an organization on record: one a function, each in one transaction."""

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.documents.models import Document
from incubator.workflow import Action, Blocked, Incomplete, No
from organizations.matters import deciding, handing, registering
from organizations.matters.asking import answer, kept, label_of, snapshot
from organizations.matters.handing import hand_in
from organizations.matters.kinds import KINDS, Askable, askable, kind_of, not_open
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.matters.papers import given_before, put
from organizations.matters.taking import take_step
from organizations.models import NUMBERS, Material, Matter, Organization
from organizations.rules.memberships import writes_for
from organizations.workflow import life_of


def start(kind: str, organization: Organization, *, by: User, token: uuid.UUID, year: int = 0) -> Matter:
    """A new draft, about a year where the kind has one; the one already open is gone on with. After a refusal it begins
    with what was answered then.

    Raises PermissionDenied, Incomplete.
    """
    may = writes_for(by, organization)
    if not may:
        raise PermissionDenied(may if isinstance(may, No) else kind)
    if Askable(KINDS[kind], year) not in askable(organization):
        raise Incomplete(_("An organization of this kind and standing cannot ask for this."))
    already = Matter.objects.filter(organization=organization, kind=kind, year=year, status__in=Matter.OPEN)
    if found := already.first():
        return found
    matter = Matter(kind=kind, year=year, organization=organization, token=uuid.uuid5(token, f"{kind}{year or ''}"))
    _answer(matter, KINDS[kind].begins(organization) | refused_answers(matter))
    try:
        with transaction.atomic():
            begun: Matter = life_of(matter).create(matter, by=by)
            _lead_draft(begun, by=by)
            return begun
    except IntegrityError:  # somebody else of the organization began the same in this very moment
        return already.get()


def refused_answers(matter: Matter) -> dict[str, Any]:
    """What the organization answered itself in the matter of this kind that was refused before; where it only repeated
    the register, the register of today counts. Numbers that were forgotten with the refusal are asked for again.
    """
    refused = Matter.objects.refused_before(matter).first()
    if refused is None:
        return {}
    own = {question.name: answer(refused, question.name) for question in kind_of(matter).questions}
    repeated = {name for name in kind_of(matter).begins(matter.organization)
                if matter.organization.stands and f"was_{name}" not in refused.facts}
    return {name: value for name, value in own.items() if value is not None and name not in repeated}


def begins_again(matter: Matter, *, by: User) -> bool:
    """Whether this person may begin another after the county refused this one; one that the street refused is taken up
    again itself."""
    return (matter.outcome == Matter.CountyAnswer.NOT_REGISTERED and bool(writes_for(by, matter.organization))
            and Askable(kind_of(matter), matter.year) in askable(matter.organization) and not matter.is_overtaken)


def fill(matter: Matter, answers: Mapping[str, Any], *, papers: Mapping[str, Document], by: User, seen: int) -> None:
    """Keep the answers and papers given, complete or not; a question that is not named stays as it is."""
    answers = kind_of(matter).narrowed(matter, answers)
    with life_of(matter).performing("edit", matter, by=by, seen=seen):
        _answer(matter, answers)
        matter.save(update_fields=["answers", *NUMBERS])
        put(matter, papers)
        _lead_draft(matter, by=by)


def _lead_draft(matter: Matter, *, by: User) -> None:
    """A draft is called and lies as the matter says that is filled in."""
    if matter.organization.status == Organization.Status.DRAFT:
        registering.follow(matter, by=by)


def _answer(matter: Matter, answers: Mapping[str, Any]) -> None:
    for name in NUMBERS:
        if name in answers:
            setattr(matter, name, answers[name])
    matter.answers |= {name: kept(value) for name, value in answers.items() if name not in NUMBERS}


def take_again(matter: Matter, kinds: list[str], *, on: date) -> dict[str, Document]:
    """The documents of the kinds named that were given before and are still good."""
    good = given_before(matter, on=on)
    return {kind: good[kind].document for kind in kinds if kind in good}


def detach(matter: Matter, kind: str, *, by: User, seen: int) -> None:
    """Take one paper away again."""
    with life_of(matter).performing("edit", matter, by=by, seen=seen):
        matter.materials.filter(kind=kind).delete()


def shortcomings(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """Everything the matter lacks, by question or paper, in words; empty when it may be handed in."""
    kind = kind_of(matter)
    laid = set(matter.materials.values_list("kind", flat=True))
    missing = [q.name for q in kind.asked(matter) if q.required and answer(matter, q.name) in (None, "")]
    missing += [paper for paper in kind.papers(matter, on=on) if paper not in laid]
    found = {name: [_("%(what)s is missing.") % {"what": label_of(kind.questions, name)}] for name in missing}
    found |= {q.name: words for q in kind.asked(matter) if (words := q.too_soon(answer(matter, q.name), on=on))}
    if reasons := not_open(matter):
        found["standing"] = reasons
    for name, words in kind.faults(matter, on=on).items():
        found.setdefault(name, []).extend(words)
    return found


def open_now(matter: Matter, user: User, *, today: date) -> list[Action]:
    """The actions this person may take now; what cannot go on is not offered to be taken up again."""
    found = deciding.open_now(matter, user, today=today)
    return [action for action in found if action.name != "reopen" or not not_open(matter)]


def reopen(matter: Matter, *, by: User, seen: int) -> None:
    """Take it up again. Raises PermissionDenied where a newer one takes its place, and Incomplete."""
    life_of(matter).require("reopen", matter, by)
    if reasons := not_open(matter):
        raise Blocked(reasons)
    try:
        with transaction.atomic():
            handing.reopen(matter, by=by, seen=seen)
            _lead_draft(matter, by=by)
    except IntegrityError as error:
        raise deciding.another_is_open() from error


def submit(matter: Matter, *, by: User, seen: int, now: datetime) -> None:
    """Hand the matter in. Raises Incomplete with everything that is missing, by question."""
    life_of(matter).require("submit", matter, by)
    kind = kind_of(matter)
    with transaction.atomic():
        hand_in(
            matter, by=by, seen=seen, now=now, lacking=shortcomings(matter, on=timezone.localdate(now)),
            snapshot=snapshot(matter, kind.asked(matter), kind.before(matter)))
        kind.moved("submit", matter, by=by, now=now)


def approve(
    matter: Matter, *, by: User, seen: int, now: datetime, note: str = "", outcome: str = "", met: Collection[str] = ()
) -> None:
    """Grant the matter with all that it brings about, or nothing of it; with its outcome where the kind has several.

    `met` are the conditions that the officer found met, where the kind leaves some to the office. Raises Incomplete.
    """
    judgement: dict[str, Any] = {"met": met} if kind_of(matter).judges else {}
    try:
        with transaction.atomic(), deciding.granting(matter, by=by, seen=seen, note=note, now=now):
            if reasons := not_open(matter):
                raise Blocked(reasons)
            if faults := faults_of_outcome(matter, outcome, note=note):
                raise Incomplete(faults)
            matter.outcome = outcome
            kind_of(matter).grant(matter, by=by, note=note, now=now, **judgement)
            if kind_of(matter).settled:
                matter.identity_no = matter.phone = ""  # they stand on the organization now
            matter.save(update_fields=["outcome", *NUMBERS])
    except IntegrityError as error:  # another took the name in this very moment
        if name_taken_from(matter.organization, answer(matter, "name") or ""):
            raise Incomplete({"name": [name_is_taken()]}) from error
        raise


def faults_of_outcome(matter: Matter, outcome: str, *, note: str) -> dict[str, list[str]]:
    """What is wrong with a grant's outcome: missing, unknown, without its reason, or of a kind that has none."""
    kind = kind_of(matter)
    outcomes = dict(kind.outcomes)
    if outcome in kind.reasoned and not note.strip():
        return {"note": [_("«%(outcome)s» needs an opinion: say why in a few words.") % {"outcome": outcomes[outcome]}]}
    if outcome in outcomes or not (outcome or outcomes):
        return {}
    if not outcomes:
        return {"outcome": [_("A matter of this kind has no outcome beside the grant itself.")]}
    words = "、".join(str(word) for word in outcomes.values())
    return {"outcome": [_("Choose the outcome: %(outcomes)s.") % {"outcomes": words}]}


def send_back(matter: Matter, *, by: User, seen: int, note: str, remarks: Mapping[str, str], now: datetime) -> None:
    asked = {question.name for question in kind_of(matter).asked(matter)} | set(Material.Kind.values)
    with transaction.atomic():
        deciding.send_back(matter, by=by, seen=seen, note=note, remarks=remarks, asked=asked, now=now)
        kind_of(matter).moved("return", matter, by=by, now=now)


def undo(matter: Matter, *, by: User, seen: int, note: str) -> None:
    """The office takes its last step back. Raises NotNow, and Incomplete where the matter could not go on."""
    life_of(matter).require("undo", matter, by)
    with transaction.atomic():
        if reasons := not_open(matter):
            raise Incomplete(reasons)
        kind_of(matter).takes_back(matter)
        deciding.undo(matter, by=by, seen=seen, note=note)


def take(
    name: str, matter: Matter, *, by: User, seen: int, now: datetime, note: str = "",
    remarks: Mapping[str, str] | None = None, outcome: str = "", met: Collection[str] = (),
) -> None:
    """One action of the table by name: the same call for the page's button and the batch."""
    if outcome and name != "approve":
        raise Incomplete({"outcome": [_("An outcome goes with the grant alone.")]})
    own: dict[str, Callable[[], None]] = {
        "submit": lambda: submit(matter, by=by, seen=seen, now=now),
        "reopen": lambda: reopen(matter, by=by, seen=seen),
        "approve": lambda: approve(matter, by=by, seen=seen, now=now, note=note, outcome=outcome, met=met),
        "return": lambda: send_back(matter, by=by, seen=seen, now=now, note=note, remarks=remarks or {}),
        "undo": lambda: undo(matter, by=by, seen=seen, note=note),
        "forward": lambda: registering.forward(matter, by=by, seen=seen, note=note, now=now),
        "not_registered": lambda: registering.not_registered(matter, by=by, seen=seen, note=note),
    }
    with transaction.atomic():
        take_step(name, matter, own, by=by, seen=seen, now=now, note=note)
        if name not in own:  # those tell it themselves
            kind_of(matter).moved(name, matter, by=by, now=now)
