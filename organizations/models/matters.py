"""Matters (事项): what an organization asks of the street, its papers, and the answer; one pattern for all kinds."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.sealed import SealedField
from incubator.tracking import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.organizations import NUMBERS, Organization


class MatterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MatterQuerySet":
        """Members see their own; officers what was handed in within their areas, or is on record there, approved.

        A draft that moves to another street stays with the office that has it until it is handed in there.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Q(organization__in=own_organizations(user))
        if not user.is_officer:
            return self.filter(mine)
        approved_there = within("organization__area__code", user.reading_codes) & Q(
            status=Matter.Status.APPROVED) & ~Q(organization__status=Organization.Status.DRAFT)
        theirs = within("received_in__code", user.reading_codes) | approved_there
        return self.filter(mine | theirs)

    def waiting_for_office(self) -> "MatterQuerySet":
        """To be answered by the street; of a registration also to be forwarded, and its answer to be recorded."""
        return self.filter(status__in=Matter.WITH_THE_OFFICE) | self.to_be_recorded()

    def in_status(self, status: str) -> "MatterQuerySet":
        """As people call it: what the county refused is refused, and nothing is granted before its answer."""
        if status == Matter.Status.REFUSED:
            return self.refused()
        found = self.filter(status=status)
        if status == Matter.Status.APPROVED:
            return found.exclude(outcome=Matter.CountyAnswer.NOT_REGISTERED).exclude(
                pk__in=Matter.objects.to_be_recorded().values("pk"))
        return found

    def unanswered_by_county(self) -> "MatterQuerySet":
        """Favourable opinions on a registration without an answer of civil affairs, whatever became of its
        organization since."""
        return self.filter(kind=Matter.Kind.REGISTRATION, status=Matter.Status.APPROVED, outcome="")

    def to_be_recorded(self) -> "MatterQuerySet":
        """Opinions on a registration that were favourable: the county decides, then the office records its answer.

        Says of many what `Matter.awaits_county` says of one.
        """
        return self.unanswered_by_county().exclude(organization__status__in=Organization.GONE).exclude(
            organization__status__in=Organization.ON_RECORD,
            organization__org_type__in=Organization.REGISTERED_TYPES)

    def refused(self) -> "MatterQuerySet":
        """By the street, or by the county after the street had spoken for it. Says of many what `is_refused` says."""
        return self.filter(
            Q(status=Matter.Status.REFUSED) | Q(outcome=Matter.CountyAnswer.NOT_REGISTERED))

    def refused_before(self, matter: "Matter") -> "MatterQuerySet":
        """The one before it of its kind and year that was answered last, where the answer was a refusal; or none."""
        answered = self.filter(
            organization=matter.organization_id, kind=matter.kind, year=matter.year,
            status__in=[Matter.Status.APPROVED, Matter.Status.REFUSED]).exclude(pk=matter.pk)
        return self.refused().filter(pk=models.Subquery(answered.order_by("-decided_at", "-pk").values("pk")[:1]))

    def overtaking(self, *, pk: Any, organization: Any, kind: Any, year: Any) -> "MatterQuerySet":
        """Those with which the organization goes on instead of this one (its columns, or references to them): what is
        open of its kind and year, or was begun after it and not withdrawn."""
        return self.filter(
            Q(status__in=Matter.OPEN) | Q(pk__gt=pk) & ~Q(status=Matter.Status.WITHDRAWN),
            organization=organization, kind=kind, year=year).exclude(pk=pk)

    def with_overtaken(self) -> "MatterQuerySet":
        """With what `Matter.is_overtaken` would ask of each."""
        names = ("pk", "organization", "kind", "year")
        return self.annotate(overtaken=models.Exists(
            Matter.objects.overtaking(**{name: models.OuterRef(name) for name in names})))

    def under_way(self) -> "MatterQuerySet":
        """What is open or with civil affairs, and what was refused last of its kind and year; a withdrawn filing
        too, as nothing else leads to it."""
        told = self.with_overtaken()
        return (told.filter(status__in=Matter.OPEN) | told.to_be_recorded() | told.refused().filter(overtaken=False)
                | told.filter(kind=Matter.Kind.FILING, status=Matter.Status.WITHDRAWN))

    def revealable_to(self, user) -> "MatterQuerySet":
        """Whose numbers may be asked for, as `Matter.shows_numbers` says of one."""
        return self.visible_to(user).waiting_for_office()


class Matter(Tracked):
    """One matter of one organization, from the draft to the answer.

    The kinds differ as data (`organizations.matters.kinds`): questions, papers, clock, what an approval brings about.
    """

    class Kind(models.TextChoices):
        FILING = "filing", _("Filing")  # 备案
        REGISTRATION = "registration", _("Opinion on a registration")  # 成立登记初审
        CHANGE = "change", _("Change of recorded facts")  # 变更
        CANCELLATION = "cancellation", _("Cancellation")  # 注销
        ANNUAL = "annual", _("Annual report")  # 年度报告（年检）
        RECTIFICATION = "rectification", _("Rectification report")  # 整改报告
        CATALOGUE = "catalogue", _("Entry in the catalogue")  # 目录申报
        PROMOTION = "promotion", _("Filing of a listed group")  # 社区团队转备案
        REISSUE = "reissue", _("Certificate anew")  # 证书补发、换发

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")  # 草稿
        SUBMITTED = "submitted", _("Submitted")  # 待审核
        EXAMINING = "examining", _("Under examination")  # 已受理
        REVIEWED = "reviewed", _("Examined")  # 已初审
        RETURNED = "returned", _("Returned for correction")  # 退回补正
        APPROVED = "approved", _("Granted")  # 已批准
        REFUSED = "refused", _("Not granted")  # 不予批准
        WITHDRAWN = "withdrawn", _("Withdrawn")  # 已撤回

    class CountyAnswer(models.TextChoices):
        """What civil affairs made of a registration that the street spoke for: its `outcome`."""

        REGISTERED = "registered", _("Registered by civil affairs")  # 已登记
        NOT_REGISTERED = "not_registered", _("Not registered by civil affairs")  # 登记机关不予登记

    WITH_THE_OFFICE = (Status.SUBMITTED, Status.EXAMINING, Status.REVIEWED)
    OPEN = (Status.DRAFT, *WITH_THE_OFFICE, Status.RETURNED)

    tracked = ("receipt_no", "outcome")
    area_path = "organization__area"  # for look-ups; `area` for what is at hand

    kind = models.CharField(_("matter"), max_length=20, choices=Kind, default=Kind.FILING, editable=False)
    year = models.PositiveSmallIntegerField(_("year"), default=0, editable=False)  # it is about; 0: about no year
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="matters")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False)
    chain = models.JSONField(_("steps of the office"), default=list, editable=False)  # before the decision, of its day
    receipt_no = models.CharField(_("receipt number"), max_length=30, blank=True, editable=False)
    hand_ins = models.PositiveSmallIntegerField(_("times handed in"), default=0, editable=False)
    received_in = models.ForeignKey(  # where it lay when it was handed in last: the draft may have moved since
        Area, models.PROTECT, null=True, blank=True, editable=False, verbose_name=_("received in"), related_name="+")
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    answer_due_on = models.DateField(_("answer due on"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True, editable=False)  # where a grant has several
    forwarded_on = models.DateField(_("forwarded on"), null=True, blank=True, editable=False)  # to civil affairs
    answers = models.JSONField(_("answers"), default=dict, editable=False)  # question -> plain value; no numbers
    identity_no = SealedField(_("identity number"), kind="identity", blank=True, default="")  # of a new head
    phone = SealedField(_("contact phone"), kind="phone", blank=True, default="")
    facts = models.JSONField(_("answers handed in"), default=dict, editable=False)  # masked snapshot at the last submit
    previous_facts = models.JSONField(  # the one before: what a correction changed
        _("answers handed in before"), default=dict, editable=False)
    remarks = models.JSONField(_("remarks of the office"), default=dict, editable=False)  # question -> text
    previous_remarks = models.JSONField(  # those of the return before: what stands again when a return is taken back
        _("remarks of the office before"), default=dict, editable=False)

    objects = MatterQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("matter"), _("matters")
        indexes = [models.Index(fields=["receipt_no"], name="receipt_number_begins", opclasses=["varchar_pattern_ops"])]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "year"],
                condition=Q(status__in=["draft", "submitted", "examining", "reviewed", "returned"]),
                name="one_open_matter_of_a_kind_per_organization",
                violation_error_message=_("A matter of this kind is open already for this organization."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"]) | ~Q(receipt_no=""),
                name="submitted_matter_has_a_receipt",
                violation_error_message=_("A matter handed in has a receipt number."),
            ),
            models.CheckConstraint(
                condition=Q(forwarded_on=None) & ~Q(outcome__in=["registered", "not_registered"])
                | Q(kind="registration", status="approved"),
                name="county_hears_of_favourable_opinions",
                violation_error_message=_("Only a registration that the street speaks for goes to civil affairs."),
            ),
        ]

    def __str__(self) -> str:
        return self.organization.name

    @property
    def area(self) -> Area:
        """Where it belongs: to the street of its organization."""
        return self.organization.area

    @property
    def with_the_office(self) -> bool:
        """Handed in and not answered yet."""
        return self.status in self.WITH_THE_OFFICE

    @property
    def is_refused(self) -> bool:
        """By the street, or by civil affairs after the street had spoken for it."""
        return self.status == self.Status.REFUSED or self.outcome == self.CountyAnswer.NOT_REGISTERED

    @property
    def is_overtaken(self) -> bool:
        """The organization goes on with another of its kind and year; a filing is the only one of its draft."""
        if self.kind == self.Kind.FILING:
            return False
        known = vars(self).get("overtaken")  # by `with_overtaken`
        return Matter.objects.overtaking(
            pk=self.pk, organization=self.organization_id, kind=self.kind, year=self.year,
        ).exists() if known is None else known

    @property
    def awaits_county(self) -> bool:
        """The street's opinion was favourable, and civil affairs' answer is not on record yet."""
        organization = self.organization
        return (self.kind == self.Kind.REGISTRATION and self.status == self.Status.APPROVED and not self.outcome
                and organization.status not in Organization.GONE
                and not (organization.stands and organization.is_registered))

    @property
    def shows_numbers(self) -> bool:
        """The office may ask for its personal numbers: while it has the matter, or waits for civil affairs, they are
        what was handed in, and it has to reach the person."""
        return self.with_the_office or self.awaits_county

    def forget_numbers(self) -> None:
        """What they were asked for is over; where they hold, they stand on the organization."""
        self.identity_no = self.phone = ""
        self.save(update_fields=NUMBERS)

    def get_status_display(self) -> Any:  # type: ignore[no-redef]
        """The status in the words of the kind; of a registration that the street speaks for, how far it is since."""
        if self.kind == self.Kind.REGISTRATION and self.status == self.Status.APPROVED:
            if self.outcome:
                return self.CountyAnswer(self.outcome).label
            if self.awaits_county:
                return FORWARDED if self.forwarded_on else FAVOURED
        return status_words(self.kind)[self.status]


FAVOURED = _("The street agrees; not forwarded yet")  # 初审同意，待转报
FORWARDED = _("Forwarded; civil affairs decides")  # 已转报，待登记机关决定
OWN_STATUS_WORDS: dict[str, dict[str, Any]] = {
    Matter.Kind.FILING: {Matter.Status.APPROVED: _("Filed"), Matter.Status.REFUSED: _("Refused")},  # 已备案, 不予备案
    Matter.Kind.REGISTRATION: {  # 初审同意, 初审不同意
        Matter.Status.APPROVED: _("The street agrees"), Matter.Status.REFUSED: _("The street does not agree")},
}


def status_words(kind: str) -> dict[str, Any]:
    """Status -> what officers call it in a matter of this kind."""
    return dict(Matter.Status.choices) | OWN_STATUS_WORDS.get(kind, {})


class MatterChange(Change):
    matter = change_of("organizations.Matter")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a matter"), _("changes of matters")
