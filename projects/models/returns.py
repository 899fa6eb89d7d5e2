"""Money that was paid and comes back unspent (结余资金退回), as the street office records it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.money import yuan
from incubator.tracking import Change, Tracked, change_of
from projects.models.projects import Project
from projects.models.work import OfProjectQuerySet


class MoneyReturn(Tracked):
    """One sum that came back to the street, with the number of its receipt."""

    class Status(models.TextChoices):
        RECORDED = "recorded", _("Recorded")  # 已登记
        STRUCK = "struck", _("Struck out")  # 已作废

    tracked = ("amount_fen", "returned_on", "receipt_no")

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("project"), related_name="money_returns")
    amount_fen = models.BigIntegerField(_("amount"))
    returned_on = models.DateField(_("money returned on"))
    receipt_no = models.CharField(_("receipt or voucher number"), max_length=50)  # 收据号 or 进账单号
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECORDED, editable=False)

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ("-returned_on", "-pk")
        verbose_name, verbose_name_plural = _("return of money"), _("returns of money")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="money_return_has_an_amount",
                violation_error_message=_("The amount is more than zero.")),
            models.UniqueConstraint(
                fields=["project", "receipt_no"], condition=Q(status="recorded"), name="one_money_return_per_receipt",
                violation_error_message=_("A return with this receipt number is recorded already.")),
        ]

    def __str__(self) -> str:
        return f"{self.returned_on} {yuan(self.amount_fen)}"


class MoneyReturnChange(Change):
    money_return = change_of("projects.MoneyReturn")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a return of money"), _("changes of returns of money")
