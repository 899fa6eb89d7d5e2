"""Who holds which office in an organization and until when, and the community branches it is paired with."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.sealed import SealedField, SealedHash, SealedTail
from incubator.tracking import Change, Tracked, change_of
from organizations.models.organizations import Organization, normalized


class OfOrganizationQuerySet(models.QuerySet):
    def visible_to(self, user) -> "OfOrganizationQuerySet":
        """Whoever sees the organization: the officers of the area, and its own members."""
        return self.filter(organization__in=Organization.objects.visible_to(user))

    def revealable_to(self, user) -> "OfOrganizationQuerySet":
        """As of the organization: whoever may ask for its numbers may ask for those of its people."""
        return self.filter(organization__in=Organization.objects.revealable_to(user).values("pk"))


class OfficeHolderQuerySet(OfOrganizationQuerySet):
    def serving(self) -> "OfficeHolderQuerySet":
        return self.filter(status=OfficeHolder.Status.SERVING)

    def keep_names(self, organization: int) -> None:
        """The names of those who serve, as compared, stand beside the organization: its search looks nowhere else.

        Whoever writes office-holders calls it with the organization locked (`staffing.roster`).
        """
        serving = self.serving().filter(organization=organization).values_list("name", flat=True)
        names = " ".join(sorted({normalized(name) for name in serving} - {""}))
        Organization.objects.filter(pk=organization).exclude(normalized_holders=names).update(normalized_holders=names)


class OfficeHolder(Tracked):
    """One person in one office of the organization; no account of the portal (that is `Membership`)."""

    class Role(models.TextChoices):
        RESPONSIBLE_PERSON = "responsible_person", _("Responsible person")  # 负责人
        LEGAL_REPRESENTATIVE = "legal_representative", _("Legal representative")  # 法定代表人
        FINANCE = "finance", _("Head of finance")  # 财务负责人
        COUNCIL = "council", _("Council member")  # 理事
        SUPERVISOR = "supervisor", _("Supervisor")  # 监事
        MEMBER = "member", _("Ordinary member")  # 成员

    class Status(models.TextChoices):
        SERVING = "serving", _("In office")  # 在任
        LEFT = "left", _("Left office")  # 离任

    area_path = "organization__area"  # whose officers may see the number whole

    tracked = ("name", "role", "phone", "is_party_member", "term_starts_on", "term_ends_on", "left_on")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="holders", verbose_name=_("organization"))
    name = models.CharField(_("name"), max_length=50)
    role = models.CharField(_("office held"), max_length=25, choices=Role, default=Role.MEMBER)
    phone = SealedField(_("contact phone"), kind="phone", blank=True, default="")
    phone_hash = SealedHash("phone", db_index=True)
    phone_tail = SealedTail("phone", db_index=True)
    is_party_member = models.BooleanField(_("member of the Party"), default=False)
    term_starts_on = models.DateField(_("term from"), null=True, blank=True)
    term_ends_on = models.DateField(_("term until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.SERVING, editable=False)
    left_on = models.DateField(_("left on"), null=True, blank=True, editable=False)

    objects = OfficeHolderQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("office-holder"), _("office-holders")
        constraints = [
            models.CheckConstraint(
                condition=Q(term_starts_on=None) | Q(term_ends_on=None) | Q(term_ends_on__gt=F("term_starts_on")),
                name="term_of_office_ends_after_it_starts",
                violation_error_message=_("A term ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status="serving", left_on=None) | Q(status="left", left_on__isnull=False),
                name="who_left_office_has_a_day",
                violation_error_message=_("A person who left has the day of leaving, and nobody else has one."),
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(role="legal_representative", status="serving"),
                name="one_serving_legal_representative",
                violation_error_message=_("The organization has a legal representative in office already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def area(self) -> Area:
        """The organization's."""
        return self.organization.area


class OfficeHolderChange(Change):
    holder = change_of("organizations.OfficeHolder")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an office-holder"), _("changes of office-holders")


class Pairing(Tracked):
    """The organization and the Party branch of a community help each other (结对)."""

    class Status(models.TextChoices):
        LIVING = "living", _("Paired")  # 结对中
        ENDED = "ended", _("Pairing ended")  # 已结束

    tracked = ("area", "branch_name", "since", "ended_on", "note")

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="pairings", verbose_name=_("organization"))
    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("community"), related_name="pairings")
    branch_name = models.CharField(_("Party branch of the community"), max_length=100)
    since = models.DateField(_("paired since"))
    ended_on = models.DateField(_("pairing ended on"), null=True, blank=True, editable=False)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.LIVING, editable=False)

    objects = OfOrganizationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("pairing"), _("pairings")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="living", ended_on=None) | Q(
                    status="ended", ended_on__isnull=False, ended_on__gte=F("since")),  # unknown would pass the check
                name="ended_pairing_has_a_day",
                violation_error_message=_("A pairing that ended has its last day, not before its first."),
            ),
            models.UniqueConstraint(
                fields=["organization", "branch_name"], condition=Q(status="living"),
                name="one_living_pairing_per_branch",
                violation_error_message=_("The organization is paired with this branch already."),
            ),
        ]

    def __str__(self) -> str:
        return self.branch_name


class PairingChange(Change):
    pairing = change_of("organizations.Pairing")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a pairing"), _("changes of pairings")
