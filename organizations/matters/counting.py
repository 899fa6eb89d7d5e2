"""Members against what a filing or a listing asks for, and against members of the Party."""

from datetime import date

from django.utils.translation import gettext as _

from incubator.rulebook.models import rule
from organizations.models import Organization


def more_party_members(members: int | None, party: int | None) -> bool:
    return members is not None and (party or 0) > members


def too_many_party_members() -> str:
    return _("There cannot be more party members than members.")


def too_few_to_file(members: int | None, *, area: str, on: date) -> str:
    """In words, when there are fewer than a filing needs in the area; else empty."""
    least = rule("filing-min-members", area=area, on=on)
    if members is None or members >= least:
        return ""
    return _("A filing needs at least %(least)s members; %(given)s are given.") % {"least": least, "given": members}


def too_few(organization: Organization, members: int | None, *, on: date) -> str:
    """The same of an organization on record: filed and listed ones have a least number by the rules of the street."""
    area = organization.area.code
    if organization.org_type == Organization.Type.FILED:
        return too_few_to_file(members, area=area, on=on)
    least = rule("listing-min-members", area=area, on=on) if organization.is_listed else 0
    if members is None or members >= least:
        return ""
    return _("A listed group has at least %(least)s members.") % {"least": least}
