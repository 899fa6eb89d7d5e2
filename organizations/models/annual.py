"""The annual report (年报/年检): a campaign of a street about one year, and what each organization owes it."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.accounts.models import Area, within
from incubator.rulebook.models import rule_within
from incubator.tracking import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.organizations import Organization


class AnnualCampaignQuerySet(models.QuerySet["AnnualCampaign"]):
    def visible_to(self, user) -> "AnnualCampaignQuerySet":
        """Officers of the street and of its district; the organizations see what they owe, not the campaign."""
        if not (user.is_authenticated and user.is_officer):
            return self.none()
        return self.filter(within("area__code", user.reading_codes))

    def held(self, pk: int) -> "AnnualCampaign":
        """The campaign, kept by this transaction: whoever else hands in, closes it or brings it up to date waits.

        (SQLite has one writer anyway; the lock is for PostgreSQL.)
        """
        return self.select_related("area").select_for_update(no_key=True, of=("self",)).get(pk=pk)


class AnnualCampaign(Tracked):
    """One street asks for the reports about one year, until a day."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        OPEN = "open", pgettext_lazy("annual campaign", "Open")  # 进行中
        CLOSED = "closed", pgettext_lazy("annual campaign", "Closed")  # 已结束

    tracked = ("year", "due_on", "note")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("street"), related_name="annual_campaigns")
    year = models.PositiveSmallIntegerField(_("year"))
    due_on = models.DateField(_("to be handed in by"))
    note = models.CharField(_("note to the organizations"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)

    objects = AnnualCampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "pk")
        verbose_name, verbose_name_plural = _("annual campaign"), _("annual campaigns")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"], name="one_annual_campaign_per_street_and_year",
                violation_error_message=_("There is a campaign of this street about this year already.")),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} · {self.year}"


class AnnualCampaignChange(Change):
    campaign = change_of("organizations.AnnualCampaign")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an annual campaign"), _("changes of annual campaigns")


def is_late(on: date, *, of: str = "") -> Q:
    """The report's day is over and it is not in the office's hands; `of` is the look-up path to the duty."""
    owed = Q((f"{of}status", "owed"), (f"{of}due_on__lt", on))
    return owed | Q((f"{of}status", "returned"), (f"{of}correct_by__lt", on))


def is_unrectified(on: date) -> Q:
    """The rectification's day, and that of its correction, is over and its report is not in the office's hands."""
    return Q(rectify_by__lt=on, rectify_handed_in_on=None) & (Q(correct_by=None) | Q(correct_by__lt=on))


TO_RECTIFY = Q(rectify_by__isnull=False, rectify_handed_in_on=None)
ON_RECORD = Q(organization__status__in=Organization.ON_RECORD)  # who left the register owes nothing any more


def rectify_day() -> Case:
    """`AnnualDuty.rectify_day` within a query."""
    return Case(When(correct_by__gt=F("rectify_by"), then="correct_by"), default="rectify_by")


class AnnualDutyQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AnnualDutyQuerySet":
        """Officers those of their areas, members those of their own organizations."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(organization__in=own_organizations(user))
        if not user.is_officer:
            return self.filter(mine)
        return self.filter(mine | within("organization__area__code", user.reading_codes))

    def late(self, *, on: date) -> "AnnualDutyQuerySet":
        return self.filter(is_late(on))

    def asked(self) -> "AnnualDutyQuerySet":
        """What organizations owe now: reports while the campaign runs, and rectifications."""
        running = Q(status__in=AnnualDuty.OWING, campaign__status=AnnualCampaign.Status.OPEN)
        return self.filter(running | TO_RECTIFY, ON_RECORD)

    def to_rectify(self) -> "AnnualDutyQuerySet":
        """The rectification report is owed and not in the office's hands."""
        return self.filter(TO_RECTIFY, ON_RECORD)

    def unrectified(self, *, on: date) -> "AnnualDutyQuerySet":
        """A ground for the list of abnormal activity (C3 art. 9, 民政部令第60号)."""
        return self.filter(is_unrectified(on), ON_RECORD)


class AnnualDuty(Tracked):
    """What one organization owes a campaign: its report by a day, or why it owes none; and what came of it."""

    class Status(models.TextChoices):
        OWED = "owed", _("Not handed in")  # 未报送
        HANDED_IN = "handed_in", pgettext_lazy("annual report", "Handed in")  # 已报送
        RETURNED = "returned", _("Returned for correction")  # 退回补正
        DECIDED = "decided", _("Decided")  # 已出结论
        EXEMPT = "exempt", _("Exempt")  # 免报

    class Outcome(models.TextChoices):
        QUALIFIED = "qualified", _("Qualified")  # 合格
        BASICALLY = "basically_qualified", _("Basically qualified")  # 基本合格
        UNQUALIFIED = "unqualified", _("Unqualified")  # 不合格

    class Exemption(models.TextChoices):
        FOUNDED_LATE = "founded_late", _("Founded after the cut-off day")  # 成立未满半年
        ELSEWHERE = "elsewhere", _("Reports to another authority")  # 向其他机关报送
        LEFT = "left", _("Left the register")  # 已不在册
        OFFICER = "officer", _("Decided by the office")  # 街道决定

    OWING = (Status.OWED, Status.RETURNED)
    RECTIFIED_OUTCOMES = (Outcome.BASICALLY, Outcome.UNQUALIFIED)  # these start the clock of the rectification

    tracked = (
        "due_on", "correct_by", "exemption", "handed_in_on", "outcome", "rectify_by", "rectify_handed_in_on",
        "rectified_on")

    campaign = models.ForeignKey(
        AnnualCampaign, models.PROTECT, verbose_name=_("annual campaign"), related_name="duties")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="annual_duties")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.OWED, editable=False)
    due_on = models.DateField(_("to be handed in by"))
    exemption = models.CharField(_("why exempt"), max_length=20, choices=Exemption, blank=True, editable=False)
    handed_in_on = models.DateField(_("handed in on"), null=True, blank=True, editable=False)  # first; kept by a return
    # Once the report, later the rectification, was returned
    correct_by = models.DateField(_("to be corrected by"), null=True, blank=True, editable=False)
    outcome = models.CharField(
        pgettext_lazy("annual report", "outcome"), max_length=20, choices=Outcome, blank=True, editable=False)
    rectify_by = models.DateField(_("to be rectified by"), null=True, blank=True, editable=False)
    rectify_handed_in_on = models.DateField(
        _("rectification handed in on"), null=True, blank=True, editable=False)
    rectified_on = models.DateField(_("rectified on"), null=True, blank=True, editable=False)

    objects = AnnualDutyQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("annual duty"), _("annual duties")
        indexes = [
            models.Index(fields=["campaign", "status"], name="annual_duties_by_status"),
            models.Index(fields=["rectify_by"], condition=Q(rectify_by__isnull=False, rectify_handed_in_on=None),
                         name="annual_duties_to_rectify"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "organization"], name="one_annual_duty_per_campaign_and_organization",
                violation_error_message=_("This organization is asked already.")),
            models.CheckConstraint(
                condition=Q(status="exempt") & ~Q(exemption="") | ~Q(status="exempt") & Q(exemption=""),
                name="exempt_annual_duty_says_why",
                violation_error_message=_("Who is exempt has a reason, nobody else has one.")),
            models.CheckConstraint(
                condition=Q(status="decided") & ~Q(outcome="") | ~Q(status="decided") & Q(outcome=""),
                name="decided_annual_duty_has_an_outcome",
                violation_error_message=_("A report decided on has an outcome, no other has one.")),
            models.CheckConstraint(
                condition=Q(status__in=["owed", "exempt"]) | Q(handed_in_on__isnull=False),
                name="annual_report_handed_in_has_its_day",
                violation_error_message=_("A report handed in has the day of it.")),
            models.CheckConstraint(
                condition=~Q(status="returned") | Q(correct_by__isnull=False),
                name="annual_report_returned_has_a_day",
                violation_error_message=_("A report sent back is to be corrected by a day.")),
            models.CheckConstraint(
                condition=Q(outcome__in=["basically_qualified", "unqualified"], rectify_by__isnull=False)
                | Q(outcome__in=["", "qualified"], rectify_by=None),
                name="who_did_not_qualify_rectifies_by_a_day",
                violation_error_message=_("Only who did not fully qualify has a day for the rectification.")),
            models.CheckConstraint(
                condition=Q(rectified_on=None) | Q(rectify_handed_in_on__isnull=False, rectify_by__isnull=False),
                name="rectified_after_a_rectification_report",
                violation_error_message=_("What is rectified was handed in.")),
        ]

    def __str__(self) -> str:
        return self.organization.name

    @property
    def area(self) -> Area:
        """The organization's."""
        return self.organization.area

    @property
    def day(self) -> date:
        """By when the report is to be in the office's hands: one sent back has a day of its own."""
        return self.correct_by if self.status == self.Status.RETURNED and self.correct_by else self.due_on

    @property
    def rectify_day(self) -> date | None:
        """By when the rectification is to be in the office's hands: one sent back has more time. None: none is owed."""
        return max(self.rectify_by, self.correct_by or self.rectify_by) if self.rectify_by else None

    @property
    def to_rectify(self) -> bool:
        """Says of one what `AnnualDutyQuerySet.to_rectify` says of many."""
        owed = self.rectify_by is not None and self.rectify_handed_in_on is None
        return owed and self.organization.status in Organization.ON_RECORD


class AnnualDutyChange(Change):
    duty = change_of("organizations.AnnualDuty")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an annual duty"), _("changes of annual duties")


class AnnualFault(models.TextChoices):
    """What may be held against an organization of its annual reports."""

    OVERDUE = "overdue", _("annual report overdue")  # 年报逾期未交
    UNQUALIFIED = "unqualified", _("annual report unqualified")  # 年报不合格
    UNRECTIFIED = "unrectified", _("rectification overdue")  # 逾期未整改


EFFECT = "annual-report-bars"  # the rule that says what a fault does: none, warn or bar


def counts(on: date) -> Q:
    """The duties that an organization's standing of that day is read from: the latest, where nothing is held."""
    return Q(due_on__lt=on) | Q(handed_in_on__lte=on)


def speaks(on: date) -> Q:
    """A fault stands until a later year is decided or has its own: the duties that say so, the latest of them counts.

    A later report that is merely handed in, or a later year from which the organization is exempt, ends no fault.
    """
    return Q(counts(on), status="decided") | is_late(on)


def is_unqualified() -> Q:
    return Q(outcome="unqualified", rectified_on=None)


def annual_fault(*, on: date, of: str = "pk") -> Subquery:
    """For each organization of another query, whose key stands at `of`: what is held against it of its annual reports
    that day; empty or null.

    The latest year that `speaks` counts. Says the same as `rules.annual.annual_standing(…).fault`.
    """
    latest = AnnualDuty.objects.filter(speaks(on), organization=OuterRef(of)).order_by("-campaign__year")
    return Subquery(latest.annotate(fault=Case(
        When(is_late(on), then=Value(AnnualFault.OVERDUE.value)),
        When(is_unrectified(on), then=Value(AnnualFault.UNRECTIFIED.value)),
        When(is_unqualified(), then=Value(AnnualFault.UNQUALIFIED.value)),
        default=Value(""), output_field=models.CharField(),
    )).values("fault")[:1])


def with_annual(organizations: QuerySet[Organization], *, on: date) -> QuerySet[Organization]:
    """The same organizations, each told within the same query the `annual_fault` of its reports, and by
    `annual_effect` what that does in its street (the rule `annual-report-bars`)."""
    return organizations.annotate(
        annual_fault=annual_fault(on=on), annual_effect=rule_within(EFFECT, area="area__code", on=on))


def barred_by_report(*, on: date) -> QuerySet[Any]:
    """The organizations whose annual report keeps them from purchases in their street, for `pk__in`.

    Found from the few duties with a fault, not from the whole register.
    """
    later = AnnualDuty.objects.filter(
        speaks(on), organization=OuterRef("organization"), campaign__year__gt=OuterRef("campaign__year"))
    held = AnnualDuty.objects.filter(is_late(on) | is_unrectified(on) | is_unqualified(), speaks(on))
    return held.exclude(Exists(later)).annotate(
        does=rule_within(EFFECT, area="organization__area__code", on=on)).filter(does="bar").values("organization")
