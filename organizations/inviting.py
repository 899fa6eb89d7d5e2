"""Letting people in: single-use invitations, and who among the members holds the administrator's right."""

import hashlib
import uuid
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.rulebook.models import rule
from organizations.models import Invitation, Membership, Organization, OrganizationChange, forget_rights
from organizations.notices import announce_right
from organizations.rules.memberships import administers, holds_no_post, lets_people_in
from organizations.workflow import people_workflow

LONGEST = 72  # hours, whatever a rule says
CHANGES = {Membership.Right.EDITOR: "make_editor", Membership.Right.READER: "make_reader"}  # right -> the step to it


class NoInvitation(Exception):
    """Unknown, used or expired: all alike, so that nobody learns which."""


def invite(organization: Organization, *, by: User, right: str, token: uuid.UUID, now: datetime) -> str:
    """The secret of a new single-use link; only its hash is kept.

    The secret is drawn from the form's token, so the same form sent twice gives the same invitation.
    """
    people_workflow.require("invite", organization, by)
    hours = min(rule("invitation-hours", area=organization.area.code, on=timezone.localdate(now)), LONGEST)
    secret = salted_hmac("organizations.invitation", f"{organization.pk}:{token}", algorithm="sha256").hexdigest()[:43]
    with transaction.atomic():
        _invitation, made = Invitation.objects.get_or_create(
            token_hash=_hash(secret),
            defaults={"organization": organization, "right": right, "by": by,
                      "expires_at": now + timedelta(hours=hours)},
        )
        if made:
            _record(organization, "invite", by=by, note=str(Membership.Right(right).value))
    return secret


def find(secret: str, *, now: datetime) -> Invitation:
    """The invitation that still stands. Raises NoInvitation."""
    invitation = Invitation.objects.standing(now=now).select_related("organization__area", "by").filter(
        token_hash=_hash(secret)).first()
    if invitation is None:
        raise NoInvitation
    return invitation


def withdraw(invitation: Invitation, *, by: User, now: datetime) -> None:
    """The link lets nobody in any more; done twice it stays done. Raises ValidationError when it was used already."""
    people_workflow.require("withdraw_invitation", invitation.organization, by)
    with transaction.atomic():
        if Invitation.objects.standing(now=now).filter(pk=invitation.pk).update(expires_at=F("created_at")):
            _record(invitation.organization, "withdraw_invitation", by=by, note=invitation.right)
        elif Invitation.objects.filter(pk=invitation.pk).exclude(used_at=None).exists():
            raise ValidationError(_("Somebody has used this invitation already; end the membership instead."))


def accept(secret: str, *, by: User, now: datetime) -> Membership:
    """Use the link once: of two people at the same moment one gets in; one person tapping twice is let in once.

    Raises NoInvitation or ValidationError.
    """
    try:
        return _use(secret, by=by, now=now)
    except (NoInvitation, ValidationError):
        let_in = Membership.objects.filter(
            user=by, ended_at=None, organization__in=Invitation.objects.filter(
                token_hash=_hash(secret), used_by=by).values("organization")).first()
        if let_in is None:
            raise
        return let_in


def _use(secret: str, *, by: User, now: datetime) -> Membership:
    invitation = find(secret, now=now)
    people_workflow.require("join", invitation.organization, by)
    already = ValidationError(_("You act for this organization already; the invitation stays unused."))
    if invitation.organization.memberships.filter(user=by, ended_at=None).exists():
        raise already
    try:
        with transaction.atomic():
            won = Invitation.objects.standing(now=now).filter(pk=invitation.pk).update(used_at=now, used_by=by)
            if not won:
                raise NoInvitation
            membership = Membership.objects.create(
                organization=invitation.organization, user=by, right=invitation.right)
            _record(invitation.organization, "join", by=by, note=invitation.right)
    except IntegrityError as error:  # the same person in two tabs, with two invitations
        raise already from error
    forget_rights(by)
    return membership


def end(membership: Membership, *, by: User, now: datetime) -> None:
    """End one membership; done twice it stays done. The last administrator who acts cannot go."""
    organization = membership.organization
    people_workflow.require("leave", organization, by)
    may = membership.user_id == by.pk or lets_people_in(by, organization)
    if not may:
        raise PermissionDenied(may)
    with transaction.atomic():
        _lock(organization)
        if _is_last_administrator(membership):
            raise ValidationError(_("The last administrator cannot leave. Hand the right over first."))
        if Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=now):
            _record(organization, "leave", by=by, note=str(membership.user))
    forget_rights(membership.user)
    forget_rights(by)


def hand_over(membership: Membership, *, by: User) -> None:
    """Make this member the administrator; an administrator who hands over becomes an editor. Done twice it stays done.
    """
    organization = membership.organization
    people_workflow.require("hand_over", organization, by)
    with transaction.atomic():
        _lock(organization)
        standing = _standing(membership)
        if standing.exclude(right=Membership.Right.ADMINISTRATOR).update(right=Membership.Right.ADMINISTRATOR):
            if administers(by, organization):
                organization.memberships.filter(user=by, ended_at=None).update(right=Membership.Right.EDITOR)
            change = _record(organization, "hand_over", by=by, note=str(membership.user))
            announce_right(change, membership, Membership.Right.ADMINISTRATOR.value)
    membership.right = Membership.Right.ADMINISTRATOR
    forget_rights(membership.user)
    forget_rights(by)


def change_right(membership: Membership, *, right: str, by: User) -> None:
    """Make an editor a reader or the other way round; done twice it stays done. Raises ValidationError."""
    organization = membership.organization
    action = CHANGES.get(right)  # type: ignore[call-overload]
    if action is None:
        raise _only_handed_over()
    people_workflow.require(action, organization, by)
    with transaction.atomic():
        _lock(organization)
        standing = _standing(membership)
        if standing.filter(right=Membership.Right.ADMINISTRATOR).exists():
            raise _only_handed_over()
        if standing.exclude(right=right).update(right=right):
            change = _record(organization, action, by=by, note=str(membership.user))
            announce_right(change, membership, right)
    membership.right = right
    forget_rights(membership.user)


def _only_handed_over() -> ValidationError:
    return ValidationError(_(
        "A member becomes editor or reader here; the administrator's right is given and taken by handing it over."))


def _standing(membership: Membership) -> QuerySet[Membership]:
    """The row of somebody who may be given a right. Raises ValidationError: gone, or holding an officer's post."""
    standing = Membership.objects.filter(pk=membership.pk, ended_at=None)
    if not standing.exists():
        raise ValidationError(_("This person no longer acts for the organization."))
    if not holds_no_post(membership.user):
        raise ValidationError(_("This person holds an officer's post and does not act for an organization."))
    return standing


def _is_last_administrator(membership: Membership) -> bool:
    """Whether nobody else administers: an officer does not, so an officer goes whenever, and keeps nobody's place."""
    administrators = membership.organization.memberships.acting().filter(
        right=Membership.Right.ADMINISTRATOR).values_list("pk", flat=True)
    return list(administrators) == [membership.pk]


def _lock(organization: Organization) -> None:
    """One change of the members at a time, so that two administrators cannot both leave."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _record(organization: Organization, action: str, *, by: User, note: str) -> OrganizationChange:
    """A line in the organization's history; who belongs to it is no change of its entry, so no new version."""
    return organization.changes.create(
        action=action, old=organization.status, new=organization.status, by=by, by_name=str(by), note=note,
        thing_name=organization.name, version=organization.version,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
