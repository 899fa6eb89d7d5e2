"""A certificate anew (证书补发、换发): lost, damaged, run out, or none yet because the organization came in by ledger.

The number stays, the new paper says what the register says now, and the old one falls.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete
from organizations.matters.asking import Question, answer
from organizations.matters.numbering import take_number
from organizations.models import Certificate, Matter, Organization, joined_words
from organizations.workflow import organization_workflow

LOST, DAMAGED, RUN_OUT, NONE_YET = "lost", "damaged", "run_out", "none_yet"
GROUNDS = (
    (LOST, gettext_lazy("The certificate is lost")),
    (DAMAGED, gettext_lazy("The certificate is damaged")),
    (RUN_OUT, gettext_lazy("The certificate runs out or has run out")),
    (NONE_YET, gettext_lazy("The organization has no certificate from this platform yet")),
)
QUESTIONS = (
    Question("ground", gettext_lazy("why a certificate is asked for"), "choice", gettext_lazy(
        "A lost one is declared lost; a damaged one or one that ran out is given back to the street office."),
        choices=GROUNDS),
    Question("reason", gettext_lazy("circumstances"), "long", required=False),
)


def papers(matter: Matter, *, on: date) -> list[str]:
    """What the ground asks for; a lost certificate is declared lost."""
    return list(_papers_by_ground(matter, on=on).get(str(answer(matter, "ground")), ()))


def all_papers(matter: Matter, *, on: date) -> dict[str, str]:
    """Every paper that some ground asks for -> these grounds, in words."""
    asked = _papers_by_ground(matter, on=on)
    return {kind: _("Needed with this reason: %(grounds)s.") % {"grounds": joined_words([
                str(words) for ground, words in GROUNDS if kind in asked.get(ground, ())])}
            for kind in dict.fromkeys(kind for kinds in asked.values() for kind in kinds)}


def _papers_by_ground(matter: Matter, *, on: date) -> dict[str, list[str]]:
    return dict(rule("reissue-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """The ground must be true of the certificate that stands."""
    organization, found = matter.organization, dict[str, list[str]]()
    ground, old = answer(matter, "ground"), standing_of(organization)
    if ground == NONE_YET and old:
        found["ground"] = [_("Certificate %(number)s stands: say why another one is asked for.") % {
            "number": old.number}]
    elif ground in (LOST, DAMAGED, RUN_OUT) and old is None:
        found["ground"] = [_("There is no certificate from this platform yet: choose this as the reason.")]
    elif ground in (LOST, DAMAGED) and old and old.has_run_out(on=on):
        found["ground"] = [_("The certificate has run out on %(until)s: choose this as the reason.") % {
            "until": old.valid_until}]
    elif ground == RUN_OUT and old and (words := _too_early(old, on=on)):
        found["ground"] = [words]
    return found


def _too_early(old: Certificate, *, on: date) -> str:
    if old.valid_until is None:
        return _("The certificate has no last day: it needs no renewal.")
    first = renewable_from(old.valid_until, area=old.organization.area.code, on=on)
    return "" if on >= first else _("It is valid until %(until)s; a new one may be asked for from %(first)s on.") % {
        "until": old.valid_until, "first": first}


def renewable_from(valid_until: date, *, area: str, on: date) -> date:
    """From when a certificate that ends on that day may be renewed."""
    return valid_until - timedelta(days=rule("certificate-renew-days", area=area, on=on))


def standing_of(organization: Organization) -> Certificate | None:
    return Certificate.objects.filter(organization=organization, withdrawn_on=None).select_related(
        "organization__area").order_by("-pk").first()


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """The old certificate falls, the new one is issued under the same number.

    A lost or damaged one is made again with its last day; one that ran out gets a new term. Who came by a ledger that
    knew no number gets the next one. Raises Incomplete when the ground is true no more; whether it came too early is
    asked of the day it was handed in.
    """
    assert matter.submitted_at is not None  # what is granted was handed in
    if wrong := faults(matter, on=timezone.localdate(matter.submitted_at)):
        raise Incomplete(wrong)
    organization, today, old = matter.organization, timezone.localdate(now), standing_of(matter.organization)
    with organization_workflow.performing("reissue", organization, by=by, note=matter.receipt_no):
        if old is None:
            organization.filing_no = organization.filing_no or take_number(organization, on=today)
            organization.save(update_fields=["filing_no"])
            Certificate.objects.issue(organization, matter=matter, number=organization.filing_no, on=today)
        else:
            Certificate.objects.replace(old, matter=matter, on=today, why=Certificate.Withdrawal.ISSUED_ANEW,
                                        renewed=answer(matter, "ground") == RUN_OUT)
