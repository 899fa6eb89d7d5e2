"""How an organization grows (成长档案): the stages the office sees it in, and the visits that coach it (走访、辅导)."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.tracking import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.organizations import Organization

LONGEST = 2000  # characters of each part of what a visit tells


class GrowthQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Whoever sees the organization; its own people only what stands: what was taken out was never about them."""
        seen = self.filter(organization__in=Organization.objects.visible_to(user))
        return seen.exclude(status="removed", organization__in=own_organizations(user))

    def standing(self) -> Self:
        return self.exclude(status="removed")


class CoachingVisitQuerySet(GrowthQuerySet):
    def due(self, *, on) -> Self:
        """The last visit of each organization, where the next one was agreed for a day that has come.

        Whatever visit comes after it answers it, a few days early too.
        """
        later = CoachingVisit.objects.standing().filter(organization=OuterRef("organization")).filter(
            Q(visited_on__gt=OuterRef("visited_on")) | Q(visited_on=OuterRef("visited_on"), pk__gt=OuterRef("pk")))
        return self.standing().filter(
            ~Exists(later), next_on__lte=on, organization__in=Organization.objects.on_record())


class CoachingVisit(Tracked):
    """One visit of the street office: who went, what about, what was found, what was agreed.

    `internal_note` is the office's own and stands in no change row: those are read by the organization too.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("Visit")  # 走访
        COACHING = "coaching", _("Coaching")  # 辅导

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")  # 已登记
        REMOVED = "removed", _("Taken out")  # 已移除

    tracked = ("kind", "visited_on", "visitors", "subject", "findings", "agreed", "next_on")
    area_path = "organization__area"

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="coaching_visits", verbose_name=_("organization"))
    office = models.ForeignKey(  # the street whose office went; an organization may move
        Area, models.PROTECT, related_name="+", editable=False, verbose_name=_("office"))
    kind = models.CharField(_("kind of visit"), max_length=20, choices=Kind, default=Kind.VISIT)
    visited_on = models.DateField(_("visited on"))
    visitors = models.CharField(_("who went"), max_length=200)
    subject = models.CharField(_("subject of the visit"), max_length=100)
    findings = models.TextField(_("what was found"), max_length=LONGEST)
    agreed = models.TextField(_("what was agreed"), max_length=LONGEST, blank=True)
    next_on = models.DateField(_("next visit on"), null=True, blank=True)
    internal_note = models.TextField(_("internal note of the office"), max_length=LONGEST, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECORDED, editable=False)

    objects = CoachingVisitQuerySet.as_manager()

    class Meta:
        ordering = ("-visited_on", "-pk")
        verbose_name, verbose_name_plural = _("coaching visit"), _("coaching visits")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on=None) | Q(next_on__gt=F("visited_on")), name="next_visit_comes_after_this_one",
                violation_error_message=_("The next visit comes after this one.")),
        ]
        indexes = [models.Index(fields=["organization", "visited_on"], name="visits_of_an_organization")]

    def __str__(self) -> str:
        return self.subject

    @property
    def area(self) -> Area:
        """The organization's."""
        return self.organization.area


class CoachingVisitChange(Change):
    visit = change_of("organizations.CoachingVisit")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a coaching visit"), _("changes of coaching visits")


class GrowthStage(Tracked):
    """From a day on the office sees the organization in this stage, until the next row. Stages are a local rule.

    The name is kept as the rule had it on the day it was set: a ladder that is renamed later changes no file.
    """

    class Status(models.TextChoices):
        STANDING = "standing", _("On the file")  # 在册
        REMOVED = "removed", _("Taken out")  # 已移除

    tracked = ("stage", "name", "since", "reason")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="growth_stages", verbose_name=_("organization"))
    stage = models.SlugField(_("code of the stage"), max_length=40)
    name = models.CharField(_("stage of growth"), max_length=50)
    since = models.DateField(_("in this stage since"))
    reason = models.CharField(_("why this stage"), max_length=500)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.STANDING, editable=False)

    objects = GrowthQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        verbose_name, verbose_name_plural = _("stage of growth"), _("stages of growth")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "since"], condition=Q(status="standing"), name="one_stage_begins_on_a_day",
                violation_error_message=_("A stage begins on this day already.")),
        ]

    def __str__(self) -> str:
        return self.name


class GrowthStageChange(Change):
    stage = change_of("organizations.GrowthStage")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a stage of growth"), _("changes of stages of growth")


def with_stage(organizations: Any) -> Any:
    """Each organization with the name of the stage it is in as `stage_now` and the day as `stage_since`; else None."""
    latest = GrowthStage.objects.standing().filter(organization=OuterRef("pk")).order_by("-since", "-pk")
    return organizations.annotate(
        stage_now=models.Subquery(latest.values("name")[:1]), stage_since=models.Subquery(latest.values("since")[:1]))
