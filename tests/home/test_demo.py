"""The demo street: complete, invented, agreeing with the articles, and loaded once."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from evaluations.models import ReviewDay
from incubator.accounts.models import Area, User
from incubator.home.demo import loading
from incubator.home.desk import Desk
from incubator.home.dues import dues
from organizations.models import (
    AnnualDuty,
    CatalogueEntry,
    CatalogueObjection,
    CatalogueRound,
    CoachingVisit,
    CreditRecord,
    Filing,
    GrowthStage,
    OfficeHolder,
    Organization,
    Pairing,
)
from projects.models import Activity, ProgressReport, Project, Spending

DAY = date(2026, 11, 23)


@pytest.fixture
def street(db):
    return loading.load(today=DAY)


def test_the_street_is_there_in_every_state(street):
    assert Organization.objects.on_record().count() == 199
    assert set(Project.objects.values_list("status", flat=True)) == {
        "draft", "approved", "running", "closed", "terminated"}
    states = set(ProgressReport.objects.values_list("status", flat=True))
    assert states == {"due", "submitted", "returned", "accepted"}
    assert ProgressReport.objects.filter(status="due", due_on__lt=DAY).exists()
    assert ProgressReport.objects.filter(status="due", due_on__gte=DAY).exists()
    assert list(ReviewDay.objects.order_by("date").values_list("status", flat=True)) == ["published", "planned"]
    assert set(Filing.objects.values_list("status", flat=True)) == {"submitted", "returned"}

    assert set(CreditRecord.objects.values_list("kind", "status")) == {
        ("honour", "standing"), ("fault", "standing"), ("abnormal", "standing"), ("abnormal", "removed")}
    found = dues(Desk(User.objects.get(username="street1"), DAY))
    assert {of: len(some) for of, some in found.items() if some} == {
        "breach": 1, "visit": 1, "late": 1, "money": 1, "objection": 1}
    assert Counter(AnnualDuty.objects.values_list("outcome", flat=True)) == {
        "": 195, "qualified": 3, "basically_qualified": 1}
    assert AnnualDuty.objects.late(on=DAY).get().organization.name == "拱宸桥街道垃圾分类工作室"
    assert list(CatalogueRound.objects.order_by("year").values_list("status", flat=True)) == ["listed", "publicised"]
    assert CatalogueEntry.objects.qualified(on=DAY).count() == 3
    assert CatalogueObjection.objects.open().count() == 1
    assert set(OfficeHolder.objects.values_list("status", flat=True)) == {"serving", "left"}
    assert OfficeHolder.objects.filter(term_ends_on__lt=DAY, status="serving").count() == 1
    assert OfficeHolder.objects.filter(term_ends_on__range=(DAY, DAY + timedelta(days=60)), status="serving").exists()
    assert set(Pairing.objects.values_list("status", flat=True)) == {"living", "ended"}

    assert CoachingVisit.objects.count() == 7
    assert [visit.subject for visit in CoachingVisit.objects.due(on=DAY)] == ["章程与理事会辅导"]
    assert GrowthStage.objects.values("organization").distinct().count() == 4

    elders = Activity.objects.filter(project__field="elder_care").aggregate(Sum("hours"), Sum("beneficiaries"))
    assert 29_000 <= elders["hours__sum"] < 29_500
    assert 4_900 <= elders["beneficiaries__sum"] < 5_000
    for project in Project.objects.all():
        spent = Spending.objects.filter(project=project).aggregate(total=Sum("amount_fen"))["total"] or 0
        assert spent == project.spent_fen <= project.amount_fen

    by_name = {row["name"]: row for row in ReviewDay.objects.get(status="published").results["subjects"]}
    assert len(by_name) == 3

    for one in street:
        user = User.objects.by_login(one.username)
        assert user.check_password(one.password)
    assert len({one.password for one in street}) == len(street) == User.objects.count()

    with pytest.raises(CommandError):
        call_command("load_demo")


def test_only_the_areas_on_request(db):
    call_command("load_demo", areas_only=True)
    call_command("load_demo", areas_only=True)
    assert list(Area.objects.values_list("code", flat=True)[:3]) == ["330105", "330105005", "330105005001"]
    assert (Area.objects.count(), User.objects.count()) == (12, 0)
