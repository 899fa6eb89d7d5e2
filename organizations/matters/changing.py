"""Change (变更) of facts on the register: old and new value, the day it holds from, its papers and its reason.

Any fact that a decision or an event changes. What never changes by itself is put right by the street as a correction
(`organization_workflow`, «edit»), with no day it holds from: the day of founding, the credit code (it stays for life),
the type (going up a tier is a matter of its own: `promoting`, `registering`); whether it is a hub is for the street
to say.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incubator.accounts.models import Area, User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete
from organizations import staffing
from organizations.matters import differing as differences
from organizations.matters.asking import YES_OR_NO, Question, about, answer, kept
from organizations.matters.counting import more_party_members, too_few, too_many_party_members
from organizations.matters.differing import bare, current
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.models import (
    PRINTED,
    Certificate,
    HandedInPaper,
    Material,
    Matter,
    OfficeHolder,
    Organization,
    joined_words,
    normalized,
)
from organizations.workflow import organization_workflow

FACTS = (
    about("name"), about("area", "area"), about("category", "choice"), about("venue"),
    about("purpose", "long"), about("responsible_person"),
    about("identity_no", "identity", gettext_lazy("Of the new responsible person.")), about("phone", "phone"),
    about("member_count", "count"), about("party_member_count", "count"),
    about("has_party_branch", "choice"), about("remark"),
)
CHARTER = Question(  # no value of the register: the paper is the new one, the one on file the old one
    "new_charter", gettext_lazy("revised charter"), "tick",
    gettext_lazy("Tick this if the charter was revised; put the new one to the matter."), required=False,
    choices=(("True", pgettext_lazy("charter", "On file")), ("False", pgettext_lazy("charter", "None"))))
CHARTER_PAPERS = (Material.Kind.RESOLUTION.value, Material.Kind.CHARTER.value)  # where the street's rule says nothing
STRIKES = {  # what the register may say nothing about -> the box that asks for it; an empty field changes nothing
    fact.name: Question(
        f"strike_{fact.name}", format_lazy(gettext_lazy("{what}: strike out"), what=fact.label), "tick",
        gettext_lazy("Tick this if the register is to say nothing here any more."), required=False,
        choices=YES_OR_NO)
    for fact in FACTS if fact.name in ("venue", "purpose", "remark")
}
QUESTIONS = (
    *(question for fact in FACTS for question in (fact, STRIKES.get(fact.name)) if question is not None),
    CHARTER,
    Question("effective_on", gettext_lazy("holds from"), "date", gettext_lazy(
        "The day of the resolution or later, and not after today."),
        not_yet=gettext_lazy("A change is reported once it holds: this day has not come yet.")),
    Question("reason", gettext_lazy("why it changes"), "long"),
)


def narrowed(matter: Matter, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers without those that the register gives already: only what changes is kept, and granted."""
    facts = current(matter.organization, FACTS)
    idle = {q.name for q in FACTS if q.name in answers
            and bare(kept(answers[q.name]), q.sort) == bare(facts[q.name], q.sort)}
    idle |= {box.name for name, box in STRIKES.items() if not (answers.get(box.name) and facts[name])}
    idle |= set() if answers.get(CHARTER.name) else {CHARTER.name}
    return {name: "" if name in idle else value for name, value in answers.items()}


def struck(matter: Matter) -> set[str]:
    """The facts that the register is to say nothing about any more."""
    return {name for name, box in STRIKES.items() if answer(matter, box.name)}


def differing(matter: Matter) -> dict[str, Any]:
    """Fact -> what the register says now, of those that the matter would change."""
    facts, out = current(matter.organization, FACTS), struck(matter)
    asked = {q: answer(matter, q.name) for q in FACTS}
    found = {
        q.name: facts[q.name] for q, value in asked.items()
        if (q.name in out or value not in (None, "")) and bare(value, q.sort) != bare(facts[q.name], q.sort)}
    return found | ({CHARTER.name: charter_on_file(matter)} if answer(matter, CHARTER.name) else {})


def before(matter: Matter) -> dict[str, Any]:
    return differences.before(differing(matter), (*FACTS, CHARTER))


def charter_on_file(matter: Matter) -> str | bool:
    """The file name of the charter that the office took last; else whether there is one at all."""
    taken = HandedInPaper.objects.filter(
        matter__organization=matter.organization_id, matter__status=Matter.Status.APPROVED,
        kind=Material.Kind.CHARTER, hand_in=F("matter__hand_ins"))
    name = taken.order_by("-matter__decided_at").values_list("document__name", flat=True).first()
    return name or matter.organization.has_charter


def papers(matter: Matter, *, on: date) -> list[str]:
    """The papers that the facts to be changed ask for; a change of the responsible person needs its paper.

    There is no proof of a venue that is given up.
    """
    asked = _asked_papers(matter, on=on)
    idle = {Material.Kind.VENUE.value} if "venue" in struck(matter) else set()
    return list(dict.fromkeys(kind for name in differing(matter) for kind in asked.get(name, ()) if kind not in idle))


def all_papers(matter: Matter, *, on: date) -> dict[str, str]:
    """Every paper that a change of some fact asks for -> the facts that ask for it, in words.

    The form shows them before it is known which facts differ.
    """
    asked, found = _asked_papers(matter, on=on), dict[str, list[str]]()
    for fact in (*FACTS, CHARTER):
        for kind in asked.get(fact.name, ()):
            found.setdefault(kind, []).append(str(Material.Kind.CHARTER.label if fact is CHARTER else fact.label))
    return {kind: _("Needed where this changes: %(facts)s.") % {"facts": joined_words(facts)}
            for kind, facts in found.items()}


def _asked_papers(matter: Matter, *, on: date) -> dict[str, Any]:
    """Fact -> papers by the street's rule; a revised charter is nothing without the paper itself."""
    asked = rule("change-papers", area=matter.organization.area.code, on=on)
    of_charter = [*asked.get(CHARTER.name, CHARTER_PAPERS), Material.Kind.CHARTER.value]
    return asked | {CHARTER.name: list(dict.fromkeys(of_charter))}


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """What stands against handing it in beside unanswered questions."""
    changed, found = differing(matter), {}
    if not changed:
        found["differences"] = [_("Nothing differs from the register yet. Change at least one entry.")]
    if "name" in changed and name_taken_from(matter.organization, answer(matter, "name")):
        found["name"] = [name_is_taken()]
    if "responsible_person" in changed and "identity_no" not in changed:
        found["identity_no"] = [_("The identity number of the new responsible person is missing.")]
    place = Area.objects.filter(pk=answer(matter, "area") or 0).first()
    if place and place.street_code != matter.organization.area.street_code:
        found["area"] = [_(
            "A move to another street is no change. Leave the community as it is; ask both street offices in which "
            "order to file the organization at the new street and to cancel it here.")]
    return found | _faults_of_strikes(matter, on=on) | _faults_of_figures(matter, changed, on=on)


def _faults_of_strikes(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """Struck out and given anew at once, or struck out although every filed organization has it in this street."""
    found, area = {}, matter.organization.area.code
    needed = {*rule("filing-form-requires", area=area, on=on), *rule("filing-requires", area=area, on=on)}
    for name in struck(matter):
        if answer(matter, name) not in (None, ""):
            found[STRIKES[name].name] = [_("Either give the new entry or strike the old one out, not both.")]
        elif name in needed and matter.organization.org_type == Organization.Type.FILED:
            found[STRIKES[name].name] = [_("Every filed organization needs this; give the new entry instead.")]
    return found


def _faults_of_figures(matter: Matter, changed: Collection[str], *, on: date) -> dict[str, list[str]]:
    """As for any entry: not fewer members than the street's rule asks for, not more of the Party than there are."""
    found, organization = {}, matter.organization
    members, party = (
        answer(matter, name) if name in changed else getattr(organization, name)
        for name in ("member_count", "party_member_count"))
    if "member_count" in changed and (words := too_few(organization, members, on=on)):
        found["member_count"] = [words]
    told = next((name for name in ("party_member_count", "member_count") if name in changed), "")
    if told and more_party_members(members, party):
        found.setdefault(told, []).append(too_many_party_members())
    return found


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """Write what was handed in into the register, old and new kept in its history; the certificate is issued anew.

    A new responsible person takes the office in the list of people too.

    Raises Incomplete when the register has moved on, or the name is taken.
    """
    organization = matter.organization
    changed = differences.changed(matter, FACTS)
    if "name" in changed and name_taken_from(organization, answer(matter, "name")):
        raise Incomplete({"name": [name_is_taken()]})
    told = f"{matter.receipt_no} · {answer(matter, 'effective_on')}"
    if matter.facts.get(CHARTER.name):
        was, new = matter.facts[f"was_{CHARTER.name}"], matter.facts[Material.Kind.CHARTER]
        told += " · " + _("charter: %(was)s → %(new)s") % {"was": CHARTER.shown(was), "new": new}
    with organization_workflow.performing("change", organization, by=by, note=told):
        for name in changed:
            setattr(organization, name, _for_the_register(name, answer(matter, name)))
        organization.has_charter = organization.has_charter or Material.Kind.CHARTER in matter.facts
        organization.save()
        if "responsible_person" in changed:
            staffing.succeed(
                organization, before=matter.facts["was_responsible_person"], by=by, note=matter.receipt_no,
                on=date.fromisoformat(answer(matter, "effective_on")),
                phone=organization.phone if "phone" in changed else "")
    if set(PRINTED) & set(changed):
        _issue_anew(matter, on=timezone.localdate(now))


def still_legal(matter: Matter) -> str:
    """Who is still entered as legal representative under the name that a granted change took from the register."""
    before = matter.facts.get("was_responsible_person")
    if matter.status != Matter.Status.APPROVED or matter.kind != Matter.Kind.CHANGE or not before:
        return ""
    serving = OfficeHolder.objects.filter(
        organization=matter.organization_id, role=OfficeHolder.Role.LEGAL_REPRESENTATIVE,
        status=OfficeHolder.Status.SERVING)
    now = normalized(matter.organization.responsible_person)
    return next((one.name for one in serving if normalized(one.name) == normalized(before) != now), "")


def _for_the_register(name: str, value: Any) -> Any:
    """An answer as the field takes it; what is struck out has none."""
    if name == "area":
        return Area.objects.get(pk=value)
    if name == "has_party_branch":
        return value == "True"
    return "" if value is None else value


def _issue_anew(matter: Matter, *, on: date) -> None:
    """The same number on a new paper; the old one's public page says that it was replaced."""
    for old in Certificate.objects.filter(organization=matter.organization_id, withdrawn_on=None):
        Certificate.objects.replace(old, matter=matter, on=on, why=Certificate.Withdrawal.REPLACED)
