"""Filings (备案) at the street: the matter that brings an organization in, its number and its certificate."""

import secrets
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.rulebook.models import rule
from incubator.workdays import add_months
from organizations.models.matters import Matter, MatterQuerySet
from organizations.models.organizations import Organization


class FilingManager(models.Manager.from_queryset(MatterQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> MatterQuerySet:
        return super().get_queryset().filter(kind=Matter.Kind.FILING)


class Filing(Matter):
    """The request of one organization to be filed. The facts asked for stand on the draft organization."""

    objects = FilingManager()  # type: ignore[misc]

    class Meta:
        proxy = True
        verbose_name, verbose_name_plural = _("filing"), _("filings")


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


PRINTED = ("name", "category", "responsible_person", "venue", "area")  # of the register, on a certificate
# While one stands, the register says no other: these change by a matter, with its papers, day and new certificate.
CERTIFIED = (*PRINTED, "org_type", "uscc")


def last_day(organization: Organization, *, on: date) -> date | None:
    """Of a certificate whose term begins on that day; None where the street sets no end."""
    years = rule("certificate-valid-years", area=organization.area.code, on=on)
    return add_months(on, 12 * years) - timedelta(days=1) if years else None


class CertificateManager(models.Manager["Certificate"]):
    def issue(self, organization: Organization, *, matter: Matter, number: str, on: date) -> "Certificate":
        """A certificate of what the register says now: it says the same for as long as it lasts.

        How many years that is, is the street's rule (`certificate-valid-years`, 0: no last day).
        """
        return self._issue(organization, matter=matter, number=number, on=on, until=last_day(organization, on=on))

    def replace(
        self, old: "Certificate", *, matter: Matter, on: date, why: str, renewed: bool = False
    ) -> "Certificate":
        """The old one falls, and the same number stands on a new one, until the same day unless it is renewed."""
        self.filter(pk=old.pk).update(withdrawn_on=on, withdrawn_reason=why)
        until = old.valid_until
        if renewed:  # asked for before its end, the new term follows on the old one
            begins = max(on, until + timedelta(days=1)) if until else on
            until = last_day(matter.organization, on=begins)
        return self._issue(matter.organization, matter=matter, number=old.number, on=on, until=until)

    def numbers(self, organizations: models.QuerySet[Organization]) -> dict[int, str]:
        """Organization -> the number of the certificate that was not taken back, where there is one."""
        return dict(self.filter(organization__in=organizations.values("pk"), withdrawn_on=None).values_list(
            "organization", "number"))

    def withdraw(self, organization: int, *, on: date, why: str) -> None:
        """What stands of the organization (its key) stands no more."""
        self.filter(organization=organization, withdrawn_on=None).update(withdrawn_on=on, withdrawn_reason=why)

    def _issue(
        self, organization: Organization, *, matter: Matter, number: str, on: date, until: date | None
    ) -> "Certificate":
        street = organization.area.street
        facts = {name: getattr(organization, name) for name in PRINTED if name != "area"}
        facts |= {"area": organization.area.name, "street": street.name if street else ""}
        return self.create(organization=organization, matter=matter, number=number, issued_on=on, valid_until=until,
                           facts=facts)


class Certificate(models.Model):
    """A filing certificate; its public page says whether it stands."""

    class Withdrawal(models.TextChoices):
        """Why a certificate stands no more."""

        REPLACED = "replaced", _("Replaced after a change of what it says")  # 变更换发
        ISSUED_ANEW = "issued_anew", _("A new certificate was issued in its place")  # 补发、到期换发
        CANCELLED = "cancelled", _("The organization is cancelled")  # 注销
        REGISTERED = "registered", _("The organization was registered with civil affairs")  # 转为登记

    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("organization"), related_name="certificates")
    matter = models.OneToOneField(  # the filing, or the matter after which it was issued anew
        Matter, models.PROTECT, verbose_name=_("matter"), related_name="certificate")
    number = models.CharField(_("filing number"), max_length=30)
    code = models.CharField(_("code of the public page"), max_length=32, unique=True, default=public_code)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)  # empty: as long as it stands on record
    facts = models.JSONField(_("what it says"), default=dict, editable=False)  # of its day; `issue` writes them
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason of withdrawal"), max_length=20, choices=Withdrawal, blank=True)

    objects = CertificateManager()

    class Meta:
        verbose_name, verbose_name_plural = _("certificate"), _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(withdrawn_on=None), name="one_standing_certificate_per_number"),
        ]

    def __str__(self) -> str:
        return self.number

    def has_run_out(self, *, on: date) -> bool:
        return self.valid_until is not None and self.valid_until < on
