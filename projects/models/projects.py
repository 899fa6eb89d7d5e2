"""Projects: a service need, how it is bought, from whom, for how much, and what is to come of it."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.tracking import Change, Tracked, change_of
from organizations.models import FOLDED, Organization, normalized, own_organizations

# The rules on record begin in 2020 (102号); beyond a century a typed year is a slip.
YEARS = [MinValueValidator(date(2020, 1, 1)), MaxValueValidator(date(2100, 1, 1))]


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user) -> "ProjectQuerySet":
        """Officers see their areas; the contractor and its host see theirs once it is approved."""
        if not user.is_authenticated:
            return self.none()
        own = own_organizations(user)
        mine = (Q(contractor__in=own) | Q(host__in=own)) & ~Q(status=Project.Status.DRAFT)
        if not user.is_officer:
            return self.filter(mine)
        return self.filter(mine | within("area__code", user.reading_codes))

    def with_payable(self) -> "ProjectQuerySet":
        """Those with an instalment that may be paid now."""
        return self.filter(pk__in=self.model.objects.filter(contract__instalments__status="payable").values("pk"))

    def held(self, pk: int) -> "Project":
        """The project, kept by this transaction: whoever else records, reports or pays on it waits until we are done.

        (SQLite has one writer anyway; the lock is for PostgreSQL.)
        """
        return self.select_for_update(no_key=True).get(pk=pk)


class Project(Tracked):
    """One purchase of a service."""

    class Method(models.TextChoices):
        PROCUREMENT = "procurement", _("Government procurement")  # 政府采购
        VENTURE_GRANT = "venture_grant", _("Venture grant")  # 公益创投
        DIRECT_COMMISSION = "direct_commission", _("Direct commission")  # 直接委托

    class Field(models.TextChoices):
        SAFETY = "safety", _("Public safety")  # 平安巡防
        ELDER_CARE = "elder_care", _("Elder care")  # 养老助老
        REHABILITATION = "rehabilitation", _("Rehabilitation")  # 助残康复
        PSYCHOLOGY = "psychology", _("Psychological service")  # 心理服务
        MEDIATION = "mediation", _("Mediation")  # 纠纷调解
        CULTURE = "culture", _("Culture")  # 文体活动
        VOLUNTEERING = "volunteering", _("Volunteering")  # 志愿服务
        OTHER = "other", _("Other")  # 其他

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        APPROVED = "approved", _("Approved")  # 已立项
        RUNNING = "running", _("Running")  # 实施中
        CLOSED = "closed", _("Closed out")  # 已结项
        TERMINATED = "terminated", _("Terminated")  # 已终止

    tracked = (
        "name", "need", "field", "method", "contractor", "host", "amount_fen", "starts_on", "ends_on",
        "negative_list_note",
    )

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("area"), related_name="projects")
    number = models.CharField(_("project number"), max_length=30, unique=True, editable=False)
    name = models.CharField(_("project name"), max_length=100)
    normalized_name = models.CharField(  # by which it is searched
        _("name as compared"), max_length=100 * FOLDED, blank=True, default="", editable=False)
    need = models.TextField(_("service need"))  # 服务需求
    field = models.CharField(_("field of service"), max_length=20, choices=Field)
    method = models.CharField(_("method of purchase"), max_length=20, choices=Method)
    contractor = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("contractor"), related_name="projects")  # 承接主体
    host = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name=_("host organization"),
        related_name="hosted_projects")  # 托管方: signs and receives the money for a filed contractor
    amount_fen = models.BigIntegerField(_("amount"))
    starts_on = models.DateField(_("starts on"), validators=YEARS)
    ends_on = models.DateField(_("ends on"), validators=YEARS)
    negative_list_note = models.CharField(_("negative list check"), max_length=300, blank=True)  # 负面清单核对
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    # Recounted with each payment, spending and return; held against each other by constraints.
    paid_fen = models.BigIntegerField(default=0, editable=False)
    spent_fen = models.BigIntegerField(default=0, editable=False)
    returned_fen = models.BigIntegerField(default=0, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("project"), _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_fen__gt=0), name="project_has_an_amount",
                violation_error_message=_("The amount is more than zero.")),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="project_ends_after_it_starts",
                violation_error_message=_("A project ends after it starts.")),
            models.CheckConstraint(
                condition=Q(host=None) | ~Q(host=F("contractor")), name="host_is_another_organization",
                violation_error_message=_("The host is another organization than the contractor.")),
            models.CheckConstraint(
                condition=Q(spent_fen__lte=F("amount_fen")), name="project_spends_no_more_than_its_amount",
                violation_error_message=_("Spending can never exceed the project amount.")),
            models.CheckConstraint(
                condition=Q(returned_fen__lte=F("paid_fen")), name="project_returns_no_more_than_was_paid",
                violation_error_message=_("No more can be returned than was paid.")),
            models.CheckConstraint(
                condition=Q(spent_fen__lte=F("amount_fen") - F("returned_fen")),
                name="project_spends_no_money_it_returned",
                violation_error_message=_("Money that was returned cannot be spent.")),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.normalized_name = normalized(self.name)

    @property
    def unreturned_fen(self) -> int:
        """What is paid and neither spent nor returned; nothing where more is spent than was paid so far."""
        return max(0, self.paid_fen - self.spent_fen - self.returned_fen)


class ProjectChange(Change):
    project = change_of("projects.Project")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a project"), _("changes of projects")


class ProjectNumber(models.Model):
    """The last project number given per street and year: taken in the creating transaction, so without gaps."""

    street_code = models.CharField(max_length=9)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("last project number"), _("last project numbers")
        constraints = [
            models.UniqueConstraint(fields=["street_code", "year"], name="one_project_counter_per_street_and_year"),
        ]


class BudgetLine(models.Model):
    """One line of a project's budget."""

    project = models.ForeignKey(Project, models.CASCADE, verbose_name=_("project"), related_name="budget_lines")
    name = models.CharField(_("budget line"), max_length=50)
    amount_fen = models.BigIntegerField(_("budget"))
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("project", "order", "pk")
        verbose_name, verbose_name_plural = _("budget line"), _("budget lines")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="one_budget_line_per_name"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="budget_line_has_an_amount"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """What the project is to reach, in a unit the activities count."""

    class Indicator(models.TextChoices):
        SERVICE_HOURS = "service_hours", _("Service hours")  # 服务时长
        PERSON_TIMES = "person_times", _("Person-times")  # 服务人次
        BENEFICIARIES = "beneficiaries", _("Beneficiaries")  # 受益人数
        SESSIONS = "sessions", _("Sessions")  # 活动场次

    project = models.ForeignKey(Project, models.CASCADE, verbose_name=_("project"), related_name="targets")
    indicator = models.CharField(_("indicator"), max_length=20, choices=Indicator)
    planned = models.DecimalField(_("planned"), max_digits=10, decimal_places=2)

    class Meta:
        ordering = ("project", "pk")
        verbose_name, verbose_name_plural = _("target"), _("targets")
        constraints = [
            models.UniqueConstraint(fields=["project", "indicator"], name="one_target_per_indicator"),
            models.CheckConstraint(condition=Q(planned__gt=0), name="target_is_more_than_zero"),
        ]
