"""Who may read and who may act where. Pure questions; nothing here writes."""

from typing import Any

from incubator.accounts.models import Role


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


def may_appoint(by: Any, kind: str, code: str) -> bool:
    """The keeper of the system everywhere; a street officer in the own street, never above it.

    A district officer reads all streets but appoints nobody: who works in a street is that street's matter.
    """
    if by.is_superuser:
        return by.is_active
    return kind != Role.Kind.DISTRICT_OFFICER and _heads(by, code)


def may_keep(by: Any, user: Any) -> bool:
    """Whose entry (name, number, link to set a password) this officer may change.

    Never one with more power or with a post elsewhere: the link would be a way into that power.
    """
    if by.is_superuser:
        return by.is_active
    return not user.is_superuser and bool(user.posts) and all(
        post.kind != Role.Kind.DISTRICT_OFFICER and _heads(by, post.code) for post in user.posts)


def _is_of_own_district(user: Any, code: str) -> bool:
    return any(post.kind == Role.Kind.DISTRICT_OFFICER and post.code == code for post in user.posts)


def _heads(by: Any, code: str) -> bool:
    return by.is_officer and any(code.startswith(street) for street in by.street_codes)
