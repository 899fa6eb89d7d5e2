"""Progress reports: one per project and period; made by the platform, told by the organization."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incubator.documents.models import Document
from incubator.tracking import Change, Tracked, change_of
from projects.models.projects import Project

LONGEST = 4000  # characters of each part of the narrative


class ProgressReportQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ProgressReportQuerySet":
        return self.filter(project__in=Project.objects.visible_to(user))

    def open(self) -> "ProgressReportQuerySet":
        """Reports the organization still has to hand in."""
        return self.filter(status__in=ProgressReport.OPEN)

    def overdue(self, today: date) -> "ProgressReportQuerySet":
        return self.open().filter(due_on__lt=today)


class ProgressReport(Tracked):
    """The report of one period.

    `figures` follows the records while the organization has the report, stands still while the officer has it, and
    never changes once it is accepted. `due_on` is never moved after the report was made.
    """

    class Status(models.TextChoices):
        DUE = "due", _("To be filled in")  # 待填报
        SUBMITTED = "submitted", _("Submitted")  # 待审核
        RETURNED = "returned", _("Returned for correction")  # 退回补正
        ACCEPTED = "accepted", _("Accepted")  # 已通过

    OPEN = (Status.DUE, Status.RETURNED)
    AT_WORK = (*OPEN, Status.SUBMITTED)  # everything but accepted, which piles up over the years

    tracked = ("results", "problems", "next_plan", "returned_on")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="progress_reports")
    number = models.PositiveSmallIntegerField(_("report number"))  # 1, 2, 3 ... from the project's start
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))  # inclusive
    due_on = models.DateField(_("due on"))
    is_final = models.BooleanField(_("last report"), default=False)
    results = models.TextField(_("results"), blank=True, max_length=LONGEST)  # 工作成效
    problems = models.TextField(_("problems and help wanted"), blank=True, max_length=LONGEST)  # 存在问题
    next_plan = models.TextField(_("next plan"), blank=True, max_length=LONGEST)  # 下一步计划
    figures = models.JSONField(default=dict, editable=False)
    figures_at = models.DateTimeField(_("data time"), editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DUE, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_on = models.DateField(_("returned on"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        ordering = ("project", "number")
        verbose_name, verbose_name_plural = _("progress report"), _("progress reports")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_report_per_project_and_number"),
            models.UniqueConstraint(fields=["project", "period_start"], name="one_report_per_project_and_period"),
            models.CheckConstraint(
                condition=Q(status__in=["due", "returned"]) | ~Q(results=""), name="submitted_report_tells_results",
                violation_error_message=_("Say what came of the work before submitting.")),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="period_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="reports_by_status_and_due_day"),
            # Lists and counts over an area's projects are answered from it alone; the rows with figures are not read.
            models.Index(fields=["project", "status", "due_on", "id"], name="reports_of_a_project_by_state"),
            # The dashboard, on PostgreSQL: those at work alone, in the order in which they are due.
            models.Index(
                fields=["due_on", "id", "project", "status"], name="reports_at_work",
                condition=Q(status__in=["due", "returned", "submitted"])),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.period_start} - {self.period_end}"


class ProgressReportChange(Change):
    report = change_of("projects.ProgressReport")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a progress report"), _("changes of progress reports")


class ReportFile(models.Model):
    """A report set as DOCX or PDF. `content_key` is the hash of what was set: the same content gives the same file."""

    class Kind(models.TextChoices):
        DOCX = "docx", "DOCX"
        PDF = "pdf", "PDF"

    report = models.ForeignKey(ProgressReport, models.CASCADE, related_name="files")
    kind = models.CharField(max_length=4, choices=Kind)
    content_key = models.CharField(max_length=64)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("report file"), _("report files")
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "content_key"], name="one_file_per_report_and_content"),
        ]
