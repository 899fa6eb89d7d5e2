"""Demo growth files: the stages the office saw some organizations in, and the visits it paid them."""

from datetime import date, timedelta

from incubator.home.demo import script
from incubator.home.demo.people import People
from incubator.workdays import add_months
from organizations import coaching
from organizations.models import CoachingVisit, GrowthStage, Organization
from organizations.rules.growth import stages


def grow(*, people: People, today: date) -> None:
    officer = people["street1"]
    for name, ago, code, reason in script.STAGES:
        organization = _named(name)
        rung = next(one for one in stages(area=organization.area.code, on=today) if one.code == code)
        coaching.set_stage(GrowthStage(
            organization=organization, stage=code, name=rung.name, since=add_months(today, -ago), reason=reason),
            by=officer)
    for name, kind, ago, visitors, subject, findings, agreed, after, internal in script.VISITS:
        coaching.record(CoachingVisit(
            organization=_named(name), kind=kind, visited_on=add_months(today, -ago), visitors=visitors,
            subject=subject, findings=findings, agreed=agreed, internal_note=internal,
            next_on=None if after is None else today + timedelta(days=after)), by=officer)


def _named(name: str) -> Organization:
    return Organization.objects.select_related("area__parent").get(name=name)
