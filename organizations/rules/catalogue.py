"""Who may do what in the catalogue of qualified organizations. Pure questions; nothing here writes."""

from datetime import date
from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User, within
from incubator.accounts.rules import acts_for_street, reads
from incubator.rulebook.models import rule, rule_within
from incubator.workdays import add_workdays
from incubator.workflow import No
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Matter, own_organizations
from organizations.rules.memberships import decides_on, writes_for

ANSWER_DAYS = "catalogue-objection-answer-workdays"
OWN_ROUND = _(
    "You belong to an organization of this round yourself: its publicity, its objections and its list are for a "
    "colleague to decide.")


def covers_round(user: User, round: CatalogueRound) -> bool:
    """Whose area covers the round: its counts, its applications and its history are theirs to read."""
    return reads(user, round.area.code)


def works_in_round(user: User, round: CatalogueRound) -> bool:
    """As above, or whose community lies in the round's street: they read the entries of their area."""
    return user.is_officer and (covers_round(user, round) or any(
        code.startswith(round.area.code) for code in user.reading_codes))


def keeps_round(user: User, round: CatalogueRound) -> bool:
    """The officers of the round's street."""
    return acts_for_street(user, round.area.code)


def moves_round(user: User, round: CatalogueRound) -> bool | No:
    """As above, but never one who belongs to an organization of the round (回避)."""
    return keeps_round(user, round) and apart_from(user, round.pk)


def apart_from(user: User, round: int) -> bool | No:
    """Whether no organization of this person stands in the round or applies for it: what was sent back lapses with the
    publicity. No query for whoever belongs nowhere.
    """
    own = own_organizations(user)
    if not own:
        return True
    standing = CatalogueEntry.objects.filter(round=round, organization__in=own).exclude(
        status=CatalogueEntry.Status.DECLINED)
    year, street = CatalogueRound.objects.values_list("year", "area__code").get(pk=round)
    applying = Matter.objects.filter(
        within("received_in__code", [street]), kind=Matter.Kind.CATALOGUE, year=year, status__in=Matter.OPEN,
        organization__in=own)
    return No(OWN_ROUND) if standing.exists() or applying.exists() else True


def correction_days(round: CatalogueRound) -> int:
    """How many working days there are to correct an application: the street's rule of the day applications begin."""
    return int(rule("catalogue-correct-workdays", area=round.area.code, on=round.applies_from))


def correct_by(matter: Matter, round: CatalogueRound | None, *, days: int | None = None) -> date | None:
    """By when an application sent back is to come in again, never before applications end; None for every other matter.

    `days` are the round's `correction_days`, for whoever asks about many.
    """
    if round is None or matter.status != Matter.Status.RETURNED or matter.decided_at is None:
        return None
    days = correction_days(round) if days is None else days
    return max(round.applies_until, add_workdays(localdate(matter.decided_at), days))


def with_answer_days(objections: QuerySet[CatalogueObjection]) -> Any:
    """Each tells as `answer_days` the working days to answer it: the street's rule of the day it was received."""
    days = rule_within(ANSWER_DAYS, area="entry__round__area__code", on=OuterRef("received_on"))
    return objections.annotate(answer_days=Cast(days, IntegerField()))


def answer_by(received_on: date, answer_days: int) -> date:
    """By when the office answers an objection."""
    return add_workdays(received_on, answer_days)


def decides_entry(user: User, entry: CatalogueEntry) -> bool | No:
    """The street office; never an officer who belongs to the organization."""
    return decides_on(user, entry.organization)


def moves_entry(user: User, entry: CatalogueEntry) -> bool:
    """With its round, wherever the organization lies by now."""
    return keeps_round(user, entry.round)


def answers_for(user: User, entry: CatalogueEntry) -> bool | No:
    """The organization's administrator and editors; an officer never agrees in its name."""
    return writes_for(user, entry.organization)


def answers_objection(user: User, objection: CatalogueObjection) -> bool | No:
    """The street office; never an officer who belongs to an organization of the same round."""
    may = decides_on(user, objection.entry.organization)
    return apart_from(user, objection.entry.round_id) if may else may
