"""Objections: made on the public page or at the counter, and answered; what the organization is told is apart."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.masking import mask_text
from incubator.rulebook.models import rule
from incubator.sealed import Sealed
from incubator.workflow import Incomplete
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound
from organizations.rules.catalogue import decides_entry
from organizations.workflow import entry_workflow, objection_workflow

PHONE = re.compile(r"(1[3-9]\d{9}|0\d{9,11})(-\d{1,6})?")  # a mobile, or a landline with its area code

AREA_CODE = re.compile(r"^0(?:10|2\d|[3-9]\d\d)")
SENTENCE_END = re.compile(r"[。！？!?；;\n\r]+")
TELLING_LENGTH = 8  # characters; a shorter sentence («情况属实。») may be anybody's


def may_be_anonymous(round: CatalogueRound, *, on: date) -> bool:
    return bool(rule("catalogue-objection-anonymous", area=round.area.code, on=on))


def object_to(objection: CatalogueObjection, *, by: User | None, today: date) -> CatalogueObjection:
    """Take an objection in: from the public page (`by` nobody), or by an officer at the counter.

    The same form sent twice gives the first one's. Raises ValidationError with every fault by field, Incomplete when
    the entry is not under publicity (any more).
    """
    objection.received_on, objection.text = today, mask_text(objection.text)
    return objection_workflow.create(objection, by=by, first=lambda: _refuse(objection, today=today))


def take_at_the_counter(objection: CatalogueObjection, *, by: User, today: date) -> CatalogueObjection:
    """As above, received by an officer of the street; never one who belongs to the organization."""
    if not decides_entry(by, objection.entry):
        raise PermissionDenied("object")
    objection.way = CatalogueObjection.Way.COUNTER
    return object_to(objection, by=by, today=today)


def _refuse(objection: CatalogueObjection, *, today: date) -> None:
    faults: dict[str, list[str]] = {}
    if not objection.text.strip():
        faults["text"] = [_("Say what you object to.")]
    if not may_be_anonymous(objection.entry.round, on=today):
        if not objection.name.strip():
            faults["name"] = [_("Give your name: anonymous objections are not taken here.")]
        if not objection.phone:
            faults["phone"] = [_("Give a phone number at which the office reaches you.")]
    number = objection.phone.reveal() if isinstance(objection.phone, Sealed) else objection.phone
    if number and not PHONE.fullmatch(number):
        faults["phone"] = [_("Write a mobile number, or a landline with its area code.")]
    if faults:
        raise ValidationError(faults)
    round = CatalogueRound.objects.held(objection.entry.round_id)  # not while the list is published
    entry = CatalogueEntry.objects.select_related("organization__area").get(pk=objection.entry_id)
    if not round.takes_objections(on=today) or entry.status != CatalogueEntry.Status.PUBLICISED:
        raise Incomplete(_("This entry is not under publicity: no objection is taken any more."))
    entry.round, objection.entry = round, entry


def act(
    name: str, objection: CatalogueObjection, *, by: User, seen: int, note: str, today: date, reason: str = ""
) -> None:
    """Uphold or dismiss. `note` is the answer, for who objected alone; an upheld one takes the entry out of the round,
    and `reason` is what the organization and its history are told of that.

    Raises ValidationError at `reason`, Incomplete, Stale.
    """
    if name not in objection_workflow.actions:
        raise PermissionDenied(name)
    objection_workflow.require(name, objection, by)
    reason = reason.strip()
    if name == "uphold":
        _refuse_reason(reason, objection)
    setting = {"answer": mask_text(note.strip()), "answered_on": today}
    with transaction.atomic():
        CatalogueRound.objects.held(objection.entry.round_id)
        with objection_workflow.performing(name, objection, by=by, seen=seen, note=note, setting=setting):
            if name == "uphold":
                _take_out(objection, by=by, reason=reason)


def _refuse_reason(reason: str, objection: CatalogueObjection) -> None:
    """Who objected is protected: the organization reads neither the name nor the words."""
    if not reason:
        raise ValidationError({"reason": [_("Say why in a few words: the organization reads it.")]})
    if _tells(reason, objection):
        raise ValidationError({"reason": [_(
            "It names who objected, or repeats the objection. The organization reads this: say what was found.")]})


def _tells(reason: str, objection: CatalogueObjection) -> bool:
    """Whether who objected can be told from it, however it is set: by name, by number, by the words or a sentence."""
    number = objection.phone.reveal() if isinstance(objection.phone, Sealed) else objection.phone
    line = number.partition("-")[0]  # without the extension; a landline is known without its area code, too
    sentences = [_plain(sentence) for sentence in SENTENCE_END.split(objection.text)]
    own = [_plain(objection.text), *(words for words in sentences if len(words) > TELLING_LENGTH)]
    if len(name := _plain(objection.name)) > 1:
        own.append(name)
    told, masked = _plain(reason), _plain(mask_text(reason))  # the words of an objection are kept masked
    return any(words and (words in told or words in masked) for words in [*own, AREA_CODE.sub("", line)])


def _plain(text: str) -> str:
    """The text as it is compared: letters and digits only, in one form."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _take_out(objection: CatalogueObjection, *, by: User, reason: str) -> None:
    entry = CatalogueEntry.objects.select_related("round__area", "organization__area").get(pk=objection.entry_id)
    if entry.status == CatalogueEntry.Status.PUBLICISED:  # another objection may have taken it out
        with entry_workflow.performing("remove", entry, by=by, note=reason):
            pass
