"""The inbox and the outgoing mail: one letter row per person and channel, written with the change it tells of."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.leases import Leased, LeasedQuerySet


class LetterQuerySet(LeasedQuerySet):
    def inbox_of(self, user) -> "LetterQuerySet":
        return self.filter(recipient=user, channel=Letter.Channel.INBOX)


class Letter(Leased):
    """A letter. Its words are a template name and parameters, so each reader gets their own language."""

    class Channel(models.TextChoices):
        INBOX = "inbox", _("Inbox")
        MAIL = "mail", _("Mail")

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", verbose_name=_("recipient"))
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    key = models.CharField(max_length=120)  # what it tells of, e.g. «report:12:due-1»
    template = models.SlugField()  # a name in incubator/notices/wording.py
    params = models.JSONField(default=dict)
    url = models.CharField(max_length=200, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # stable over repeats
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = LetterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("letter"), _("letters")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "channel", "key"], name="one_letter_per_person_and_channel"),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(channel="mail", done_at=None), name="letters_to_send"),
            models.Index(fields=["recipient"], condition=Q(channel="inbox", read_at=None), name="letters_unread"),
        ]
