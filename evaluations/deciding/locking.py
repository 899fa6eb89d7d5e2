"""Locking a day: the moment its result is computed and frozen."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.deciding.computing import BelowQuorum
from evaluations.deciding.freezing import freeze
from evaluations.models import ReviewDay, Sheet
from evaluations.workflow import day_workflow
from evaluations.workflow.days import below_quorum
from incubator.workflow import Incomplete


def unsigned(day: ReviewDay):
    """The sheets a lock would leave out: begun or not, but not signed and not stepped aside from."""
    return Sheet.objects.filter(
        subject__day=day, status__in=[Sheet.Status.ASSIGNED, Sheet.Status.OPEN]
    ).select_related("subject__organization", "subject__project", "panelist__user", "panelist__group").order_by(
        "panelist", "subject")


def lock(day: ReviewDay, *, excluding: Collection[int], by: Any, seen: int, now: datetime, today: date) -> None:
    """Close scoring and freeze the result. `excluding` are the unsigned sheets the officer saw and leaves out.

    Raises Incomplete with every group below quorum, or when an unsigned sheet was not among those seen.
    """
    day_workflow.require("lock", day, by)
    with day_workflow.performing("lock", day, by=by, seen=seen):
        surprises = [sheet for sheet in unsigned(day) if sheet.pk not in excluding]
        if surprises:
            raise Incomplete(ngettext(
                "%(count)s sheet is not signed and would not count. Look at the list and confirm: %(names)s",
                "%(count)s sheets are not signed and would not count. Look at the list and confirm: %(names)s",
                len(surprises)) % {
                    "count": len(surprises), "names": "、".join(str(sheet) for sheet in surprises[:20])})
        try:
            results = freeze(day, now=now, today=today)
        except BelowQuorum as error:  # somebody opened a sheet again in the same moment
            raise Incomplete(below_quorum(day) or [_("A group is below the quorum.")]) from error
        ReviewDay.objects.filter(pk=day.pk).update(results=results)
    day.results = results

