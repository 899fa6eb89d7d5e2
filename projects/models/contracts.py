"""Contracts and their instalments."""

from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from incubator.tracking import Change, Tracked, change_of
from organizations.models import Organization
from projects.models.projects import Project


class ContractQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ContractQuerySet":
        return self.filter(project__in=Project.objects.visible_to(user))


class Contract(Tracked):
    """The agreement on one project. Signed only when its instalments sum to its amount."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        SIGNED = "signed", _("Signed")  # 已签订
        ENDED = "ended", _("Ended")  # 已终止

    tracked = ("number", "signer", "amount_fen", "planned_fen", "signed_on")

    project = models.OneToOneField(Project, models.PROTECT, verbose_name=_("project"), related_name="contract")
    number = models.CharField(_("contract number"), max_length=30, unique=True)
    signer = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("signing party"), related_name="contracts")
    amount_fen = models.BigIntegerField(_("contract amount"))
    planned_fen = models.BigIntegerField(_("sum of instalments"), default=0, editable=False)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("contract"), _("contracts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(planned_fen=F("amount_fen")),
                name="instalments_sum_to_the_contract",
                violation_error_message=_("The instalments must sum to the contract amount.")),
            models.CheckConstraint(
                condition=~Q(status="signed") | Q(signed_on__isnull=False), name="signed_contract_has_a_date"),
        ]

    def __str__(self) -> str:
        return self.number


class ContractChange(Change):
    contract = change_of("projects.Contract")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a contract"), _("changes of contracts")


class InstalmentQuerySet(models.QuerySet):
    def visible_to(self, user) -> "InstalmentQuerySet":
        return self.filter(contract__project__in=Project.objects.visible_to(user))

    def paid_on_project(self, project: int) -> int:
        """What of the project's price was paid so far, in fen."""
        paid = self.filter(contract__project=project, status=Instalment.Status.PAID)
        return paid.aggregate(total=Sum("amount_fen"))["total"] or 0


class Instalment(Tracked):
    """One part of the price and what must have happened before it is paid."""

    class Trigger(models.TextChoices):
        AGREEMENT = "agreement", _("On signing")  # 签约后
        REPORT_ACCEPTED = "report_accepted", _("When a progress report is accepted")  # 进度报告通过后
        MIDTERM_PASS = "midterm_pass", _("When the mid-term review is passed")  # 中期评估通过后
        ACCEPTANCE = "acceptance", _("When the project is accepted")  # 验收通过后

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")  # 待触发
        PAYABLE = "payable", _("Payable")  # 可拨付
        PAID = "paid", _("Paid")  # 已拨付
        STOPPED = "stopped", _("No longer paid")  # 不再拨付: the project was terminated first

    tracked = ("amount_fen", "paid_on", "payment_no")

    contract = models.ForeignKey(Contract, models.CASCADE, verbose_name=_("contract"), related_name="instalments")
    order = models.PositiveSmallIntegerField(_("instalment"))
    amount_fen = models.BigIntegerField(_("amount"))
    trigger = models.CharField(_("paid when"), max_length=20, choices=Trigger)
    report_number = models.PositiveSmallIntegerField(_("report number"), null=True, blank=True)  # for REPORT_ACCEPTED
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.WAITING, editable=False)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    payment_no = models.CharField(_("payment voucher number"), max_length=50, blank=True)  # 拨付凭证号

    objects = InstalmentQuerySet.as_manager()

    class Meta:
        ordering = ("contract", "order")
        verbose_name, verbose_name_plural = _("instalment"), _("instalments")
        constraints = [
            models.UniqueConstraint(fields=["contract", "order"], name="one_instalment_per_order"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="instalment_has_an_amount"),
            models.CheckConstraint(
                condition=~Q(status="paid") | Q(paid_on__isnull=False), name="paid_instalment_has_a_date"),
            models.CheckConstraint(
                condition=Q(trigger="report_accepted", report_number__isnull=False, report_number__gte=1)
                | (~Q(trigger="report_accepted") & Q(report_number=None)),
                name="instalment_names_the_report_it_waits_for",
                violation_error_message=_("Name the report this instalment waits for, and only then.")),
        ]

    def __str__(self) -> str:
        return f"{self.contract} #{self.order}"


class InstalmentChange(Change):
    instalment = change_of("projects.Instalment")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an instalment"), _("changes of instalments")
