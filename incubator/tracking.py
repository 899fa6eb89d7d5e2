"""What a thing needs to be moved by a workflow, and the change rows that tell of it afterwards."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Tracked(models.Model):
    """What a workflow can move: a status, a version against stale tabs, a token against double submits.

    `tracked` names the fields whose before and after the change rows keep; `changes` is the related name of its
    change rows.
    """

    tracked: tuple[str, ...] = ()

    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True

    def derive(self) -> None:
        """Fill the fields that follow from others (a name's pinyin); `save` and `create_many` call it."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)


class ChangeQuerySet(models.QuerySet):
    def telling(self) -> ChangeQuerySet:
        """As a history page shows them: the latest first, without the edits that touched nothing worth keeping."""
        return self.exclude(action="edit", note="", fields={}).order_by("-pk")


class Change(models.Model):
    """One row per action performed: history page and audit trail. It outlives the thing and the person."""

    action = models.SlugField(_("step"))
    old = models.CharField(_("status before"), max_length=20, blank=True)
    new = models.CharField(_("status after"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    thing_name = models.CharField(_("what"), max_length=200, blank=True)
    note = models.TextField(_("Reason"), blank=True)
    version = models.PositiveIntegerField(_("version"))
    fields = models.JSONField(_("before and after"), default=dict)  # name -> [before, after], masked
    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("pk",)


def change_of(model: str) -> models.ForeignKey:
    """The link from a change row to its thing: kept as a bare number once the thing is gone."""
    return models.ForeignKey(model, models.DO_NOTHING, db_constraint=False, related_name="changes")
