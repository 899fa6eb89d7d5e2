"""Members against members of the Party: the one figure cannot be more than the other."""

from django.utils.translation import gettext as _


def more_party_members(members: int | None, party: int | None) -> bool:
    return members is not None and (party or 0) > members


def too_many_party_members() -> str:
    return _("There cannot be more party members than members.")
