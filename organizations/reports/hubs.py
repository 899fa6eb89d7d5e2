"""A hub organization and those it supports, as rows on both pages."""

from dataclasses import dataclass

from django.urls import reverse

from incubator.accounts.models import User
from organizations.models import HubLink, Organization
from organizations.rules.hubs import links_hub


@dataclass(frozen=True)
class LinkRow:
    name: str
    href: str
    since: str
    ended_on: str
    note: str
    end_href: str

    @property
    def living(self) -> bool:
        return not self.ended_on


@dataclass(frozen=True)
class HubSide:
    """What the organization supports, by whom it is supported, and whether the reader adds to it."""

    supports: list[LinkRow]
    hubs: list[LinkRow]
    adds: bool


def hub_side(organization: Organization, *, user: User) -> HubSide | None:
    """Of an organization told by `with_hubs`: None where there is nothing to say, no hub and no hub's business.

    One query where there is something.
    """
    if not organization.is_linked and not organization.is_hub:  # type: ignore[attr-defined]
        return None
    links = list(HubLink.objects.of(organization).select_related("hub", "supported").order_by("status", "-since", "pk"))
    adds = organization.stands and bool(links_hub(user, organization))
    order = sorted(links, key=lambda link: link.status != HubLink.Status.LIVING)
    return HubSide(
        [_row(link, link.supported, user=user, ends=adds) for link in order if link.hub_id == organization.pk],
        [_row(link, link.hub, user=user, ends=False) for link in order if link.supported_id == organization.pk], adds)


def _row(link: HubLink, other: Organization, *, user: User, ends: bool) -> LinkRow:
    """Officers go on to the other's page; its members have no business there."""
    href = reverse("organizations:organization", args=[other.pk]) if user.is_officer else ""
    return LinkRow(
        other.name, href, link.since.isoformat(),
        link.ended_on.isoformat() if link.ended_on else "", link.note,
        reverse("organizations:hub-link-end", args=[link.pk])
        if ends and link.status == HubLink.Status.LIVING else "")
