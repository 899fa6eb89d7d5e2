"""Who sets local rules, and where."""

from typing import Any


def may_set(user: Any, code: str) -> bool:
    """The keeper everywhere; a street officer in the own street; a district officer for the district as a whole."""
    if user.is_superuser:
        return user.is_active
    return any(code == post.code or (post.kind == "street_officer" and code.startswith(post.code))
               for post in _deciding(user))


def sets_some(user: Any) -> bool:
    """Whether there is any area whose rules this person sets."""
    return bool((user.is_superuser and user.is_active) or _deciding(user))


def own_area(user: Any) -> str:
    """The code of the area whose rules this person sets; empty for the keeper, who sets them everywhere."""
    return next((post.code for post in _deciding(user)), "")


def home(user: Any) -> str:
    """The code of the area whose rules this person sets, or only reads; empty for the keeper without a post."""
    posts = user.posts if getattr(user, "is_officer", False) else []
    return own_area(user) or next((post.code for post in posts), "")


def _deciding(user: Any) -> list[Any]:
    """The posts that set rules; the people's storey lies above this one, so a kind is known by its code."""
    posts = user.posts if getattr(user, "is_officer", False) else []
    return [post for post in posts if post.kind != "community_worker"]
