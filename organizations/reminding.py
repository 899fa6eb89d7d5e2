"""Reminders of annual reports and rectifications: before their day, and after it until they are handed in.

Where nobody of the organization could answer one, the street office is told to telephone.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from incubator.accounts.models import User
from incubator.notices.ladder import Stage, stage
from incubator.notices.models import Letter
from incubator.notices.writing import letters, put_new
from incubator.rulebook.models import Rule, nearest
from incubator.workdays import is_workday
from organizations.models import AnnualCampaign, AnnualDuty, Organization
from organizations.notices import address_of_year, annual_params, heard, officers_of, writers_of

NAMED = 10  # so many organizations a letter to the office names; all of them stand in the list it leads to
BEFORE, EVERY, ESCALATE = "annual-reminder-days", "annual-overdue-every-days", "annual-escalate-after"
Together = tuple[AnnualCampaign, str, date, Stage]


@dataclass(frozen=True)
class Step:
    """One duty with the step of the ladder it has reached; `about` is the report or the rectification."""

    duty: AnnualDuty
    about: str
    day: date
    now: Stage
    heard: bool  # somebody writes for the organization, so that a letter to it is answered
    told: bool  # so many reminders went unanswered that the street is told

    @property
    def key(self) -> str:
        """A later day given begins the ladder anew."""
        return f"{self.about}:{self.duty.pk}:{self.day}:{self.now.name}"


def remind(*, today: date) -> int:
    """Write the letters of today's steps and return how many are new; none on a rest day, the next workday catches up.

    It may run at once, twice or again after a kill: a letter's key names duty, day and step, and is unique per person.
    """
    if not is_workday(today):
        return 0
    return _write(list(_steps(today=today)))


def _steps(*, today: date) -> Iterator[Step]:
    """Two queries for what is owed and one for the rules, however many organizations there are."""
    rules = list(Rule.objects.filter(key__in=(BEFORE, EVERY, ESCALATE)))
    horizon = today + timedelta(days=max(
        (-offset for row in rules if row.key == BEFORE for offset in row.value if offset < 0), default=0))
    here = AnnualDuty.objects.filter(organization__in=Organization.objects.on_record()).select_related(
        "campaign__area", "organization").annotate(heard=heard("organization")).order_by("pk")
    owed = here.filter(
        status__in=AnnualDuty.OWING, campaign__status=AnnualCampaign.Status.OPEN, due_on__lte=horizon)
    found = [(duty, "annual", duty.day) for duty in owed]
    found += [(duty, "rectify", day) for duty in here.to_rectify().filter(rectify_by__lte=horizon)
              if (day := duty.rectify_day)]
    for duty, about, day in found:
        before, every, patience = (
            nearest(rules, key, area=duty.campaign.area.code, on=today).value for key in (BEFORE, EVERY, ESCALATE))
        if now := stage(day, today=today, before=before, every=every):
            yield Step(duty, about, day, now, duty.heard, now.overdue >= patience)


def _write(steps: list[Step]) -> int:
    writers = writers_of([step.duty.organization_id for step in steps])
    rows: list[Letter] = []
    for step in steps:
        rows += letters(
            writers.get(step.duty.organization_id, []), key=step.key,
            template=f"{step.about}-{'overdue' if step.now.overdue else 'due'}", params=annual_params(step.duty),
            url=address_of_year(step.duty))
    officers = officers_of({step.duty.campaign.area.code for step in steps})
    return put_new([
        *rows, *_escalated([step for step in steps if step.heard and step.told], officers),
        *_to_telephone([step for step in steps if not step.heard], officers)])


def _together(steps: list[Step]) -> dict[Together, list[Organization]]:
    """The organizations that stand on the same step of the same campaign and day: the office hears of them at once."""
    found: dict[Together, list[Organization]] = defaultdict(list)
    for step in steps:
        found[step.duty.campaign, step.about, step.day, step.now].append(step.duty.organization)
    return found


def _escalated(steps: list[Step], officers: dict[str, list[User]]) -> list[Letter]:
    """To the street's officers: so many reminders went unanswered."""
    rows: list[Letter] = []
    for (campaign, about, day, now), late in _together(steps).items():
        rows += letters(
            officers.get(campaign.area.code, []), key=f"{about}-campaign:{campaign.pk}:{day}:{now.name}",
            template=f"{about}-escalated",
            params={"year": campaign.year, "due_on": day.isoformat(), "count": len(late), "reminders": now.overdue,
                    "name": late[0].name},
            url=_list_of(campaign, "late" if about == "annual" else "unrectified"))
    return rows


def _to_telephone(steps: list[Step], officers: dict[str, list[User]]) -> list[Letter]:
    """To the street's officers, on the days on which the organizations themselves would have been reminded."""
    rows: list[Letter] = []
    for (campaign, about, day, now), unheard in _together(steps).items():
        names = "、".join(one.name for one in unheard[:NAMED]) + ("……" if len(unheard) > NAMED else "")
        rows += letters(
            officers.get(campaign.area.code, []), key=f"{about}-telephone:{campaign.pk}:{day}:{now.name}",
            template=f"{about}-telephone",
            params={"year": campaign.year, "due_on": day.isoformat(), "count": len(unheard), "names": names},
            url=_list_of(campaign, "unheard"))
    return rows


def _list_of(campaign: AnnualCampaign, state: str) -> str:
    return f"{reverse('organizations:annual', args=[campaign.pk])}?state={state}"
