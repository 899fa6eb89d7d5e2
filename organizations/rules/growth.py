"""Who keeps the growth file of an organization, who reads the office's own notes, and which stages there are."""

from dataclasses import dataclass
from datetime import date

from incubator.accounts.models import User
from incubator.accounts.rules import acts_for_street
from incubator.rulebook.models import rule
from incubator.workflow import No
from organizations.models import CoachingVisit, GrowthStage, Organization
from organizations.rules.memberships import is_member
from organizations.rules.organizations import keeps_register


@dataclass(frozen=True)
class Stage:
    """One rung of the ladder as the rulebook has it."""

    code: str
    name: str
    about: str


def stages(*, area: str, on: date) -> list[Stage]:
    """The ladder of that area on that day, lowest first (rule `growth-stages`)."""
    return [Stage(one["stage"], one["name"], one.get("about", "")) for one in rule("growth-stages", area=area, on=on)]


def coaches(user: User, organization: Organization) -> bool | No:
    """The street office; never an officer who belongs to the organization."""
    return keeps_register(user, organization)


def keeps_visit(user: User, visit: CoachingVisit) -> bool | No:
    """The office that went, as long as the organization is its own."""
    return acts_for_street(user, visit.office.code) and coaches(user, visit.organization)


def reads_internal(user: User, visit: CoachingVisit) -> bool:
    """The office that went, and nobody else: no organization, community, district, or office of a later street."""
    return acts_for_street(user, visit.office.code) and not is_member(user, visit.organization)


def keeps_stage(user: User, stage: GrowthStage) -> bool | No:
    return coaches(user, stage.organization)
