"""Loading the demo street, once and all or nothing."""

from datetime import date, datetime, time
from pathlib import Path
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from incubator.accounts.models import Area, User
from incubator.accounts.planting import plant
from incubator.home.demo import annual, filings, growing, projects, reviews, script, standing
from incubator.home.demo.people import Pass, People
from incubator.notices.models import Letter
from organizations.importing.writing import write
from projects.reporting.making import make_reports

LEDGER = Path(settings.BASE_DIR) / "tests" / "data" / "ledger.xlsx"  # the one copy in the house


def load_areas() -> Area:
    """The street with its ten communities; running it again changes nothing."""
    street = plant(district=script.DISTRICT, street=script.STREET, communities=script.COMMUNITIES)
    for name, population in zip(script.COMMUNITIES, script.POPULATION, strict=True):
        Area.objects.filter(parent=street, name=name, population=None).update(population=population)
    return street


def is_loaded() -> bool:
    """True once anybody is there: a demo is loaded into an empty office only."""
    return User.objects.exists()


def load(*, today: date) -> list[Pass]:
    """Everything of the demo street up to today. Returns who may sign in, with passwords nobody will see again."""
    chance, people = Random(330105005), People()  # noqa: S311 the same street each time; passwords come from secrets
    with transaction.atomic(), translation.override("zh-hans"):
        street = load_areas()
        people.officers()
        outcome = write(LEDGER.read_bytes(), area=street, by=people["street1"], today=today, note="演示台账")
        assert not outcome.faults, outcome.faults
        people.members()
        people.evaluators()
        plans = [(plan, projects.buy(plan, people=people, today=today)) for plan in script.PLANS]
        worked = [(plan, project) for plan, project in plans if project.status == "running"]
        for plan, project in worked:
            projects.work(plan, project, people=people, today=today, chance=chance)
            if plan.ends == "terminated":
                projects.finish(plan, project, people=people, today=today)
        make_reports(today=today, now=timezone.make_aware(datetime.combine(today, time(8))))
        for plan, project in worked:
            projects.report(plan, project, people=people)
            if plan.ends == "closed":
                projects.finish(plan, project, people=people, today=today)
        reviews.hold(area=street, people=people, today=today, chance=chance)
        filings.file_all(people=people, today=today)
        standing.tell(people=people, today=today)
        annual.report(people=people, today=today)
        growing.grow(people=people, today=today)
        Letter.objects.filter(channel=Letter.Channel.INBOX).update(read_at=timezone.now())
    return people.passes
