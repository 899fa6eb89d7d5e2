"""What a filing must have before it is handed in, rules as data."""

from datetime import date

from django.utils.translation import gettext as _

from incubator.rulebook.models import rule
from organizations.filing.facts import STEPS, label_of
from organizations.matters.counting import more_party_members, too_few_to_file, too_many_party_members
from organizations.matters.naming import name_is_taken, name_taken_from
from organizations.models import Filing


def shortcomings(filing: Filing, *, on: date) -> dict[str, list[str]]:
    """Everything the filing lacks, by fact or paper, in words; empty when it may be handed in."""
    organization = filing.organization
    area = organization.area.code
    found: dict[str, list[str]] = {}
    papers = {material.kind for material in filing.materials.all()}
    required = {*rule("filing-form-requires", area=area, on=on), *rule("filing-requires", area=area, on=on)}
    for name in [name for names in STEPS.values() for name in names if name in required]:
        answered = name in papers if name in STEPS["materials"] else getattr(organization, name) not in ("", None)
        if not answered:
            found[name] = [_("%(what)s is missing.") % {"what": label_of(name)}]
    if words := too_few_to_file(organization.member_count, area=area, on=on):
        found["member_count"] = [words]
    if more_party_members(organization.member_count, organization.party_member_count):
        found["party_member_count"] = [too_many_party_members()]
    if name_taken_from(organization, organization.name):
        found["name"] = [name_is_taken()]
    return found
