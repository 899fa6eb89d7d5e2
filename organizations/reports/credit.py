"""Credit records as rows: what stands on an organization's page, and the short words beside its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.workflow import Action
from organizations.models import (
    CreditRecord,
    CreditRecordChange,
    Organization,
    credit_kinds,
    with_annual,
    with_credit,
)
from organizations.rules.annual import NONE, annual_words, known_effect
from organizations.rules.credit import blacklist_due_on
from organizations.workflow import credit_workflow
from organizations.workflow.credit import STANDING

ABNORMAL, BLACKLIST = CreditRecord.Kind.ABNORMAL, CreditRecord.Kind.BLACKLIST
PROPOSALS: dict[str, Any] = {  # what the office is asked to consider, in the same words where it is written down
    ABNORMAL: gettext_lazy("Report for the list of abnormal activity"),
    BLACKLIST: gettext_lazy("Report for the list of serious breaches"),
}
TONES = {"honour": "good", "fault": "warn", "abnormal": "bad", "blacklist": "bad"}


@dataclass(frozen=True)
class Mark:
    """A word beside an organization's name; `tone` is its colour family."""

    label: str
    tone: str


@dataclass(frozen=True)
class CreditRow:
    pk: int
    version: int
    kind: Mark
    title: str
    source: str
    since: str
    until: str
    state: str
    removed: str  # the day, empty while it stands
    reason: str
    breach_due: str  # the day since which the list of serious breaches is due, empty while it is not
    edit_href: str
    act_href: str
    actions: tuple[Action, ...]


def marks(kinds: Iterable[str]) -> tuple[Mark, ...]:
    """The kinds of record that stand, in words."""
    words = dict(CreditRecord.Kind.choices)
    return tuple(Mark(str(words[kind]), TONES[kind]) for kind in kinds)


def with_marks(organizations: QuerySet[Organization], *, on: date) -> QuerySet[Organization]:
    """The same organizations, each told within the same query what stands beside its name where it is chosen."""
    return with_annual(with_credit(organizations, on=on), on=on)


def marks_of(organization: Any) -> tuple[Mark, ...]:
    """What its records say, and what is held against its latest annual report unless the street's rule says nothing.

    Of an organization out of `with_marks`; no bar of itself.
    """
    does = known_effect(organization.annual_effect)
    words = annual_words(organization.annual_fault) if does != NONE else ""
    return (*marks(credit_kinds(organization)), *((Mark(words, "warn"),) if words else ()))


def marked(organization: Any) -> str:
    """Its name with its marks behind it, for a choice that can hold words only."""
    told = "、".join(mark.label for mark in marks_of(organization))
    return f"{organization.name}（{told}）" if told else organization.name


def credit_rows(organization: Organization, *, user: User, on: date) -> list[CreditRow]:
    """All records of the organization in one query, those that stand first; the reader's actions with each."""
    told = CreditRecordChange.objects.filter(credit_record=OuterRef("pk"), action="remove").order_by("-pk")
    asked = organization.credit_records.annotate(reason=Subquery(told.values("note")[:1])).with_years(on=on)
    records: list[Any] = list(asked.order_by("-status", "-started_on", "-pk"))
    worse = any(record.kind == BLACKLIST and record.status == STANDING for record in records)
    return [_row(record, user=user, on=on, worse=worse) for record in records]


def _row(record: Any, *, user: User, on: date, worse: bool) -> CreditRow:
    actions = credit_workflow.available(record, user)
    edits = any(action.name == "edit" for action in actions)
    waits = record.kind == ABNORMAL and record.status == STANDING and not worse
    due = blacklist_due_on(record.started_on, years=int(record.years)) if waits else None
    past = record.ends_on is not None and record.ends_on < on
    return CreditRow(
        pk=record.pk, version=record.version, kind=marks([record.kind])[0], title=record.title, source=record.source,
        since=record.started_on.isoformat(), until=record.ends_on.isoformat() if record.ends_on else "",
        state=_("run out") if past and record.status == STANDING else str(record.get_status_display()),
        removed=record.removed_on.isoformat() if record.removed_on else "", reason=record.reason or "",
        breach_due=due.isoformat() if due and due <= on else "",
        edit_href=reverse("organizations:credit-edit", args=[record.pk]) if edits else "",
        act_href=reverse("organizations:credit-act", args=[record.pk, "remove"]).removesuffix("remove/"),
        actions=tuple(action for action in actions if action.button),
    )
