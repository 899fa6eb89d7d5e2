"""Whose mail an officer looks after: the people of their streets, whatever brings them here."""

from django.db.models import Q, QuerySet

from evaluations.models import Panelist
from incubator.accounts.models import Role, User, within
from organizations.models import Filing, Membership, Organization


def reached_by(officer: User) -> QuerySet[User]:
    """Who has a post in the officer's streets, sits on a panel there, or acts for an organization the office knows:
    a draft that was never handed in is nobody's business."""
    codes = officer.street_codes
    known = ~Q(organization__status=Organization.Status.DRAFT) | Q(
        organization__in=Filing.objects.visible_to(officer).values("organization"))
    members = Membership.objects.filter(known, within("organization__area__code", codes), ended_at=None)
    return User.objects.filter(
        Q(pk__in=Role.objects.filter(within("area__code", codes)).values("user"))
        | Q(pk__in=members.values("user"))
        | Q(pk__in=Panelist.objects.filter(within("day__area__code", codes)).values("user")))
