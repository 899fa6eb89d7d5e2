"""The work done and the money spent, as the organization records them."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from incubator.documents.models import Document
from incubator.tracking import Change, Tracked, change_of
from projects.models.projects import BudgetLine, Project


class OfProjectQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(project__in=Project.objects.visible_to(user))

    def standing(self) -> Self:
        """What counts: everything not struck out."""
        return self.filter(status="recorded")


class SpendingQuerySet(OfProjectQuerySet):
    def sharing_number(self, spending: "Spending | None" = None) -> "SpendingQuerySet":
        """The standing ones whose voucher number another standing one of the project bears too.

        With a spending, recorded or about to be: those that bear its number.
        """
        if spending is not None:
            return self.standing().filter(
                project=spending.project_id, voucher_no=spending.voucher_no).exclude(token=spending.token)
        others = Spending.objects.standing().filter(
            project=OuterRef("project"), voucher_no=OuterRef("voucher_no")).exclude(pk=OuterRef("pk"))
        return self.standing().filter(Exists(others))


class Activity(Tracked):
    """One service occasion. Person-times: attendees summed over sessions; beneficiaries: distinct persons."""

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")  # 已登记
        STRUCK = "struck", _("Struck out")  # 已作废

    tracked = ("date", "place", "content", "sessions", "person_times", "beneficiaries", "hours", "volunteers")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="activities")
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=100)
    content = models.TextField(_("content"))
    sessions = models.PositiveIntegerField(_("sessions"), default=1)  # 场次
    person_times = models.PositiveIntegerField(_("person-times"))  # 服务人次
    beneficiaries = models.PositiveIntegerField(_("distinct beneficiaries"))  # 受益人数
    hours = models.DecimalField(_("service hours"), max_digits=8, decimal_places=2)  # 服务时长, quarter hours
    volunteers = models.PositiveIntegerField(_("volunteers"), default=0)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECORDED, editable=False)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ("-date", "-pk")
        verbose_name, verbose_name_plural = _("activity"), _("activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(person_times__gte=F("beneficiaries")), name="person_times_cover_beneficiaries"),
            models.CheckConstraint(
                condition=Q(sessions__gt=0), name="activity_has_a_session",
                violation_error_message=_("At least one session.")),
            models.CheckConstraint(
                condition=Q(hours__gte=0), name="activity_hours_not_negative",
                violation_error_message=_("Hours cannot be negative.")),
            models.CheckConstraint(
                condition=Q(hours=Round(F("hours") * 4) / 4), name="activity_hours_in_quarters",
                violation_error_message=_("Hours go in quarters: 0.25, 0.5, 0.75, 1.")),
        ]
        indexes = [models.Index(fields=["project", "date"], name="activities_of_a_period")]

    def __str__(self) -> str:
        return f"{self.date} {self.place}"


class ActivityChange(Change):
    activity = change_of("projects.Activity")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an activity"), _("changes of activities")


class ActivityPhoto(models.Model):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="photos")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("photo of an activity"), _("photos of activities")


class Spending(Tracked):
    """One payment out of a budget line, with its voucher."""

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")  # 已登记
        STRUCK = "struck", _("Struck out")  # 已作废

    tracked = ("line", "date", "amount_fen", "payee", "purpose", "voucher_no")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="spendings")
    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name=_("budget line"), related_name="spendings")
    date = models.DateField(_("date"))
    amount_fen = models.BigIntegerField(_("amount"))
    payee = models.CharField(_("payee"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=200)
    voucher_no = models.CharField(_("voucher number"), max_length=50)
    voucher = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("voucher"), related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECORDED, editable=False)

    objects = SpendingQuerySet.as_manager()

    class Meta:
        ordering = ("-date", "-pk")
        verbose_name, verbose_name_plural = _("spending"), _("spendings")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="spending_has_an_amount",
                violation_error_message=_("The amount is more than zero.")),
        ]
        indexes = [models.Index(fields=["project", "date"], name="spendings_of_a_period")]

    def __str__(self) -> str:
        return f"{self.date} {self.purpose}"


class SpendingChange(Change):
    spending = change_of("projects.Spending")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a spending"), _("changes of spendings")
