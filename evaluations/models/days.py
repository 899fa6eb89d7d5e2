"""Review days: who is judged, by which panel, with what weights, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluations.models.schemes import Scheme
from incubator.accounts.models import Area, within
from incubator.tracking import Change, Tracked, change_of
from organizations.models import Organization, own_organizations
from projects.models import Project


class ReviewDayQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReviewDayQuerySet":
        """Officers see their areas, panelists the days they sit on."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            within("area__code", user.reading_codes) | Q(pk__in=Panelist.objects.filter(user=user).values("day")))

    def overseen_by(self, user) -> "ReviewDayQuerySet":
        """The officers' view: everything about the day but the scores before the lock."""
        return self.filter(within("area__code", user.reading_codes)) if user.is_authenticated else self.none()

    def published(self) -> "ReviewDayQuerySet":
        return self.filter(status=ReviewDay.Status.PUBLISHED)


class ReviewDay(Tracked):
    """One sitting. `results` holds the frozen computation from the lock on: inputs, rule, every step."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")  # 筹备中
        SCORING = "scoring", _("Scoring")  # 评分中
        LOCKED = "locked", _("Locked")  # 已锁定
        CONFIRMED = "confirmed", _("Confirmed")  # 已确认
        PUBLISHED = "published", _("Published")  # 已公布

    class Grade(models.TextChoices):
        """The grades of the rule `performance-grades`."""

        EXCELLENT = "excellent", pgettext_lazy("grade", "Excellent")  # 优
        GOOD = "good", pgettext_lazy("grade", "Good")  # 良
        FAIR = "fair", pgettext_lazy("grade", "Fair")  # 中
        POOR = "poor", pgettext_lazy("grade", "Poor")  # 差

    tracked = ("name", "date", "place", "scheme", "min_raters", "trim_from")

    area = models.ForeignKey(Area, models.PROTECT, related_name="review_days", verbose_name=_("area"))
    name = models.CharField(_("review day"), max_length=100)
    date = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=100, blank=True)
    scheme = models.ForeignKey(Scheme, models.PROTECT, verbose_name=_("scheme"), related_name="days")
    min_raters = models.PositiveSmallIntegerField(_("fewest valid sheets per group"), default=3)
    trim_from = models.PositiveSmallIntegerField(_("drop highest and lowest from"), default=5)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PLANNED, editable=False)
    tree = models.JSONField(default=list, editable=False)  # the scheme's indicators, frozen when scoring opens
    results = models.JSONField(default=dict, editable=False)
    earlier_results = models.JSONField(default=list, editable=False)  # of locks undone: kept, never shown as current

    objects = ReviewDayQuerySet.as_manager()

    class Meta:
        ordering = ("-date", "-pk")
        verbose_name, verbose_name_plural = _("review day"), _("review days")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_raters__gt=0), name="quorum_is_at_least_one",
                violation_error_message=_("At least one valid sheet.")),
            models.CheckConstraint(
                condition=Q(trim_from__gte=3), name="trimming_leaves_a_sheet",
                violation_error_message=_("Dropping two sheets needs at least three.")),
        ]

    def __str__(self) -> str:
        return self.name


class ReviewDayChange(Change):
    day = change_of("evaluations.ReviewDay")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a review day"), _("changes of review days")


class RaterGroup(models.Model):
    """One group of the panel and the weight of its mean; the weights of a day sum to 100."""

    class Kind(models.TextChoices):
        PEER = "peer", _("Peer organizations")  # 同行社会组织
        EXPERT = "expert", _("Experts")  # 专家
        RESIDENT = "resident", _("Residents")  # 居民代表

    day = models.ForeignKey(ReviewDay, models.CASCADE, related_name="groups")
    kind = models.CharField(_("group"), max_length=20, choices=Kind)
    weight = models.PositiveSmallIntegerField(_("weight, percent"))

    class Meta:
        ordering = ("day", "pk")
        verbose_name, verbose_name_plural = _("rater group"), _("rater groups")
        constraints = [
            models.UniqueConstraint(fields=["day", "kind"], name="one_group_of_a_kind_per_day"),
            models.CheckConstraint(condition=Q(weight__gt=0, weight__lte=100), name="group_weight_1_to_100"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class SubjectQuerySet(models.QuerySet):
    def explained_to(self, user) -> "SubjectQuerySet":
        """Officers from the lock on; the judged organization once the day is published, its own result only."""
        if not user.is_authenticated:
            return self.none()
        decided = Q(day__status__in=[
            ReviewDay.Status.LOCKED, ReviewDay.Status.CONFIRMED, ReviewDay.Status.PUBLISHED])
        own = Q(organization__in=own_organizations(user))
        return self.filter(
            (within("day__area__code", user.reading_codes) & decided)
            | (own & Q(day__status=ReviewDay.Status.PUBLISHED)))


class Subject(models.Model):
    """What is judged on the day: an organization, or a project of it."""

    day = models.ForeignKey(ReviewDay, models.CASCADE, related_name="subjects", verbose_name=_("review day"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="judged_as", verbose_name=_("organization"))
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="judged_as", verbose_name=_("project"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ("day", "order", "pk")
        verbose_name, verbose_name_plural = _("subject"), _("subjects")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "organization"], condition=Q(project=None), name="one_organization_per_day"),
            models.UniqueConstraint(
                fields=["day", "project"], condition=Q(project__isnull=False), name="one_project_per_day"),
        ]

    def __str__(self) -> str:
        return str(self.project or self.organization)


class Panelist(models.Model):
    """One person on the panel, in one group; a peer speaks for an organization."""

    day = models.ForeignKey(ReviewDay, models.CASCADE, related_name="panelists", verbose_name=_("review day"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="panels", verbose_name=_("person"))
    group = models.ForeignKey(RaterGroup, models.PROTECT, related_name="panelists", verbose_name=_("group"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, verbose_name=_("organization"), related_name="+")

    class Meta:
        ordering = ("day", "pk")
        verbose_name, verbose_name_plural = _("panelist"), _("panelists")
        constraints = [
            models.UniqueConstraint(fields=["day", "user"], name="one_seat_per_person_and_day"),
        ]

    def __str__(self) -> str:
        return str(self.user)
