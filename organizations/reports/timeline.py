"""Everything that happened to one organization and its things, newest first, one query a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, IntegerField, JSONField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from organizations.models import (
    AnnualDuty,
    AnnualDutyChange,
    Certificate,
    CoachingVisit,
    CoachingVisitChange,
    CreditRecord,
    CreditRecordChange,
    GrowthStage,
    GrowthStageChange,
    HubLink,
    HubLinkChange,
    Matter,
    MatterChange,
    OfficeHolder,
    OfficeHolderChange,
    Organization,
    OrganizationChange,
    Pairing,
    PairingChange,
    status_words,
)
from organizations.reports.sections import STOREYS, Rows, Trace
from organizations.workflow.annual import annual_duty_workflow
from organizations.workflow.matters import LIVES

COLUMNS = ("source", "row", "thing", "about", "step", "was", "became", "who", "why", "told", "moment")
REGISTER, PEOPLE = ("organization", _("Register")), ("people", _("People and party work"))
CREDIT, MATTERS, GROWTH = ("credit", _("Credit")), ("matters", _("Matters")), ("growth", _("Growth file"))
HUB = ("hub", _("Hub"))
YEARS = ("annual", _("Annual reports"))
BY_THE_OFFICE = ("urge", "telephone", "postpone", "exempt", "oblige", "leave")  # the rest is told by the report itself
CERTIFICATES = ("certificates", _("Certificates"))
ISSUED, WITHDRAWN = "issued", "withdrawn"
OF_CERTIFICATE = -1  # the source of rows that are no change rows


@dataclass(frozen=True)
class Event:
    """One line of the timeline. `change` is a change row as the history pages print it."""

    group: Any
    about: str
    href: str
    change: Any


@dataclass
class Note:
    """What leaves no change row of its own, in the shape of one."""

    label: Any
    at: datetime
    note: str = ""
    by_name: str = ""
    old: str = ""
    new: str = ""
    action: str = ""
    fields: Any = None


def traces(organization: Organization, user: User) -> list[Trace]:
    """The change rows of the organization and its things that this person may see."""
    def of(changes: Any, link: str, seen: QuerySet[Any]) -> QuerySet[Any]:
        return changes.objects.filter(**{f"{link}__in": seen.filter(organization=organization).values("pk")})

    def page(name: str) -> Any:
        return lambda thing, about: reverse(name, args=[organization.pk])

    people = page("organizations:people")
    found = [
        Trace(*REGISTER, OrganizationChange.objects.filter(organization=organization), "organization",
              Value(""), lambda thing, about: ""),
        Trace(*MATTERS, of(MatterChange, "matter", Matter.objects.visible_to(user)), "matter", F("matter__kind"),
              _matter_page, lambda kind: dict(Matter.Kind.choices).get(kind, kind), _matter_step,
              status_words),
        Trace(*PEOPLE, of(OfficeHolderChange, "holder", OfficeHolder.objects.visible_to(user)), "holder",
              F("holder__name"), people),
        Trace(*PEOPLE, of(PairingChange, "pairing", Pairing.objects.visible_to(user)), "pairing",
              F("pairing__branch_name"), people),
        Trace(*CREDIT, of(CreditRecordChange, "credit_record", CreditRecord.objects.visible_to(user)),
              "credit_record", F("credit_record__title"), lambda thing, about: ""),
        Trace(*GROWTH, of(CoachingVisitChange, "visit", CoachingVisit.objects.visible_to(user)), "visit",
              F("visit__subject"), lambda thing, about: reverse("organizations:visit", args=[thing])),
        Trace(*GROWTH, of(GrowthStageChange, "stage", GrowthStage.objects.visible_to(user)), "stage",
              F("stage__name"), page("organizations:growth")),
        Trace(*HUB, HubLinkChange.objects.filter(
            hub_link__in=HubLink.objects.visible_to(user).of(organization).values("pk")), "hub_link",
            Concat(F("hub_link__hub__name"), Value(" → "), F("hub_link__supported__name")),
            page("organizations:organization")),
    ]
    told = of(AnnualDutyChange, "duty", AnnualDuty.objects.visible_to(user)).filter(action__in=BY_THE_OFFICE)
    found.append(Trace(*YEARS, told, "duty", Cast("duty__campaign__year", CharField()),
                       lambda thing, about: reverse("organizations:annual-duty", args=[thing]),
                       label=lambda about, action: annual_duty_workflow.actions[action].label))
    return found + [trace for storey in STOREYS for trace in storey.traces(organization, user)]


class Timeline(Rows):
    """The events of one organization that this person may see; `group` narrows to one kind of thing."""

    def __init__(self, organization: Organization, user: User, *, group: str = "") -> None:
        self.traces = traces(organization, user)
        parts = [
            _rows(place, trace) for place, trace in enumerate(self.traces) if not group or trace.key == group]
        if not group or group == CERTIFICATES[0]:
            parts += _certificates(organization)
        self.groups = dict([*((trace.key, trace.group) for trace in self.traces), CERTIFICATES])
        self.rows = parts[0].union(*parts[1:], all=True).order_by("-moment", "-source", "-row") if parts else None

    def line(  # type: ignore[override]  # the columns by their names
        self, source: int, row: int, thing: int, about: str, step: str, was: str, became: str, who: str, why: str,
        told: Any, moment: datetime,
    ) -> Event:
        if source == OF_CERTIFICATE:
            labels = {ISSUED: _("Certificate issued"), WITHDRAWN: _("Certificate withdrawn")}
            reasons = dict(Certificate.Withdrawal.choices)
            return Event(CERTIFICATES[1], about, reverse("organizations:public-certificate", args=[who]), Note(
                labels[step], moment, str(reasons.get(why, why))))
        trace = self.traces[source]
        change = trace.changes.model(
            pk=row, action=step, old=was, new=became, by_name=who, note=why, fields=told, at=moment)
        if label := trace.label(about, step):
            change.label = label
        change.statuses = trace.statuses(about)
        name = str(trace.named(about)) if about else ""
        return Event(trace.group, name, trace.page(thing, about), change)


def _rows(place: int, trace: Trace) -> QuerySet[Any]:
    return trace.changes.order_by().annotate(
        source=Value(place, IntegerField()), row=F("pk"), thing=F(f"{trace.thing}_id"), about=trace.about,
        step=F("action"), was=F("old"), became=F("new"), who=F("by_name"), why=F("note"), told=F("fields"),
        moment=F("at"),
    ).values_list(*COLUMNS)


def _certificates(organization: Organization) -> list[QuerySet[Any]]:
    """Issued with the decision, withdrawn on a day: in the columns of change rows."""
    def rows(step: str, moment: Any, why: Any) -> QuerySet[Any]:
        return Certificate.objects.filter(organization=organization).order_by().annotate(
            source=Value(OF_CERTIFICATE, IntegerField()), row=F("pk"), thing=F("matter_id"), about=F("number"),
            step=Value(step), was=Value(""), became=Value(""), who=F("code"), why=why, told=Value({}, JSONField()),
            moment=moment,
        )

    withdrawn = rows(WITHDRAWN, Cast("withdrawn_on", DateTimeField()), F("withdrawn_reason"))
    issued = rows(ISSUED, Coalesce("matter__decided_at", Cast("issued_on", DateTimeField())), Value(""))
    return [issued.values_list(*COLUMNS), withdrawn.exclude(withdrawn_on=None).values_list(*COLUMNS)]


def _matter_page(thing: int, kind: str) -> str:
    return reverse(f"organizations:{'filing-detail' if kind == Matter.Kind.FILING else 'matter'}", args=[thing])


def _matter_step(kind: str, action: str) -> Any:
    found = LIVES[kind].actions.get(action) if kind in LIVES else None
    return found.label if found else ""
