"""Why an organization stands in a list that was searched, where its line does not say so itself."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.sealed import SealedTail, keyed_hashes
from organizations.models import OfficeHolder, Organization, normalized

ROLES = OfficeHolder.Role
SHOWN = 3  # people named in a line


def reasons(organizations: Sequence[Organization], typed: str, *, user: User) -> dict[int, str]:
    """The organization's key -> whom of its people, or which phone, `filters.OrganizationFilter.named` found it by.

    For officers, who read the names of these people and the last digits of their phones on the organization's page.
    Nothing of an organization whose name, head or filing number, all in its line, has the word. One query at most,
    of people of the organizations given.
    """
    plain = normalized(typed)
    silent = {o.pk: o for o in organizations if not _says(o, plain)} if plain and user.is_officer else {}
    if not silent:
        return {}
    hashes = keyed_hashes(plain) if plain.isdigit() and len(plain) != SealedTail.length else []
    people = defaultdict(list)
    for holder in OfficeHolder.objects.serving().filter(organization__in=silent).only(
            "organization", "name", "role", "phone_tail", "phone_hash"):
        if plain in normalized(holder.name) or _rings(holder, plain, hashes):
            people[holder.organization_id].append(holder)
    return {
        pk: words for pk, organization in silent.items()
        if (words := _words(organization, people[pk], plain, hashes))}


def _says(organization: Organization, plain: str) -> bool:
    shown = (organization.normalized_name, organization.normalized_head, normalized(organization.filing_no))
    return any(plain in words for words in shown) or (plain.isascii() and plain in organization.pinyin)


def _rings(thing: Any, plain: str, hashes: list[str]) -> bool:
    """An organization or a person with this phone: the whole number by its hashes, else by its last digits."""
    return thing.phone_hash in hashes if hashes else thing.phone_tail == plain


def _words(organization: Organization, people: list[OfficeHolder], plain: str, hashes: list[str]) -> str:
    if _rings(organization, plain, hashes):
        return _("Contact phone ending in %(tail)s") % {"tail": organization.phone_tail}
    told = []
    for one in sorted(people, key=lambda one: (ROLES.values.index(one.role), one.pk)):
        tail = one.phone_tail if _rings(one, plain, hashes) else ""
        given = {"name": one.name, "role": ROLES(one.role).label, "tail": tail}
        told.append((_("%(name)s (%(role)s, phone ending in %(tail)s)") if tail else _("%(name)s (%(role)s)")) % given)
    if not told:
        return ""
    return _("People: %(people)s") % {"people": "、".join(told[:SHOWN]) + ("…" if len(told) > SHOWN else "")}
