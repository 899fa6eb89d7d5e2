"""Who may do what with a project, a contract and the work on them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from incubator.accounts.rules import acted_for_street, acts_for_street
from incubator.workflow import No
from organizations.models import own_organizations, rights_of
from organizations.rules.memberships import writes_in
from projects.models import Project


def manages(user: Any, project: Project) -> bool | No:
    """Street matters: the officers of the street, but never one with a part in it; a community worker reads."""
    if not (user.is_authenticated and acts_for_street(user, project.area.code)):
        return False
    words = why_apart(user, project)
    return No(words) if words else True


def why_apart(user: Any, project: Project) -> str:
    """Why this officer decides nothing about the project, its contract, money and reports (回避); empty: no reason."""
    mine = rights_of(user)
    if project.contractor_id in mine or project.host_id in mine:
        return _("You are a member of the contractor or of its host: another officer decides on this project.")
    return ""


def decided_by(user: Any, of: str = "") -> Q:
    """The projects of the officer's streets but those that their own organizations do or host (回避), as a condition:
    says of all what `manages` says of one. `of` is the look-up path to the project.
    """
    ours, own = acted_for_street(user, f"{of}area__code"), own_organizations(user)
    if not own:
        return ours
    return ours & ~Q((f"{of}contractor__in", own)) & ~Q((f"{of}host__in", own))


def buys_somewhere(user: Any) -> bool:
    """True for whoever buys services for some area."""
    return bool(buying_codes(user))


def buying_codes(user: Any) -> list[str]:
    """The codes of the areas this person buys for."""
    return [post.code for post in user.posts if acts_for_street(user, post.code)] if user.is_authenticated else []


def buying_areas(user: Any) -> Q:
    """The areas this person buys for, as a condition on `Area`: says of all what `manages` asks of one project."""
    return acted_for_street(user, "code")


def records(user: Any, project: Project) -> bool | No:
    """The contractor's own people write down the work and the spending: readers apart."""
    return writes_in(user, project.contractor_id)
