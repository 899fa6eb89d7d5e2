"""Filing of a listed group (社区团队转备案): the group goes up a tier; its row, its people and its history stay.

The answers begin with what the register says; nothing changes there before the street has granted it.
"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from incubator.workflow import Incomplete
from organizations import staffing
from organizations.matters import differing as differences
from organizations.matters.asking import about, answer
from organizations.matters.counting import more_party_members, too_few_to_file, too_many_party_members
from organizations.matters.differing import current
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.matters.numbering import take_number
from organizations.models import Certificate, Material, Matter, Organization
from organizations.workflow import organization_workflow

QUESTIONS = (
    about("name"), about("category", "choice"), about("purpose", "long"), about("venue"),
    about("responsible_person"), about("identity_no", "identity"), about("phone", "phone"),
    about("member_count", "count"), about("party_member_count", "count"),
)


def begins(organization: Organization) -> dict[str, Any]:
    """What the register says already."""
    return current(organization, QUESTIONS)


def demanded(matter: Matter, *, on: date) -> set[str]:
    area = matter.organization.area.code
    return {*rule("filing-form-requires", area=area, on=on), *rule("filing-requires", area=area, on=on)}


def papers(matter: Matter, *, on: date) -> list[str]:
    required = demanded(matter, on=on)
    return [kind for kind in Material.Kind.values if kind in required]


def faults(matter: Matter, *, on: date) -> dict[str, list[str]]:
    """The conditions of filing, the same as for whoever files anew."""
    found: dict[str, list[str]] = {}
    required = demanded(matter, on=on)
    for question in QUESTIONS:
        if question.name in required and answer(matter, question.name) in (None, ""):
            found[question.name] = [_("%(what)s is missing.") % {"what": question.label}]
    members = answer(matter, "member_count")
    if words := too_few_to_file(members, area=matter.organization.area.code, on=on):
        found["member_count"] = [words]
    if more_party_members(members, answer(matter, "party_member_count")):
        found["party_member_count"] = [too_many_party_members()]
    if name_taken_from(matter.organization, answer(matter, "name") or ""):
        found["name"] = [name_is_taken()]
    return found


def before(matter: Matter) -> dict[str, Any]:
    """What the register says where the answers say something else: both are read, the others stay."""
    return differences.asked_otherwise(matter, QUESTIONS)


def grant(matter: Matter, *, by: User, note: str, now: datetime) -> None:
    """The group is filed: type, number and the facts that differed stand in its entry, the certificate is issued.

    Raises Incomplete when the name is taken by now, or the register says something else than was handed in against.
    """
    organization, today = matter.organization, timezone.localdate(now)
    changed = differences.changed(matter, QUESTIONS)
    if name_taken_from(organization, answer(matter, "name") if "name" in changed else organization.name):
        raise Incomplete({"name": [name_is_taken()]})
    with organization_workflow.performing("file", organization, by=by, note=matter.receipt_no):
        for name in changed:
            setattr(organization, name, answer(matter, name))
        organization.party_member_count = organization.party_member_count or 0
        organization.has_charter = organization.has_charter or Material.Kind.CHARTER in matter.facts
        organization.org_type = Organization.Type.FILED
        organization.filing_no = take_number(organization, on=today)
        organization.save()
    before = matter.facts["was_responsible_person"] if "responsible_person" in changed else ""
    staffing.succeed(organization, before=before, by=by, on=today, note=matter.receipt_no)
    Certificate.objects.issue(organization, matter=matter, number=organization.filing_no, on=today)
