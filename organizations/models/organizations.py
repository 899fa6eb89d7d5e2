"""Organizations: what is on record about each, and who may see it."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import DISTRICT, Area, within
from incubator.masking import mask_text
from incubator.sealed import SealedField, SealedHash, SealedTail
from incubator.tracking import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.finding import FollowingField
from organizations.models.spelling import spelled

LEFT_OUT = ("Cc", "Cf", "Cs", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Zs", "Zl", "Zp")
NUMBERS = ("identity_no", "phone")  # personal: of an organization, and sealed beside the answers of a matter
FOLDED = 18  # characters that one may become at most when it is folded (Unicode; ㍿ becomes four, ﷺ more than any)


def normalized(name: str) -> str:
    """The name as it is compared: full width folded, blanks and quotation marks dropped, letters small.

    Rare characters stay, also those that this Python's table does not know or that stand in the private area.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) not in LEFT_OUT)


def unspaced(typed: str) -> str:
    """A number as it is kept: full width folded, blanks dropped, capitals."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()


def hyphened(typed: str) -> str:
    """As `unspaced`, with every kind of dash (and the minus sign) as the hyphen that our numbers are printed with."""
    return "".join("-" if c == "−" or unicodedata.category(c) == "Pd" else c for c in unspaced(typed))


def grouped(typed: str) -> str:
    """The digits of a filing number of ours, or of its beginning, in their groups, whatever stands between them; else
    what was typed.
    """
    digits = "".join(re.findall(r"[0-9]", unspaced(typed)))
    found = re.fullmatch(r"(\d{6})(\d{0,3})(\d{0,4})(\d?)(\d{0,4})", digits)
    return "-".join(filter(None, found.groups())) if found else typed


class OrganizationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OrganizationQuerySet":
        """Officers see their areas (drafts nobody handed in stay with their makers), members their own."""
        if not user.is_authenticated:
            return self.none()
        mine = Q(pk__in=own_organizations(user))
        if not user.is_officer:
            return self.filter(mine)
        return self.filter(mine | (within("area__code", user.reading_codes) & ~Q(status=Organization.Status.DRAFT)))

    def revealable_to(self, user) -> "OrganizationQuerySet":
        """Whose numbers may be asked for: what one sees, and the draft behind a matter that waits for the answer."""
        matters: Any = self.model._meta.get_field("matters").related_model
        waiting = matters.objects.visible_to(user).filter(status__in=matters.WITH_THE_OFFICE).values("organization")
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | Q(pk__in=waiting))

    def between_ends(self, user) -> "OrganizationQuerySet":
        """The same rows, said also from which key to which: those of one street stand close together, because they came
        in by ledger, and a list in the order of keys would walk through all the others to find them.

        For lists that are not searched; a district's officer reads nearly all, and has too many areas to ask each.
        """
        if own_organizations(user) or not user.is_officer or any(len(code) <= DISTRICT for code in user.reading_codes):
            return self
        return self.filter(ends_of(tuple(user.reading_codes)))

    def of_tier(self, tier: str) -> "OrganizationQuerySet":
        """Those of one tier (domain.md §2.2)."""
        return self.filter(org_type__in=Organization.TIERS[tier])

    def bearing(self, name: str, *, street: str, registered: bool = False) -> "OrganizationQuerySet":
        """Those on record that keep an organization of this street from the name, written this way or another.

        Names are borne once within a street; those of registered ones once within the district that registers them
        too. `street` is its code (9 digits, or 6 where none is known: the whole district).
        """
        there = within("street_code", [street])
        if registered:
            there |= within("street_code", [street[:DISTRICT]]) & Q(org_type__in=Organization.REGISTERED_TYPES)
        return self.on_record().filter(there, normalized_name=normalized(name))

    def on_record(self) -> "OrganizationQuerySet":
        """Organizations that stand in the street's register."""
        return self.filter(status__in=Organization.ON_RECORD)


@lru_cache(maxsize=100)
def ends_of(codes: tuple[str, ...]) -> Q:
    """From the first to the last key of the organizations in these areas, as a condition; it is asked anew each time.

    Kept, because Django takes longer to put it together than the table to answer it.
    """
    areas = Area.objects.filter(within("code", list(codes)))
    keys = Organization._base_manager.filter(area=OuterRef("pk")).values("pk")

    def end(order: str, far: OrderBy) -> Subquery:
        return Subquery(areas.annotate(end=Subquery(keys.order_by(order)[:1])).order_by(far).values("end")[:1])

    return Q(pk__gte=end("pk", F("end").asc(nulls_last=True)), pk__lte=end("-pk", F("end").desc(nulls_last=True)))


class Organization(Tracked):
    """One social organization, registered, filed or listed."""

    class Type(models.TextChoices):
        ASSOCIATION = "association", _("Association")  # 社会团体
        SERVICE_AGENCY = "service_agency", _("Service agency")  # 民办非企业单位
        FOUNDATION = "foundation", _("Foundation")  # 基金会
        FILED = "filed", _("Filed community organization")  # 备案
        RESIDENT_GROUP = "resident_group", _("Resident group")  # 社区群众活动团队
        SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")  # 社会企业
        COURTYARD_GROUP = "courtyard_group", _("Courtyard group")  # 院落自治组织

    REGISTERED_TYPES = (Type.ASSOCIATION, Type.SERVICE_AGENCY, Type.FOUNDATION)
    LISTED_TYPES = (Type.RESIDENT_GROUP, Type.COURTYARD_GROUP)

    class Tier(models.TextChoices):
        """Who keeps it on record: civil affairs, the street office, the residents' committee, or market regulation."""

        REGISTERED = "registered", _("Registered")  # 登记
        FILED = "filed", _("Filed at the street")  # 备案
        LISTED = "listed", _("Listed with the community")  # 社区管理
        ENTERPRISE = "enterprise", _("Social enterprises")  # 社会企业

    TIERS: dict[str, tuple[str, ...]] = {
        Tier.REGISTERED: REGISTERED_TYPES, Tier.FILED: (Type.FILED,), Tier.LISTED: LISTED_TYPES,
        Tier.ENTERPRISE: (Type.SOCIAL_ENTERPRISE,),
    }

    class Category(models.TextChoices):
        SERVICE = "service", _("Service")  # 服务类
        CULTURE = "culture", _("Culture and sports")  # 文体类
        SELF_GOVERNANCE = "self_governance", _("Self-governance")  # 自治类
        SAFETY = "safety", _("Safety")  # 平安类
        OTHER = "other", _("Other")  # 其他

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿: signed up, not on record
        ACTIVE = "active", _("In good standing")  # 正常
        SUSPENDED = "suspended", _("Suspended")  # 暂停
        CANCELLED = "cancelled", _("Cancelled")  # 注销
        REVOKED = "revoked", _("Revoked")  # 撤销

    ON_RECORD = (Status.ACTIVE, Status.SUSPENDED)
    GONE = (Status.CANCELLED, Status.REVOKED)
    FREE_WORDS = ("venue", "purpose", "remark")

    tracked = (
        "name", "org_type", "uscc", "registration_no", "filing_no", "area", "category", "founded_on", "member_count",
        "has_charter", "venue", "responsible_person", "identity_no", "phone", "party_member_count", "has_party_branch",
        "is_hub", "purpose", "remark",
    )

    name = models.CharField(_("organization name"), max_length=100)
    normalized_name = models.CharField(_("name as compared"), max_length=100 * FOLDED, editable=False, db_index=True)
    org_type = models.CharField(_("organization type"), max_length=20, choices=Type, default=Type.FILED)
    status = models.CharField(_("standing"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    uscc = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    registration_no = models.CharField(  # 登记证号
        _("number of the registration certificate"), max_length=50, blank=True)
    filing_no = models.CharField(_("filing number"), max_length=30, blank=True, editable=False)
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="organizations")
    street_code = models.CharField(  # of the area, or the district's: within it a name is borne once
        _("street code"), max_length=9, blank=True, default="", editable=False)
    category = models.CharField(_("class"), max_length=20, choices=Category, default=Category.SERVICE)
    founded_on = models.DateField(_("founded (filed) on"), null=True, blank=True)
    member_count = models.PositiveIntegerField(_("members"), null=True, blank=True)
    has_charter = models.BooleanField(_("charter"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    responsible_person = models.CharField(_("responsible person"), max_length=50, blank=True)
    normalized_head = models.CharField(
        _("responsible person as compared"), max_length=50 * FOLDED, blank=True, default="", editable=False)
    normalized_holders = FollowingField(  # of all who serve, a blank between: models/people.py
        _("office-holders as compared"), blank=True, default="", editable=False)
    identity_no = SealedField(_("identity number"), kind="identity", blank=True, default="")
    identity_hash = SealedHash("identity_no", db_index=True)
    identity_tail = SealedTail("identity_no")
    phone = SealedField(_("contact phone"), kind="phone", blank=True, default="")
    phone_hash = SealedHash("phone", db_index=True)
    phone_tail = SealedTail("phone", db_index=True)
    party_member_count = models.PositiveIntegerField(_("party members"), default=0)
    has_party_branch = models.BooleanField(_("party organization"), default=False)
    is_hub = models.BooleanField(_("hub organization"), default=False)
    purpose = models.TextField(_("purpose and scope"), max_length=2000, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    pinyin = models.CharField(_("name in pinyin"), max_length=400, blank=True, editable=False)  # full and initials

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("organization"), _("organizations")
        indexes = [  # the list narrowed by one of these stands in its order already; parts of names: models/finding.py
            models.Index(fields=["area", "id"], name="organizations_by_area"),
            models.Index(fields=["status", "id"], name="organizations_by_status"),
            models.Index(fields=["org_type", "id"], name="organizations_by_type"),
            models.Index(fields=["category", "id"], name="organizations_by_class"),
            models.Index(fields=["filing_no"], name="filing_number_begins", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["uscc"], name="credit_code_begins", opclasses=["varchar_pattern_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["uscc"], condition=~Q(uscc=""), name="one_organization_per_credit_code",
                violation_error_message=_("Another organization has this unified social credit code."),
            ),
            models.UniqueConstraint(
                fields=["filing_no"], condition=~Q(filing_no=""), name="one_organization_per_filing_number",
                violation_error_message=_("Another organization has this filing number."),
            ),
            models.UniqueConstraint(
                fields=["street_code", "normalized_name"], condition=Q(status__in=["active", "suspended"]),
                name="one_living_organization_per_name",
                violation_error_message=_("An organization of this name is on record already."),
            ),
            models.UniqueConstraint(
                Substr("street_code", 1, DISTRICT), "normalized_name",
                condition=Q(status__in=["active", "suspended"],
                            org_type__in=["association", "service_agency", "foundation"]),
                name="one_living_registered_organization_per_name",
                violation_error_message=_("An organization of this name is on record already."),
            ),
            models.CheckConstraint(
                condition=~Q(org_type="filed") | Q(uscc=""), name="filed_organization_has_no_credit_code",
                violation_error_message=_("A filed organization is no legal person and has no credit code."),
            ),
            models.CheckConstraint(
                condition=~Q(org_type__in=["resident_group", "courtyard_group"]) | Q(uscc="", filing_no=""),
                name="listed_group_has_no_number",
                violation_error_message=_(
                    "A listed group is neither registered nor filed: it has no credit code and no filing number."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | ~Q(responsible_person=""), name="organization_on_record_has_a_head",
                violation_error_message=_("An organization on record has a responsible person."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        self.normalized_name, self.pinyin = normalized(self.name), spelled(self.name)
        self.normalized_head = normalized(self.responsible_person)
        if self.area_id:
            self.street_code = self.area.street_code
        for name in self.FREE_WORDS:  # a personal number written into them is masked before it is kept
            setattr(self, name, mask_text(getattr(self, name)))

    @property
    def stands(self) -> bool:
        """On record: neither a draft nor cancelled nor revoked."""
        return self.status in self.ON_RECORD

    @property
    def tier(self) -> "Organization.Tier":
        """Who keeps it on record (domain.md §2.2); told by its type."""
        return next(self.Tier(tier) for tier, types in self.TIERS.items() if self.org_type in types)

    @property
    def is_registered(self) -> bool:
        """A legal person: registered with civil affairs, as against filed or listed."""
        return self.org_type in self.REGISTERED_TYPES

    @property
    def is_listed(self) -> bool:
        """A loose group, listed under a residents' committee."""
        return self.org_type in self.LISTED_TYPES


class OrganizationChange(Change):
    organization = change_of("organizations.Organization")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an organization"), _("changes of organizations")
