"""Opinion on a registration (成立登记初审): the street examines and forwards, the county's civil affairs decides, and
its answer, one or the other, goes on record here.

An organization that is filed or listed goes up to a registered one and keeps its history (domain.md §2.2). A body that
meets the thresholds of the law from the start begins here (`found`): its draft enters the register when the county has
registered it.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import Area, User
from incubator.rulebook.models import rule
from incubator.workflow import Blocked, Incomplete
from organizations import staffing
from organizations.matters.asking import Question, about, answer
from organizations.matters.differing import asked_otherwise, current, moved
from organizations.matters.naming import code_taken_from, name_is_taken, name_taken_from
from organizations.models import NUMBERS, Certificate, Material, Matter, Organization, normalized
from organizations.notices import announce_registered
from organizations.starting import founded
from organizations.workflow import life_of, organization_workflow

Type = Organization.Type
WANTED = tuple(choice for choice in Type.choices if choice[0] in (Type.ASSOCIATION, Type.SERVICE_AGENCY))
KEPT = (  # what the register says of it afterwards, beside its name
    about("category", "choice", required=True),
    about("member_count", "count", required=True),
    about("venue", required=True),
    about("purpose", "long", required=True),
    about("responsible_person", required=True, hint=gettext_lazy("Who is to be its legal representative.")),
    about("identity_no", "identity", required=True),
    about("phone", "phone", required=True),
)
PERSON = {"responsible_person", *NUMBERS}
QUESTIONS = (
    Question("wanted", gettext_lazy("registered as"), "choice", choices=WANTED),
    about("name", required=True, hint=gettext_lazy(
        "As it is to be registered, with the name of the district in front.")),
    about("area", "area", required=True, hint=gettext_lazy(
        "Where it works; the street it belongs to gives the opinion.")),
    Question("supervising_unit", gettext_lazy("supervising unit"), hint=gettext_lazy(
        "The department or street that answers for it (业务主管单位).")),
    Question("funds_fen", gettext_lazy("start-up funds"), "yuan"),
    *KEPT,
)


class CountyCertificate(NamedTuple):
    """What the certificate of civil affairs says."""

    name: str
    uscc: str
    registration_no: str
    registered_on: date


def found(*, by: User, name: str, area: Area, category: str, org_type: str, token: uuid.UUID) -> Matter:
    """A new draft organization with its administrator and its registration: all three or none.

    The same form sent twice (same token) gives the first one's. Raises PermissionDenied, AlreadyBegun.
    """
    token = uuid.uuid5(token, Matter.Kind.REGISTRATION)  # the page may begin a filing, too
    with transaction.atomic():
        organization = founded(by=by, name=name, area=area, category=category, org_type=org_type, token=token,
                               kind=Matter.Kind.REGISTRATION)
        matter = Matter(kind=Matter.Kind.REGISTRATION, organization=organization, token=token)
        matter.answers = {name: value for name, value in begins(organization).items() if name not in NUMBERS}
        return life_of(matter).create(matter, by=by)


def years(organization: Organization) -> list[int]:
    """It is about none; nobody asks twice while civil affairs has not answered."""
    return [] if organization.matters.to_be_recorded().exists() else [0]


def waits(matter: Matter) -> list[str]:
    """One at a time is with civil affairs: another that was refused is neither taken up nor decided anew meanwhile."""
    with_county = matter.organization.matters.to_be_recorded().exclude(pk=matter.pk)
    return [_("Another application of this organization is with civil affairs, which has not answered yet.")] if (
        with_county.exists()) else []


def begins(organization: Organization) -> dict[str, Any]:
    """What the register says already; a draft has its name, type and community too."""
    own = {} if organization.stands else {
        "wanted": organization.org_type, "name": organization.name, "area": organization.area_id}
    return current(organization, KEPT) | own


def unasked(matter: Matter) -> Collection[str]:
    """An organization on record stays where it is: only one that began here as a draft is asked for its community."""
    return () if matter.organization.status == Organization.Status.DRAFT or "area" in matter.answers else ("area",)


def needs(*, on: date) -> list[str]:
    """What a new body needs, in words, by the countrywide rules of the day: before its place is known."""
    papers = "、".join(str(Material.Kind(kind).label) for kind in rule("registration-papers", area="", on=on))
    return [
        _("for an association at least %(least)s members") % {
            "least": rule("registered-association-min-members", area="", on=on)},
        _("for a service agency lawful assets that fit its work (start-up funds, with a capital verification), staff "
          "that fit its work, and a venue that it owns or may use for a year at least"),
        _("a legal representative to be, with identity number and mobile phone"),
        _("the papers: %(papers)s") % {"papers": papers},
    ]


def follow(matter: Matter, *, by: User) -> None:
    """The draft behind it is called, is to become, and lies where the answers say; what they leave open stays.

    It is found by its head to be, as the draft of a filing is by its own. The head itself stays an answer: the
    register names nobody before the county does.
    """
    draft = matter.organization
    asked = {"name": answer(matter, "name"), "org_type": answer(matter, "wanted"), "area_id": answer(matter, "area")}
    new = {fact: value for fact, value in asked.items() if value and value != getattr(draft, fact)}
    if new:
        with organization_workflow.performing("fill_in", draft, by=by):
            for fact, value in new.items():
                setattr(draft, fact, value)
            draft.save()
    head = normalized(answer(matter, "responsible_person") or "")
    Organization.objects.filter(pk=draft.pk, responsible_person="").update(normalized_head=head)


def before(matter: Matter) -> dict[str, Any]:
    """What the register says where the answers say something else."""
    return asked_otherwise(matter, KEPT)


def papers(matter: Matter, *, on: date) -> list[str]:
    return list(rule("registration-papers", area=matter.organization.area.code, on=on))


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """An association needs its members; the name must be free."""
    found: dict[str, list[str]] = {}
    members, area = answer(matter, "member_count"), matter.organization.area.code
    least = rule("registered-association-min-members", area=area, on=on)
    if answer(matter, "wanted") == Type.ASSOCIATION and members is not None and members < least:
        found["member_count"] = [_("An association needs at least %(least)s members; %(given)s are given.") % {
            "least": least, "given": members}]
    if name_taken_from(matter.organization, answer(matter, "name") or "", registered=True):
        found["name"] = [name_is_taken()]
    return found


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """The opinion is favourable; the register changes when the county has registered it (`record`).

    Raises Blocked where the organization left the register in this very moment: nobody would empty the numbers then.
    """
    if _held(matter).status in Organization.GONE:
        raise Blocked([_("The organization has left the register; it cannot be registered any more.")])


def forward(matter: Matter, *, by: User, seen: int, note: str, now: datetime) -> None:
    """转报: the papers went to civil affairs today; `note` says how, with the receipt or reference. Once."""
    with life_of(matter).performing("forward", matter, by=by, seen=seen, note=note, setting={
            "forwarded_on": timezone.localdate(now)}):
        pass


def not_registered(matter: Matter, *, by: User, seen: int, note: str) -> None:
    """不予登记: the county refused, for the reason in `note`; the organization, or its draft, stays what it is and may
    apply anew."""
    with life_of(matter).performing("not_registered", matter, by=by, seen=seen, note=note, setting={
            "outcome": Matter.CountyAnswer.NOT_REGISTERED}):
        matter.forget_numbers()


def faults_of_certificate(matter: Matter, said: Mapping[str, Any], *, today: date) -> dict[str, list[str]]:
    """What stands against a certificate that says so, by its entries; one that is missing is not judged.

    Civil affairs registers what was handed in: no earlier, and no later than today.
    """
    found: dict[str, list[str]] = {}
    name, code, day = (said.get(entry) for entry in ("name", "uscc", "registered_on"))
    if name and name_taken_from(matter.organization, name, registered=True):
        found["name"] = [name_is_taken()]
    if code and code_taken_from(matter.organization, code):
        found["uscc"] = [_("Another organization has this unified social credit code.")]
    if day and day > today:
        found["registered_on"] = [_("This day has not come yet.")]
    elif day and matter.submitted_at and day < (first := timezone.localdate(matter.submitted_at)):
        found["registered_on"] = [_(
            "The application was handed in on %(day)s; civil affairs cannot have registered it before.") % {
                "day": first}]
    return found


def record(matter: Matter, *, by: User, seen: int, certificate: CountyCertificate, now: datetime) -> None:
    """The county registered it: the organization goes on as a registered one, its filing certificate falls; one that
    began as a draft enters the register.

    What was handed in stands in its entry, except where the register says something else since. The code is checked by
    the form (18 characters, check digit, start by type); `seen` is the organization's version. Raises Stale,
    Incomplete with `faults_of_certificate`, and PermissionDenied with the reason when the county's answer is on record.
    """
    said, today = certificate._asdict(), timezone.localdate(now)
    life_of(matter).require("record", matter, by)
    if found := faults_of_certificate(matter, said, today=today):
        raise Incomplete(found)
    try:
        with transaction.atomic():
            _register(matter, certificate, by=by, seen=seen, today=today)
    except IntegrityError as error:  # another took the name or the code in this very moment
        if found := faults_of_certificate(matter, said, today=today):
            raise Incomplete(found) from error
        raise


def _register(matter: Matter, certificate: CountyCertificate, *, by: User, seen: int, today: date) -> None:
    """The entry of the register with all that follows from it, at once or not at all."""
    organization, facts = matter.organization, _to_be_kept(matter)
    founded = not organization.stands
    head = {"responsible_person": facts["responsible_person"]} if "responsible_person" in facts else {}
    # Asked for by the table together with the new standing: a head, and a name that nobody bears.
    setting = {"name": certificate.name, "normalized_name": normalized(certificate.name),
               "org_type": answer(matter, "wanted"), **head}
    _held(matter)
    with (
        life_of(matter).performing("record", matter, by=by, setting={"outcome": Matter.CountyAnswer.REGISTERED}),
        organization_workflow.performing(
            "record" if founded else "register", organization, by=by, seen=seen, note=matter.receipt_no,
            setting=setting),
    ):
        for fact, value in facts.items():
            setattr(organization, fact, value)
        organization.uscc, organization.registration_no = certificate.uscc, certificate.registration_no
        organization.founded_on = certificate.registered_on
        organization.has_charter = organization.has_charter or Material.Kind.CHARTER in matter.facts
        organization.save()
        _take_office(matter, facts, by=by, on=certificate.registered_on)
        Certificate.objects.withdraw(organization.pk, on=today, why=Certificate.Withdrawal.REGISTERED)
        matter.forget_numbers()
        announce_registered(matter, founded=founded)


def _held(matter: Matter) -> Organization:
    """The organization as it stands, kept: none leaves the register meanwhile, which empties the numbers of what is
    with the county. It comes before its registration there, too, so that neither waits for the other.
    """
    return Organization.objects.select_for_update(no_key=True).get(pk=matter.organization_id)


def _take_office(matter: Matter, facts: Mapping[str, Any], *, by: User, on: date) -> None:
    """The list of people follows: whom civil affairs registered heads the organization and is its legal representative.

    Where the register got another head since the hand-in, who that is the office settles on the list itself.
    """
    organization = matter.organization
    given: dict[str, Any] = {"by": by, "on": on, "note": matter.receipt_no, "phone": organization.phone}
    if "responsible_person" in facts:
        staffing.succeed(organization, before=matter.facts["was_responsible_person"], **given)
    if normalized(answer(matter, "responsible_person") or "") == normalized(organization.responsible_person):
        staffing.represent(organization, **given)


def _to_be_kept(matter: Matter) -> dict[str, Any]:
    """What was answered otherwise than the register said, and it says no other since. Whoever is to head it is one
    person: with a name that moved, nobody's numbers come beside somebody else's.
    """
    since = moved(matter, KEPT)
    if since & PERSON:
        since |= PERSON
    asked = [question.name for question in KEPT if f"was_{question.name}" in matter.facts]
    return {name: answer(matter, name) for name in asked if name not in since}
