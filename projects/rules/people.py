"""Who may do what with a project, a contract and the work on them."""

from typing import Any

from django.db.models import Q

from incubator.accounts.models import Role, within
from incubator.accounts.rules import acts_for_street
from organizations.models import Membership
from projects.models import Project


def manages(user: Any, project: Project) -> bool:
    """Street matters: the officers of the street; a community worker reads."""
    return user.is_authenticated and acts_for_street(user, project.area.code)


def buys_somewhere(user: Any) -> bool:
    """True for whoever buys services for some area."""
    return bool(buying_codes(user))


def buying_codes(user: Any) -> list[str]:
    """The codes of the areas this person buys for."""
    return [post.code for post in user.posts if acts_for_street(user, post.code)] if user.is_authenticated else []


def buying_areas(user: Any) -> Q:
    """The areas this person buys for, as a condition on `Area`: says of all what `manages` asks of one project."""
    own_districts = [post.code for post in user.posts if post.kind == Role.Kind.DISTRICT_OFFICER]
    return within("code", user.street_codes) | Q(code__in=own_districts)


def writes_for(user: Any) -> set[int]:
    """The organizations whose work this person may write down: readers apart. One query a person."""
    if not user.is_authenticated:
        return set()
    if not hasattr(user, "_writes_for"):
        own = user.memberships.filter(ended_at=None).exclude(right=Membership.Right.READER)
        user._writes_for = set(own.values_list("organization_id", flat=True))
    return user._writes_for


def records(user: Any, project: Project) -> bool:
    """The contractor's own people write down the work and the spending."""
    return project.contractor_id in writes_for(user)
