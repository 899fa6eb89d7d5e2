"""Score sheets: one per subject and panelist, scored leaf by leaf, signed once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evaluations.models.days import Panelist, Subject
from evaluations.models.schemes import Indicator
from incubator.accounts.models import within
from incubator.tracking import Change, Tracked, change_of
from organizations.models import own_organizations


class SheetQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SheetQuerySet":
        """Their own sheets only: what an evaluator wrote is no one else's to read before the lock.

        Officers follow the day on its board and read scores in the frozen results. Whoever joined the judged
        organization or its host after scoring began cannot open the sheet any more.
        """
        if not user.is_authenticated:
            return self.none()
        mine = self.filter(panelist__user=user)
        if not (own := own_organizations(user)):  # most evaluators: a hall of them saves every few seconds
            return mine
        joined = Q(subject__organization__in=own) | Q(subject__project__host__in=own)
        return mine.exclude(joined & ~Q(status=Sheet.Status.RECUSED))

    def overseen_by(self, user) -> "SheetQuerySet":
        """For the officers' acts on a sheet (recording a recusal): its state, never its marks."""
        return self.filter(within("subject__day__area__code", user.reading_codes))


class Sheet(Tracked):
    """One evaluator's judgement of one subject. Opening it asks for the conflict declaration first."""

    class Status(models.TextChoices):
        ASSIGNED = "assigned", _("Not started")  # 未开始
        OPEN = "open", _("Scoring")  # 评分中: no conflict declared, scores may be typed
        RECUSED = "recused", _("Recused")  # 已回避
        SIGNED = "signed", _("Signed")  # 已签名提交

    class Bar(models.TextChoices):
        """Why the system keeps a panelist from a subject."""

        MEMBER = "member", _("is or lately was a member of the judged organization")
        SPEAKER = "speaker", _("speaks for the judged organization")
        CONTACT = "contact", _("is the contact person of the judged organization")
        RELATED = "related", _("speaks for an organization with the same head or telephone")
        RECIPROCAL = "reciprocal", _("is judged on the same day by the judged organization")

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="sheets", verbose_name=_("subject of the review"))
    panelist = models.ForeignKey(Panelist, models.PROTECT, related_name="sheets", verbose_name=_("evaluator"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ASSIGNED, editable=False)
    recusal_reason = models.CharField(_("reason of recusal"), max_length=300, blank=True)
    barred = models.CharField(_("barred because"), max_length=20, choices=Bar, blank=True, editable=False)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    saves = models.PositiveIntegerField(default=0, editable=False)  # saves so far: the order of drafts
    saver = models.CharField(max_length=40, blank=True, editable=False)  # the open page that saved last
    saver_seq = models.PositiveIntegerField(default=0, editable=False)  # that page's own count of its saves
    scored = models.PositiveSmallIntegerField(default=0, editable=False)  # leaves answered so far
    total = models.CharField(max_length=200, blank=True, editable=False)  # exact, «n/d», once all leaves are answered
    signed_at = models.DateTimeField(_("signed at"), null=True, blank=True, editable=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ("subject", "panelist")
        verbose_name, verbose_name_plural = _("score sheet"), _("score sheets")
        constraints = [
            models.UniqueConstraint(fields=["subject", "panelist"], name="one_sheet_per_subject_and_panelist"),
            models.CheckConstraint(
                condition=~Q(status="recused") | ~Q(recusal_reason="") | ~Q(barred=""),
                name="recused_sheet_has_a_reason",
                violation_error_message=_("Say why you step aside.")),
            models.CheckConstraint(
                condition=~Q(status="signed") | (~Q(total="") & Q(signed_at__isnull=False)),
                name="signed_sheet_has_a_total"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.panelist}"


class SheetChange(Change):
    sheet = change_of("evaluations.Sheet")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a score sheet"), _("changes of score sheets")


class SavedMarks(models.Model):
    """One save of a sheet as it came in, kept for good: scores change, but are never destroyed."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="saved_marks")
    number = models.PositiveIntegerField()  # the sheet's `saves` after it
    marks = models.JSONField()  # leaf id -> hundredths, "na" or null
    comment = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("saved marks"), _("saved marks")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_row_per_save"),
        ]


class Score(models.Model):
    """The points of one leaf on one sheet, in hundredths of a point; none with `not_applicable`.

    No points and applicable: not answered (yet, or any more).
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="scores")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="scores")
    hundredths = models.PositiveIntegerField(null=True, blank=True)
    not_applicable = models.BooleanField(default=False)

    class Meta:
        verbose_name, verbose_name_plural = _("mark on an indicator"), _("marks on indicators")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "indicator"], name="one_score_per_sheet_and_leaf"),
            models.CheckConstraint(
                condition=Q(not_applicable=False) | Q(hundredths=None), name="no_points_where_not_applicable"),
        ]
