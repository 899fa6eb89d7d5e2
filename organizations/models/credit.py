"""Credit records: honours, faults and the two lists of civil affairs, with their source and how long they stand."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from incubator.rulebook.models import rule_within
from incubator.tracking import Change, Tracked, change_of
from organizations.models.organizations import Organization


class CreditRecordQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CreditRecordQuerySet":
        """Officers of the area read them, members those of their own organization: whoever sees the organization."""
        return self.filter(organization__in=Organization.objects.visible_to(user).values("pk"))

    def standing(self, *, on: date) -> "CreditRecordQuerySet":
        """What counts on that day: begun, not run out, not taken off."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), status="standing", started_on__lte=on)

    def listed(self) -> "CreditRecordQuerySet":
        """The entries of the two lists that stand; on whatever day, as they end by being taken off alone."""
        return self.filter(status="standing", kind__in=CreditRecord.LISTS)

    def with_years(self, *, on: date) -> "CreditRecordQuerySet":
        """Each tells as `years` how long its organization may stand on the list of abnormal activity."""
        return self.annotate(years=rule_within("abnormal-list-years", area="organization__area__code", on=on))


class CreditRecord(Tracked):
    """One thing said about an organization's credit, by whom, and from when until when."""

    class Kind(models.TextChoices):
        HONOUR = "honour", _("Honour")  # 荣誉
        FAULT = "fault", _("Fault on record")  # 不良记录
        ABNORMAL = "abnormal", _("On the list of abnormal activity")  # 列入活动异常名录
        BLACKLIST = "blacklist", _("On the list of serious breaches")  # 列入严重违法失信名单

    LISTS = (Kind.ABNORMAL, Kind.BLACKLIST)

    class Status(models.TextChoices):
        STANDING = "standing", _("On the record")  # 在列
        REMOVED = "removed", _("Taken off")  # 已移出

    tracked = ("kind", "title", "source", "started_on", "ends_on", "removed_on")

    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="credit_records")
    kind = models.CharField(_("kind of record"), max_length=20, choices=Kind)
    title = models.CharField(_("what for"), max_length=200)
    source = models.CharField(_("source (authority, document number)"), max_length=200)
    started_on = models.DateField(_("stands since"))
    ends_on = models.DateField(_("stands until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.STANDING, editable=False)
    removed_on = models.DateField(_("taken off on"), null=True, blank=True, editable=False)

    objects = CreditRecordQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "-pk")
        verbose_name, verbose_name_plural = _("credit record"), _("credit records")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("started_on")), name="credit_record_ends_after_it_starts",
                violation_error_message=_("A record ends after it starts.")),
            models.CheckConstraint(
                condition=Q(ends_on=None) | ~Q(kind__in=["abnormal", "blacklist"]),
                name="listing_ends_by_being_taken_off",
                violation_error_message=_("An entry of a list has no last day: it stands until it is taken off.")),
            models.CheckConstraint(
                condition=Q(status="standing", removed_on=None)
                | Q(status="removed", removed_on__isnull=False, removed_on__gte=F("started_on")),
                name="removed_credit_record_has_its_day",
                violation_error_message=_("A record that is taken off has the day of it, no other has one.")),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(kind="abnormal", status="standing"),
                name="one_standing_abnormal_entry",
                violation_error_message=_("The organization is on the list of abnormal activity already.")),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(kind="blacklist", status="standing"),
                name="one_standing_blacklist_entry",
                violation_error_message=_("The organization is on the list of serious breaches already.")),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.title}"

    @property
    def is_listing(self) -> bool:
        """An entry of one of the two lists, which keep an organization from taking a purchase."""
        return self.kind in self.LISTS


class CreditRecordChange(Change):
    credit_record = change_of("organizations.CreditRecord")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a credit record"), _("changes of credit records")


def with_credit(organizations: QuerySet[Organization], *, on: date) -> QuerySet[Organization]:
    """The same organizations, each told within the same query which kinds of record stand: see `credit_kinds`."""
    told = {}
    for kind in CreditRecord.Kind.values:
        records = CreditRecord.objects.listed() if kind in CreditRecord.LISTS else CreditRecord.objects.standing(on=on)
        told[f"credit_{kind}"] = Exists(records.filter(organization=OuterRef("pk"), kind=kind))
    return organizations.annotate(**told)


def credit_kinds(organization: Organization) -> list[str]:
    """The kinds of record that stand, in their order, of an organization out of `with_credit`."""
    return [kind for kind in CreditRecord.Kind.values if getattr(organization, f"credit_{kind}", False)]


def kinds_of_credit(organizations: Iterable[Organization], *, on: date) -> dict[int, list[str]]:
    """The same for the organizations of one page, asked apart: key -> the kinds of record that stand, in their order.

    Told within a list's query it would be worked out for every row that is counted, too.
    """
    standing = CreditRecord.objects.listed() | CreditRecord.objects.standing(on=on)
    found: dict[int, set[str]] = {}
    for pk, kind in standing.filter(organization__in=[o.pk for o in organizations]).order_by().values_list(
            "organization", "kind"):
        found.setdefault(pk, set()).add(kind)
    return {pk: [kind for kind in CreditRecord.Kind.values if kind in kinds] for pk, kinds in found.items()}


def listings(organization: Organization) -> list[str]:
    """The lists it stands on; asks the database unless the organization came out of `with_credit`."""
    if hasattr(organization, "credit_abnormal"):
        return [kind for kind in credit_kinds(organization) if kind in CreditRecord.LISTS]
    return list(organization.credit_records.listed().order_by("kind").values_list("kind", flat=True))
