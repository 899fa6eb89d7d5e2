"""Filings (备案) at the street: the matter, its papers, its number and its certificate."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.documents.models import Document
from incubator.workflow import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.organizations import Organization


class FilingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "FilingQuerySet":
        """Members see their own; officers what was handed in within their areas, or stands there once filed.

        A draft that moves to another street stays with the office that has it until it is handed in there.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Q(organization__in=own_organizations(user))
        if not user.is_officer:
            return self.filter(mine)
        filed_there = within("organization__area__code", user.reading_codes) & Q(status=Filing.Status.APPROVED)
        theirs = within("received_in__code", user.reading_codes) | filed_there
        return self.filter(mine | theirs)


class Filing(Tracked):
    """The request of one organization to be filed. The facts asked for stand on the draft organization."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        SUBMITTED = "submitted", _("Submitted")  # 待审核
        RETURNED = "returned", _("Returned for correction")  # 退回补正
        APPROVED = "approved", _("Filed")  # 已备案
        REFUSED = "refused", _("Refused")  # 不予备案
        WITHDRAWN = "withdrawn", _("Withdrawn")  # 已撤回

    tracked = ("receipt_no",)

    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="filings")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    receipt_no = models.CharField(_("receipt number"), max_length=30, blank=True, editable=False)
    hand_ins = models.PositiveSmallIntegerField(_("times handed in"), default=0, editable=False)
    received_in = models.ForeignKey(  # where it lay when it was handed in last: the draft may have moved since
        Area, models.PROTECT, null=True, blank=True, editable=False, verbose_name=_("received in"), related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    answer_due_on = models.DateField(_("answer due on"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    facts = models.JSONField(_("answers handed in"), default=dict, editable=False)  # masked snapshot at the last submit
    previous_facts = models.JSONField(  # the one before: what a correction changed
        _("answers handed in before"), default=dict, editable=False)
    remarks = models.JSONField(_("remarks of the office"), default=dict, editable=False)  # field name -> text

    objects = FilingQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("filing"), _("filings")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(status__in=["draft", "submitted", "returned"]),
                name="one_open_filing_per_organization",
                violation_error_message=_("A filing of this organization is open already."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | ~Q(receipt_no=""),
                name="submitted_filing_has_a_receipt",
                violation_error_message=_("A submitted filing has a receipt number."),
            ),
        ]

    def __str__(self) -> str:
        return self.organization.name


class FilingChange(Change):
    filing = change_of("organizations.Filing")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a filing"), _("changes of filings")


class FilingMaterial(models.Model):
    """One paper put to a filing, as the organization has it now."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter")  # 章程
        VENUE = "venue_proof", _("Proof of venue")  # 场所证明
        ROSTER = "roster", _("List of members")  # 会员名册

    filing = models.ForeignKey(Filing, models.CASCADE, verbose_name=_("filing"), related_name="materials")
    kind = models.CharField(_("material"), max_length=20, choices=Kind)
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")

    class Meta:
        verbose_name, verbose_name_plural = _("material"), _("materials")
        constraints = [
            models.UniqueConstraint(fields=["filing", "kind"], name="one_paper_of_a_kind_per_filing"),
        ]


class HandedInPaper(models.Model):
    """A paper as it was at one hand-in: what the office reads, whatever the organization does to its draft since."""

    filing = models.ForeignKey(Filing, models.CASCADE, verbose_name=_("filing"), related_name="handed_in")
    kind = models.CharField(_("material"), max_length=20, choices=FilingMaterial.Kind)
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    hand_in = models.PositiveSmallIntegerField(_("number of the hand-in"))  # the filing's `hand_ins` of that day

    class Meta:
        verbose_name, verbose_name_plural = _("paper handed in"), _("papers handed in")
        constraints = [
            models.UniqueConstraint(fields=["filing", "kind", "hand_in"], name="one_paper_of_a_kind_per_hand_in"),
        ]


class FilingNumber(models.Model):
    """The last number given per street, year and class: taken in the approving transaction, so without gaps."""

    street_code = models.CharField(_("street code"), max_length=9)
    year = models.PositiveSmallIntegerField(_("year"))
    category = models.CharField(_("class"), max_length=20)
    last = models.PositiveIntegerField(_("last number given"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("counter of filing numbers"), _("counters of filing numbers")
        constraints = [
            models.UniqueConstraint(
                fields=["street_code", "year", "category"], name="one_counter_per_street_year_class"),
        ]


def public_code() -> str:
    """What the QR code's address holds: short, unguessable."""
    return secrets.token_urlsafe(12)


class Certificate(models.Model):
    """A filing certificate; its public page says whether it stands."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="certificates")
    filing = models.OneToOneField(
        Filing, models.PROTECT, verbose_name=_("filing"), related_name="certificate")
    number = models.CharField(_("filing number"), max_length=30, unique=True)
    code = models.CharField(_("code of the public page"), max_length=32, unique=True, default=public_code)
    issued_on = models.DateField(_("issued on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("certificate"), _("certificates")

    def __str__(self) -> str:
        return self.number
