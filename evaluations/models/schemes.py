"""Schemes: the tree of indicators by which organizations or projects are scored."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.models import marking
from incubator.accounts.models import Area, within
from incubator.tracking import Change, Tracked, change_of


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SchemeQuerySet":
        return self.filter(within("area__code", user.reading_codes)) if user.is_authenticated else self.none()


class Scheme(Tracked):
    """A tree of indicators; once in use it is fixed, and a change is a new scheme."""

    class Target(models.TextChoices):
        ORGANIZATION = "organization", _("Organizations")  # 组织建设 / 管理服务 / 工作绩效
        PROJECT = "project", _("Projects")  # 政府导向 / 创新程度 / 社会效益

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        READY = "ready", _("Ready")  # 已启用
        RETIRED = "retired", _("Retired")  # 已停用

    tracked = ("name", "target", "source")

    area = models.ForeignKey(Area, models.PROTECT, related_name="schemes", verbose_name=_("area"))
    name = models.CharField(_("scheme"), max_length=100)
    target = models.CharField(_("judges"), max_length=20, choices=Target)
    source = models.CharField(_("source"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("scheme"), _("schemes")

    def __str__(self) -> str:
        return self.name

    def rows(self) -> list[dict]:
        """The indicators as plain rows, siblings in order: what a review day freezes and `marking.plant` takes."""
        indicators = self.indicators.order_by("order", "pk").values(
            "id", "parent", "name", "weight", "max_points", "may_not_apply", "guidance")
        return [dict(row) for row in indicators]

    def tree(self) -> tuple[marking.Node, ...]:
        return marking.plant(self.rows())


class SchemeChange(Change):
    scheme = change_of("evaluations.Scheme")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a scheme"), _("changes of schemes")


class Indicator(models.Model):
    """A node of the tree. Weights are whole points out of the parent's; a leaf is scored from 0 to its points.

    The weights of siblings sum to 100 (percent of the parent), checked when the scheme is made ready.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="indicators")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    name = models.CharField(_("indicator"), max_length=100)
    guidance = models.CharField(_("how to score"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight, percent"))  # percent of the parent
    max_points = models.PositiveSmallIntegerField(_("full mark"), default=100)  # of a leaf, in points
    may_not_apply = models.BooleanField(_("may be «not applicable»"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("scheme", "order", "pk")
        verbose_name, verbose_name_plural = _("indicator"), _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "parent", "name"], name="one_indicator_per_name"),
            models.UniqueConstraint(
                fields=["scheme", "name"], condition=Q(parent=None), name="one_dimension_per_name"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="indicator_weight_1_to_100",
                violation_error_message=_("A weight is 1 to 100.")),
            models.CheckConstraint(condition=Q(max_points__gt=0), name="indicator_has_points"),
        ]

    def __str__(self) -> str:
        return self.name
