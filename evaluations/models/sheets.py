"""Score sheets: one per subject and panelist, scored leaf by leaf, signed once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.models.days import Panelist, Subject
from evaluations.models.schemes import Indicator
from incubator.accounts.models import within
from incubator.workflow import Change, Tracked, change_of


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SheetQuerySet":
        """A panelist sees their own sheets; officers of the area see all, but score none."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(panelist__user=user) | within("subject__day__area__code", user.reading_codes))


class Sheet(Tracked):
    """One evaluator's judgement of one subject. Opening it asks for the conflict declaration first."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("Not started")  # 未开始
        OPEN = "open", _("Scoring")  # 评分中: no conflict declared, scores may be typed
        RECUSED = "recused", _("Recused")  # 已回避
        SIGNED = "signed", _("Signed")  # 已签名提交

    tracked = ("comment", "recusal_reason")

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="sheets")
    panelist = models.ForeignKey(Panelist, models.PROTECT, related_name="sheets")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ASSIGNED, editable=False)
    recusal_reason = models.CharField(_("reason of recusal"), max_length=300, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    saves = models.PositiveIntegerField(default=0, editable=False)  # autosaves so far: the order of drafts
    total = models.CharField(max_length=60, blank=True, editable=False)  # exact, as a fraction «n/d», once signed
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ("subject", "panelist")
        verbose_name, verbose_name_plural = _("score sheet"), _("score sheets")
        constraints = [
            models.UniqueConstraint(fields=["subject", "panelist"], name="one_sheet_per_subject_and_panelist"),
            models.CheckConstraint(
                condition=~Q(status="recused") | ~Q(recusal_reason=""), name="recused_sheet_has_a_reason",
                violation_error_message=_("Say why you step aside.")),
            models.CheckConstraint(
                condition=~Q(status="signed") | (~Q(total="") & Q(signed_at__isnull=False)),
                name="signed_sheet_has_a_total"),
        ]


class SheetChange(Change):
    sheet = change_of("evaluations.Sheet")


class Score(models.Model):
    """The points of one leaf on one sheet, in hundredths of a point; none with `not_applicable`."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="scores")
    hundredths = models.PositiveIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "indicator"], name="one_score_per_sheet_and_leaf"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(hundredths=None), name="no_points_where_not_applicable"),
        ]
