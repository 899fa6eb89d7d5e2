"""The people who act for an organization, and how they are let in."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organizations.models.organizations import Organization


class MembershipQuerySet(models.QuerySet):
    def acting(self) -> "MembershipQuerySet":
        """Those whose people act for the organization now: an officer never does, whatever stands from before the post.
        """
        return self.filter(ended_at=None, user__is_active=True, user__roles=None)

    def writing(self) -> "MembershipQuerySet":
        """Those of them whose people write its reports: readers look, so what is asked of them nobody answers."""
        return self.acting().filter(right__in=Membership.WRITING)


class Membership(models.Model):
    """One person's right to act for one organization."""

    class Right(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator")
        EDITOR = "editor", _("Editor")
        READER = "reader", _("Reader")

    WRITING = (Right.ADMINISTRATOR, Right.EDITOR)

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="memberships", verbose_name=_("organization"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    right = models.CharField(_("right"), max_length=20, choices=Right, default=Right.EDITOR)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("portal member"), _("portal members")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "user"], condition=Q(ended_at=None), name="one_membership_per_person"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"


class InvitationQuerySet(models.QuerySet):
    def standing(self, *, now: datetime) -> "InvitationQuerySet":
        """Those that still let somebody in: neither used nor over."""
        return self.filter(used_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """A single-use link (at most 72 hours) into an organization already on record; withdrawing it ends its time."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="invitations")
    token_hash = models.CharField(_("hash of the link's secret"), max_length=64, unique=True)  # sha256
    right = models.CharField(_("right"), max_length=20, choices=Membership.Right, default=Membership.Right.EDITOR)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("invited by"), related_name="+")
    created_at = models.DateTimeField(_("invited at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("used by"), related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
