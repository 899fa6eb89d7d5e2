"""Annual campaigns as rows: the list of campaigns, one campaign with its counts, an organization's years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.accounts.models import User
from organizations.annual.moving import years_owed, years_to_rectify
from organizations.models import AnnualCampaign, AnnualDuty, AnnualDutyChange, Matter, Organization, normalized
from organizations.models.annual import ON_RECORD, TO_RECTIFY, is_late, is_unrectified
from organizations.notices import heard
from organizations.reports.annual_matters import Begun, begun, phone_href
from organizations.reports.credit import Mark
from organizations.reports.outcomes import outcome_mark
from organizations.rules.annual import annual_words, fault_of
from organizations.rules.memberships import writes_for

Status, Outcome = AnnualDuty.Status, AnnualDuty.Outcome
STATES: dict[str, Any] = {  # how a campaign's list may be narrowed; each is also counted
    "must": _("must report"), "exempt": _("exempt"), "in": _("handed in"), "waiting": _("to be decided on"),
    "late": _("overdue"), "unheard": _("to be telephoned"), "uncalled": _("not telephoned yet"),
    "called": _("telephoned"), "qualified": Outcome.QUALIFIED.label,
    "basically_qualified": Outcome.BASICALLY.label, "unqualified": Outcome.UNQUALIFIED.label,
    "rectifying": _("rectifying"), "unrectified": _("rectification missed"),
}
CALLS = ("unheard", "uncalled", "called")  # the second and third are parts of the first
NO_NEWS = ("telephone", "urge", "postpone")  # rows of the history after which the same is owed as before


def in_state(state: str, *, on: date) -> Q:
    """The duties that a state of `STATES` names."""
    to_rectify = Q(rectify_by__isnull=False, rectified_on=None) & ON_RECORD
    asked = Q(status__in=AnnualDuty.OWING) | TO_RECTIFY & ON_RECORD
    unheard, called = asked & ~Q(heard("organization")), Q(Exists(_calls()))
    return {
        "must": ~Q(status=Status.EXEMPT), "exempt": Q(status=Status.EXEMPT),
        "in": Q(status__in=[Status.HANDED_IN, Status.RETURNED, Status.DECIDED]), "waiting": Q(status=Status.HANDED_IN),
        "late": is_late(on), "unheard": unheard,
        "uncalled": unheard & ~called, "called": unheard & called,
        "rectifying": to_rectify & ~is_unrectified(on), "unrectified": to_rectify & is_unrectified(on),
        **{code: Q(outcome=code) for code in Outcome.values},
    }[state]


def _calls() -> QuerySet[AnnualDutyChange]:
    """The calls about what is owed now, within a query of duties: one before the report came back, or before the
    rectification was asked for, was about something else.
    """
    news = AnnualDutyChange.objects.filter(duty=OuterRef("duty"), pk__gt=OuterRef("pk")).exclude(action__in=NO_NEWS)
    return AnnualDutyChange.objects.filter(~Exists(news), duty=OuterRef("pk"), action="telephone")


def narrowed(duties: QuerySet[AnnualDuty], *, state: str, name: str, on: date) -> QuerySet[AnnualDuty]:
    """In the order of names, each with the last time somebody telephoned; a state nobody knows narrows nothing."""
    if state in STATES:
        duties = duties.filter(in_state(state, on=on))
    if plain := normalized(name):
        duties = duties.filter(
            Q(organization__normalized_name__contains=plain) | Q(organization__pinyin__contains=plain))
    return with_calls(duties).select_related("campaign", "organization__area").order_by("organization__pinyin", "pk")


def with_calls(duties: QuerySet[AnnualDuty]) -> QuerySet[AnnualDuty]:
    """Beside each, as `telephoned_at`, the last time somebody telephoned about what is owed now; `telephoned_on` tells
    the day."""
    return duties.annotate(telephoned_at=Subquery(_calls().order_by("-pk").values("at")[:1]))


def telephoned_on(duty: AnnualDuty) -> date | None:
    """The day of the last call, where it was loaded `with_calls`."""
    at = getattr(duty, "telephoned_at", None)
    return timezone.localdate(at) if at else None


@dataclass(frozen=True)
class StateCount:
    code: str
    label: Any
    count: int


def counts(campaign: AnnualCampaign, *, on: date) -> list[StateCount]:
    """How many duties each state has: one query."""
    found = campaign.duties.aggregate(**{f"n_{code}": Count("pk", filter=in_state(code, on=on)) for code in STATES})
    return [StateCount(code, label, found[f"n_{code}"]) for code, label in STATES.items()]


@dataclass(frozen=True)
class DutyRow:
    """One organization of a campaign, as the page and the workbook show it."""

    pk: int
    name: str
    href: str
    kind: str
    community: str
    head: str
    status: str
    status_label: str
    exemption: str
    due: date
    late: bool
    handed_in: date | None
    outcome: Mark | None
    rectify_by: date | None
    rectified: date | None
    fault: str
    phone: str  # masked
    reveal_href: str  # where the person it is shown to sees the phone whole
    telephoned: date | None  # the last time, where `narrowed` has looked it up
    other_day: bool  # than the campaign's

    def get_status_display(self) -> str:
        return self.status_label


def duty_rows(duties: Iterable[AnnualDuty], *, on: date, user: User | None = None) -> list[DutyRow]:
    """The duties, loaded with their campaigns, organizations and areas, as lines; shown to `user`, where given."""
    return [
        DutyRow(
            duty.pk, duty.organization.name, reverse("organizations:annual-duty", args=[duty.pk]),
            str(duty.organization.get_org_type_display()), duty.organization.area.name,
            duty.organization.responsible_person, duty.status, str(duty.get_status_display()),
            str(duty.get_exemption_display()), duty.day, duty.status in AnnualDuty.OWING and duty.day < on,
            duty.handed_in_on, outcome_mark(duty.outcome), duty.rectify_day, duty.rectified_on,
            annual_words(fault_of(duty, on=on)), str(duty.organization.phone or ""),
            phone_href(duty.organization, user) if user else "",
            telephoned_on(duty), duty.day != duty.campaign.due_on)
        for duty in duties]


def other_days(campaign: AnnualCampaign) -> int:
    """How many have another day than the campaign's: a later one was given, or they were asked later."""
    return campaign.duties.filter(in_state("must", on=campaign.due_on)).exclude(due_on=campaign.due_on).count()


@dataclass(frozen=True)
class CampaignRow:
    href: str
    year: int
    street: str
    due: date
    status: str
    status_label: str
    must: int
    came: int
    late: int

    def get_status_display(self) -> str:
        return self.status_label


def campaign_rows(campaigns: Iterable[AnnualCampaign], *, on: date) -> list[CampaignRow]:
    """The campaigns of one page as lines; their duties are counted in one query."""
    shown = list(campaigns)
    asked = ("must", "in", "late")
    found: dict[int, Any] = {row["campaign"]: row for row in AnnualDuty.objects.filter(
        campaign__in=[campaign.pk for campaign in shown]).order_by().values("campaign").annotate(
            **{f"n_{code}": Count("pk", filter=in_state(code, on=on)) for code in asked})}
    return [
        CampaignRow(
            reverse("organizations:annual", args=[campaign.pk]), campaign.year, campaign.area.name, campaign.due_on,
            campaign.status, str(campaign.get_status_display()),
            *(found[campaign.pk][f"n_{code}"] if campaign.pk in found else 0 for code in asked))
        for campaign in shown]


@dataclass(frozen=True)
class YearRow:
    """One year of an organization: what it owes or owed, what came of it, and what may be begun now."""

    year: int
    note: str
    row: DutyRow
    opinion: str  # why it was found so; empty while nothing is decided
    may_report: bool
    may_rectify: bool
    matters: tuple[Begun, ...]


def year_rows(organization: Organization, *, user: User, on: date) -> list[YearRow]:
    """The organization's years, the latest first, with the reports this person may read."""
    writes = writes_for(user, organization)
    owed, to_rectify = (
        (set(years_owed(organization)), set(years_to_rectify(organization))) if writes else (set(), set()))
    duties = list(AnnualDuty.objects.filter(organization=organization).select_related(
        "campaign", "organization__area").order_by("-campaign__year", "-pk"))
    opinions = dict(AnnualDutyChange.objects.filter(duty__organization=organization, action="decide").order_by(
        "pk").values_list("duty", "note"))
    matters: dict[int, list[Matter]] = {}
    for matter in Matter.objects.visible_to(user).filter(
            organization=organization, kind__in=(Matter.Kind.ANNUAL, Matter.Kind.RECTIFICATION),
    ).select_related("organization").order_by("pk"):
        matters.setdefault(matter.year, []).append(matter)

    def free(kind: str, year: int) -> bool:
        """Nothing of this kind is begun: what is begun has its own link."""
        return not any(one.kind == kind and one.status in Matter.OPEN for one in matters.get(year, []))

    return [
        YearRow(
            duty.campaign.year, duty.campaign.note, row, opinions.get(duty.pk, ""),
            duty.campaign.year in owed and free(Matter.Kind.ANNUAL, duty.campaign.year),
            duty.campaign.year in to_rectify and free(Matter.Kind.RECTIFICATION, duty.campaign.year),
            begun(matters.get(duty.campaign.year, []), user=user))
        for duty, row in zip(duties, duty_rows(duties, on=on), strict=True)]


TABLE: tuple[tuple[Any, str], ...] = (  # the columns of the list, on the page and in the workbook
    (_("organization name"), "name"), (_("organization type"), "kind"), (_("community"), "community"),
    (_("responsible person"), "head"), (_("contact phone"), "phone"), (_("telephoned on"), "telephoned"),
    (_("Status"), "status_label"),
    (_("why exempt"), "exemption"),
    (_("to be handed in by"), "due"), (_("handed in on"), "handed_in"),
    (pgettext_lazy("annual report", "outcome"), "outcome"), (_("to be rectified by"), "rectify_by"),
    (_("rectified on"), "rectified"),
    (pgettext_lazy("annual report", "what is held against it"), "fault"),
)
