"""Who may read and who may act where. Pure questions; nothing here writes."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from incubator.accounts.models import Role, within

# Whether a person holds power that is no post: asked here, answered by the storeys above (their apps.py).
OTHER_POWERS: list[Callable[[Any], bool]] = []


def reads(user: Any, code: str) -> bool:
    """An officer reads their area and everything below."""
    return user.is_officer and any(code.startswith(post) for post in user.reading_codes)


def acts(user: Any, code: str) -> bool:
    """An officer acts in their area and below; a district officer only on matters of the district itself."""
    return user.is_officer and (_is_of_own_district(user, code) or any(
        code.startswith(post) for post in user.acting_codes))


def acts_for_street(user: Any, code: str) -> bool:
    """As `acts`, but a community worker is not enough: street matters (approval, money, review days)."""
    return user.is_officer and (_is_of_own_district(user, code) or _heads(user, code))


def acted_for_street(user: Any, field: str) -> Q:
    """`acts_for_street` as a question to the table: things whose area code (look-up path `field`) lies there."""
    if not user.is_officer:
        return Q(pk__in=[])
    districts = [post.code for post in user.posts if post.kind == Role.Kind.DISTRICT_OFFICER]
    streets = within(field, user.street_codes)
    return streets | Q(**{f"{field}__in": districts}) if districts else streets


def may_appoint(by: Any, kind: str, code: str) -> bool:
    """The keeper of the system everywhere; a street officer in the own street, never above it.

    A district officer reads all streets but appoints nobody: who works in a street is that street's matter.
    """
    if by.is_superuser:
        return by.is_active
    return kind != Role.Kind.DISTRICT_OFFICER and _heads(by, code)


def keeps_people(user: Any) -> bool:
    """Works at street level or keeps the system: sees the lists of people and what could not be delivered to them."""
    return user.is_superuser or (getattr(user, "is_officer", False) and bool(user.street_codes))


def may_keep(by: Any, user: Any) -> bool:
    """Whose entry (name, number, link to set a password) this officer may change.

    Never one with more power, with a post elsewhere, or who acts for an organization or sits on a panel: the link
    would be a way into that power, and a post in one's own street is quickly given.
    """
    if by.is_superuser:
        return by.is_active
    return not user.is_superuser and bool(user.posts) and all(
        post.kind != Role.Kind.DISTRICT_OFFICER and _heads(by, post.code) for post in user.posts
    ) and not any(holds(user) for holds in OTHER_POWERS)


def may_open(by: Any, user: Any) -> bool:
    """For whom this officer makes a way in: a link to set a password, or signing in without the second factor."""
    return user.is_active and may_keep(by, user)


def _is_of_own_district(user: Any, code: str) -> bool:
    return any(post.kind == Role.Kind.DISTRICT_OFFICER and post.code == code for post in user.posts)


def _heads(by: Any, code: str) -> bool:
    return by.is_officer and any(code.startswith(street) for street in by.street_codes)
