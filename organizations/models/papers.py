"""The papers of a matter: as its makers have them now, and as each hand-in gave them to the office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from incubator.documents.models import Document
from organizations.models.matters import Matter


class Material(models.Model):
    """One paper put to a matter, as the organization has it now."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter")  # 章程
        VENUE = "venue_proof", _("Proof of venue")  # 场所证明
        ROSTER = "roster", _("List of members")  # 会员名册
        RESOLUTION = "resolution", _("Resolution")  # 会议决议
        APPOINTMENT = "appointment", _("Paper on the new responsible person")  # 负责人任职文件
        LIQUIDATION = "liquidation", _("Liquidation report")  # 清算报告
        APPLICATION = "application", _("Application")  # 申请书
        CAPITAL = "capital", _("Proof of funds")  # 验资报告
        FINANCES = "finance_report", _("Financial report")  # 财务报告
        EVIDENCE = "evidence", _("Proof of what was done")  # 整改证明材料
        STAFF = "staff_list", _("List of full-time staff")  # 专职人员名册
        TAX = "tax_record", _("Proof of taxes and social security paid")  # 纳税和社保缴纳证明
        LOSS = "loss_statement", _("Declaration of the loss")  # 证书遗失声明

    matter = models.ForeignKey(Matter, models.CASCADE, verbose_name=_("matter"), related_name="materials")
    kind = models.CharField(_("material"), max_length=20, choices=Kind)
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("material"), _("materials")
        constraints = [
            models.UniqueConstraint(fields=["matter", "kind"], name="one_paper_of_a_kind_per_matter"),
        ]


class HandedInPaper(models.Model):
    """A paper as it was at one hand-in: what the office reads, whatever the organization does to its draft since."""

    matter = models.ForeignKey(Matter, models.CASCADE, verbose_name=_("matter"), related_name="handed_in")
    kind = models.CharField(_("material"), max_length=20, choices=Material.Kind)
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    hand_in = models.PositiveSmallIntegerField(_("number of the hand-in"))  # the matter's `hand_ins` of that day

    class Meta:
        verbose_name, verbose_name_plural = _("paper handed in"), _("papers handed in")
        constraints = [
            models.UniqueConstraint(fields=["matter", "kind", "hand_in"], name="one_paper_of_a_kind_per_hand_in"),
        ]
