"""Which organizations a hub organization (枢纽型社会组织) supports, from when, until when."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.tracking import Change, Tracked, change_of
from organizations.models.organizations import Organization


class HubLinkQuerySet(models.QuerySet):
    def visible_to(self, user) -> "HubLinkQuerySet":
        """Whoever sees one of the two."""
        seen = Organization.objects.visible_to(user).values("pk")
        return self.filter(Q(hub__in=seen) | Q(supported__in=seen))

    def of(self, organization: Organization) -> "HubLinkQuerySet":
        """Those in which it takes part, on either side."""
        return self.filter(Q(hub=organization) | Q(supported=organization))


class HubLink(Tracked):
    """One hub organization supports one other; kept by the street office."""

    class Status(models.TextChoices):
        LIVING = "living", _("Supported")  # 支持中
        ENDED = "ended", _("Support ended")  # 已结束

    tracked = ("hub", "supported", "since", "ended_on", "note")

    hub = models.ForeignKey(
        Organization, models.PROTECT, related_name="supports", verbose_name=_("hub organization"))
    supported = models.ForeignKey(
        Organization, models.PROTECT, related_name="hubs", verbose_name=_("supported organization"))
    since = models.DateField(_("supported since"))
    ended_on = models.DateField(_("support ended on"), null=True, blank=True, editable=False)
    note = models.CharField(_("remark"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.LIVING, editable=False)

    objects = HubLinkQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("support by a hub"), _("supports by hubs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(hub=F("supported")), name="a_hub_supports_others",
                violation_error_message=_("A hub organization supports others, not itself."),
            ),
            models.CheckConstraint(
                condition=Q(status="living", ended_on=None) | Q(
                    status="ended", ended_on__isnull=False, ended_on__gte=F("since")),  # unknown would pass the check
                name="ended_support_has_a_day",
                violation_error_message=_("Support that ended has its last day, not before its first."),
            ),
            models.UniqueConstraint(
                fields=["hub", "supported"], condition=Q(status="living"), name="one_living_support_per_pair",
                violation_error_message=_("The hub supports this organization already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hub} → {self.supported}"

    @property
    def area(self) -> Area:
        """The hub's."""
        return self.hub.area


def with_hubs(organizations: models.QuerySet) -> models.QuerySet:
    """Each told, within its own query, whether it takes part in the support by a hub (`is_linked`)."""
    taking_part = HubLink.objects.filter(Q(hub=OuterRef("pk")) | Q(supported=OuterRef("pk")))
    return organizations.annotate(is_linked=Exists(taking_part))


class HubLinkChange(Change):
    hub_link = change_of("organizations.HubLink")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a support"), _("changes of supports")
