"""Batches (批量办理): one action of the table taken on many things of a list, and what became of each."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incubator.sentences import say


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user) -> "BatchQuerySet":
        """Everybody's own ones only: the things' own histories tell the others."""
        return self.filter(by=user) if user.is_authenticated else self.none()


class Batch(models.Model):
    """What one person set going: the row stands before the first thing moves, so that a killed one can be gone on with.

    The same form sent twice (same token) is the same batch.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="batches", verbose_name=_("by"))
    page = models.CharField(_("list"), max_length=60)  # the URL name of the list
    query = models.CharField(_("filter"), max_length=1000, blank=True)  # how the list stood; the way back leads there
    action = models.SlugField(_("step"))
    note = models.TextField(_("Reason"), blank=True)
    started_at = models.DateTimeField(_("time"), auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("batch"), _("batches")

    def __str__(self) -> str:
        return f"{self.page} {self.action} {self.started_at:%Y-%m-%d %H:%M}"


class BatchItem(models.Model):
    """One thing of a batch: the version its person saw, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Not reached yet")
        DONE = "done", _("Done")
        STALE = "stale", _("Changed meanwhile")
        FORBIDDEN = "forbidden", _("Not yours to do")
        CONFLICT = "conflict", _("Not possible now")
        INCOMPLETE = "incomplete", _("Something is still missing")
        MISSING = "missing", _("Not there")
        FAULT = "fault", _("Fault of the platform")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="items", verbose_name=_("batch"))
    thing = models.BigIntegerField(_("number"))
    seen = models.PositiveIntegerField(_("version"))
    name = models.CharField(_("what"), max_length=200, blank=True)  # empty: nothing the person sees
    href = models.CharField(max_length=200, blank=True)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome, default=Outcome.WAITING)
    told = models.JSONField(_("Reason"), default=list)  # `sentences.Kept`, so that every reader has their own language

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("item of a batch"), _("items of batches")
        constraints = [
            models.UniqueConstraint(fields=["batch", "thing"], name="one_item_per_thing_of_a_batch"),
        ]

    def __str__(self) -> str:
        return self.name or gettext("Number %(n)s") % {"n": self.thing}

    @property
    def words(self) -> str:
        """Why it was not done, in the language of the moment."""
        return "\n".join(say(one) for one in self.told)

    @property
    def left(self) -> int:
        """The version in which a step done left the thing."""
        return self.seen + 1
