"""The catalogue of qualified organizations (承接政府购买服务的社会组织指导目录): its yearly rounds and its entries.

A list of organizations, never the list of services that may be bought (政府购买服务指导性目录).
"""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Substr
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import STREET, Area, within
from incubator.tracking import Change, Tracked, change_of
from incubator.workdays import Unit
from organizations.models.belonging import own_organizations
from organizations.models.credit import CreditRecord
from organizations.models.matters import Matter
from organizations.models.organizations import Organization, normalized
from organizations.models.wordlists import BETWEEN


class CatalogueRoundQuerySet(models.QuerySet["CatalogueRound"]):
    def visible_to(self, user) -> "CatalogueRoundQuerySet":
        """Officers see the rounds of their areas; members those of their organizations' streets, once opened."""
        if not user.is_authenticated:
            return self.none()
        own = own_organizations(user)
        streets = Organization.objects.filter(pk__in=own).values(street=Substr("area__code", 1, STREET))
        called = Q(area__code__in=streets) & ~Q(status=CatalogueRound.Status.DRAFT)
        if not user.is_officer:
            return self.filter(called) if own else self.none()
        there = within("area__code", user.reading_codes) | Q(area__code__in={
            code[:STREET] for code in user.reading_codes if len(code) > STREET})  # a community's street
        return self.filter(there | called) if own else self.filter(there)

    def covered_by(self, user) -> "CatalogueRoundQuerySet":
        """Those whose street lies in the officer's area, as `rules.catalogue.covers_round`: their history is theirs."""
        if not user.is_authenticated or not user.is_officer:
            return self.none()
        return self.filter(within("area__code", user.reading_codes))

    def held(self, pk: int) -> "CatalogueRound":
        """The round, kept by this transaction: whoever else verifies, objects, publicises or lists waits.

        (SQLite has one writer anyway; the lock is for PostgreSQL.)
        """
        return self.select_for_update(no_key=True).get(pk=pk)

    def public(self) -> "CatalogueRoundQuerySet":
        """What residents may look up: under publicity, or listed."""
        return self.filter(status__in=CatalogueRound.PUBLIC)

    def under_publicity(self, *, on: date) -> "CatalogueRoundQuerySet":
        """Those anybody may object to on this day (`takes_objections`), the first to end first."""
        return self.filter(status=CatalogueRound.Status.PUBLICISED, objections_until__gte=on).select_related(
            "area").order_by("objections_until", "pk")


class CatalogueRound(Tracked):
    """One year's round of a street: the call, the publicity, the list and how long it stands."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("In preparation")  # 筹备中
        OPEN = "open", _("Open for applications")  # 申报中
        PUBLICISED = "publicised", _("Under publicity")  # 公示中
        LISTED = "listed", _("Published")  # 已发布

    PUBLIC = (Status.PUBLICISED, Status.LISTED)

    tracked = (
        "applies_from", "applies_until", "valid_until", "note", "publicised_on", "objections_until", "listed_on")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("street"), related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    applies_from = models.DateField(_("applications from"))
    applies_until = models.DateField(_("applications until"))
    valid_until = models.DateField(_("valid until"))
    note = models.TextField(_("What the call says"), blank=True)
    publicity_count = models.PositiveSmallIntegerField(  # as the rule said on the day
        _("length of the publicity"), null=True, blank=True, editable=False)
    publicity_unit = models.CharField(
        _("unit of the publicity"), max_length=10, blank=True, editable=False,
        choices=[(Unit.WORKDAYS.value, _("working days")), (Unit.DAYS.value, _("calendar days"))])
    publicised_on = models.DateField(_("publicised on"), null=True, blank=True, editable=False)
    objections_until = models.DateField(_("objections until"), null=True, blank=True, editable=False)
    listed_on = models.DateField(_("listed on"), null=True, blank=True, editable=False)

    objects = CatalogueRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "area", "pk")
        verbose_name, verbose_name_plural = _("round of the catalogue"), _("rounds of the catalogue")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"], name="one_catalogue_round_per_street_and_year",
                violation_error_message=_("The street has a round for this year already.")),
            models.CheckConstraint(
                condition=Q(applies_until__gte=F("applies_from")), name="catalogue_applications_end_after_they_start",
                violation_error_message=_("Applications end after they start.")),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("applies_until")), name="catalogue_is_valid_after_the_applications",
                violation_error_message=_("The catalogue is valid beyond the end of the applications.")),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "open"]) | Q(
                    publicised_on__isnull=False, objections_until__isnull=False),
                name="publicised_catalogue_round_has_its_days",
                violation_error_message=_("A round under publicity has its first and its last day.")),
            models.CheckConstraint(
                condition=Q(status="listed", listed_on__isnull=False) | (~Q(status="listed") & Q(listed_on=None)),
                name="listed_catalogue_round_has_its_day",
                violation_error_message=_("A published round has the day of it, no other has one.")),
        ]

    def __str__(self) -> str:
        return f"{self.area.name} {self.year}"

    def takes_applications(self, *, on: date) -> bool:
        return self.status == self.Status.OPEN and self.applies_from <= on <= self.applies_until

    def takes_objections(self, *, on: date) -> bool:
        """To the end of the last day."""
        return (self.status == self.Status.PUBLICISED and self.objections_until is not None
                and on <= self.objections_until)

    def is_expired(self, *, on: date) -> bool:
        return self.status == self.Status.LISTED and self.valid_until < on


class CatalogueRoundChange(Change):
    round = change_of("organizations.CatalogueRound")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a round"), _("changes of rounds")


class CatalogueEntryQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CatalogueEntryQuerySet":
        """Members see their own; officers those of the organizations of their areas."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(organization__in=own_organizations(user))
        if not user.is_officer:
            return self.filter(mine)
        return self.filter(mine | within("organization__area__code", user.reading_codes))

    def public(self) -> "CatalogueEntryQuerySet":
        """What residents may look up: entries under publicity, and those of a published round that were listed."""
        return self.filter(
            Q(round__status=CatalogueRound.Status.PUBLICISED, status=CatalogueEntry.Status.PUBLICISED)
            | Q(round__status=CatalogueRound.Status.LISTED, number__isnull=False))

    def on_list(self, *, on: date) -> "CatalogueEntryQuerySet":
        """The entries of published rounds that have not run out, whatever has become of the organization."""
        return self.filter(
            status=CatalogueEntry.Status.LISTED, round__status=CatalogueRound.Status.LISTED, round__listed_on__lte=on,
            round__valid_until__gte=on)

    def fallen(self) -> "CatalogueEntryQuerySet":
        """Whose organization left the register, is suspended there or stands on a list of civil affairs."""
        lists = CreditRecord.objects.listed().values("organization")
        return self.filter(~Q(organization__status=Organization.Status.ACTIVE) | Q(organization__in=lists))

    def qualified(self, *, on: date) -> "CatalogueEntryQuerySet":
        """The catalogue in force on a day, worked out when read: one entry an organization, the latest.

        Not in it: who left the register or is suspended there, and who stands on a list of civil affairs.
        """
        lists = CreditRecord.objects.listed().filter(organization=OuterRef("organization"))
        in_force = self.on_list(on=on).filter(~Exists(lists), organization__status=Organization.Status.ACTIVE)
        later = CatalogueEntry.objects.filter(  # listed once, whatever became of it: an older year does not revive
            organization=OuterRef("organization"), number__isnull=False, round__year__gt=OuterRef("round__year"),
            round__listed_on__lte=on, round__valid_until__gte=on)
        return in_force.filter(~Exists(later))

    def serving(self, word: str) -> "CatalogueEntryQuerySet":
        """Those that name this field of service."""
        padded = Concat(Value(BETWEEN), "service_fields", Value(BETWEEN))
        return self.alias(padded_fields=padded).filter(padded_fields__contains=f"{BETWEEN}{word}{BETWEEN}")

    def named(self, typed: str) -> "CatalogueEntryQuerySet":
        """Part of the organization's name however written, or of its pinyin; signs alone narrow nothing."""
        if not (plain := normalized(typed)):
            return self
        found = Q(organization__normalized_name__contains=plain)
        return self.filter(found | Q(organization__pinyin__contains=plain) if plain.isascii() else found)


class CatalogueEntry(Tracked):
    """One organization in one round: applied for by itself, or nominated by the street and agreed to by itself."""

    class Status(models.TextChoices):
        NOMINATED = "nominated", _("Nominated")  # 已提名，待组织确认
        APPLIED = "applied", _("To be verified")  # 待核实
        VERIFIED = "verified", _("Verified")  # 已核实
        PUBLICISED = "publicised", _("Under publicity")  # 公示中
        LISTED = "listed", _("In the catalogue")  # 在目录
        SUSPENDED = "suspended", _("Suspended from the catalogue")  # 暂停
        REMOVED = "removed", _("Removed from the catalogue")  # 移出
        DECLINED = "declined", _("Declined")  # 组织未同意

    GONE = (Status.REMOVED, Status.DECLINED)
    VALID = (Status.LISTED, Status.SUSPENDED)  # it stands in the catalogue, if not everywhere, until its last day

    tracked = ("service_fields", "number")

    round = models.ForeignKey(
        CatalogueRound, models.PROTECT, verbose_name=_("round of the catalogue"), related_name="entries")
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="catalogue_entries")
    status = models.CharField(_("status"), max_length=20, choices=Status, editable=False)
    service_fields = models.CharField(_("fields of service"), max_length=300)  # words of the rule, «、» between them
    matter = models.OneToOneField(  # none: nominated by the street
        Matter, models.PROTECT, null=True, blank=True, editable=False, verbose_name=_("application"),
        related_name="catalogue_entry")
    number = models.PositiveSmallIntegerField(  # given when it is listed
        _("number in the catalogue"), null=True, blank=True, editable=False)
    facts = models.JSONField(  # see organizations.rules.conditions
        _("conditions as found"), default=list, editable=False)

    objects = CatalogueEntryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("entry of the catalogue"), _("entries of the catalogue")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organization"], condition=~Q(status="declined"),
                name="one_catalogue_entry_per_organization",
                violation_error_message=_("The organization stands in this round already.")),
            models.UniqueConstraint(
                fields=["round", "number"], condition=Q(number__isnull=False), name="one_catalogue_entry_per_number",
                violation_error_message=_("Another entry has this number.")),
            models.CheckConstraint(
                condition=~Q(status__in=["listed", "suspended"]) | Q(number__isnull=False),
                name="listed_catalogue_entry_has_a_number",
                violation_error_message=_("A listed entry has its number.")),
        ]

    def __str__(self) -> str:
        return self.organization.name

    @property
    def area(self) -> Area:
        return self.organization.area

    @property
    def valid_until(self) -> date | None:
        """The round's last day; None for what was never listed or was taken out."""
        return self.round.valid_until if self.status in self.VALID else None

    @property
    def label(self) -> str:
        """`330105005-2026-003`: the street, the year and the number; empty before it is listed."""
        return number_in_words(self.round.area.code, self.round.year, self.number) if self.number else ""


def number_in_words(street: str, year: int, number: int) -> str:
    return f"{street}-{year}-{number:03d}"


class CatalogueEntryChange(Change):
    entry = change_of("organizations.CatalogueEntry")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an entry"), _("changes of entries")


def with_catalogue(organizations: QuerySet[Organization], *, on: date) -> QuerySet[Organization]:
    """The same organizations, each told within the same query for which fields it stands in the catalogue in force.

    `catalogue_fields` is None for those that do not.
    """
    entries = CatalogueEntry.objects.qualified(on=on).filter(organization=OuterRef("pk"))
    return organizations.annotate(catalogue_fields=Subquery(entries.values("service_fields")[:1]))


def told_mark(*, of: str = "pk") -> Subquery:
    """For each row of another query, whose organization's key stands at `of`: its entry in the latest catalogue that
    listed it, whatever became of it since, as a dict (see `reports.catalogue.mark_of`); None: none ever did.
    """
    entries = CatalogueEntry.objects.filter(organization=OuterRef(of), number__isnull=False).order_by("-round__year")
    fallen = CatalogueEntry.objects.fallen().filter(pk=OuterRef("pk"))
    return Subquery(entries.values(told=JSONObject(
        pk="pk", status="status", number="number", fields="service_fields", year="round__year",
        street="round__area__code", valid_until="round__valid_until", fallen=Exists(fallen)))[:1])


def qualified_organizations(*, on: date) -> QuerySet:
    """The keys of the organizations in the catalogue in force, for look-ups."""
    return CatalogueEntry.objects.qualified(on=on).values("organization")
