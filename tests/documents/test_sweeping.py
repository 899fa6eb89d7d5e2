"""Documents nobody refers to go after seven days; whatever any table refers to stays, however old."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from incubator.celery import app
from incubator.documents.models import Document
from incubator.documents.receiving import keep
from incubator.documents.sweeping import KEPT, sweep
from organizations import filing as acts
from organizations import importing
from organizations.models import HandedInPaper
from projects.models import ActivityPhoto
from tests.documents.corpus import pdf, upload
from tests.factories import make_activity, make_spending
from tests.organizations.filing_acts import applicant_of, draft
from tests.organizations.ledgers import row, sheet

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + KEPT + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def paper(kind: str = "charter") -> Document:
    document = keep(pdf(), kind=kind, name="章程.pdf", found="pdf")
    Document.objects.filter(pk=document.pk).update(at=NOW - timedelta(days=400))
    return document


def there(document: Document) -> tuple[bool, bool]:
    return Document.objects.filter(file=document.file.name).exists(), default_storage.exists(document.file.name)


def aged(path: str, days: float) -> None:
    old = (timezone.now() - timedelta(days=days)).timestamp()
    os.utime(default_storage.path(path), (old, old))


def test_a_replaced_paper_goes_seven_days_after_it_was_found_unused(community):
    filing = draft(community)
    person = applicant_of(filing)
    first, second = paper(), paper()
    for document in (first, second):
        acts.attach(filing, {"charter": document}, by=person, seen=filing.version)
    assert sweep(now=NOW) == (0, 0)
    assert sweep(now=LATER - timedelta(minutes=2)) == (0, 0), "not a minute before"
    assert there(first) == (True, True)
    assert sweep(now=LATER) == (1, 0)
    assert (there(first), there(second)) == ((False, False), (True, True))
    assert sweep(now=LATER) == (0, 0)


def test_what_any_table_refers_to_is_kept(community, officer, street, project):
    filing = draft(community)
    handed_in, voucher, photo = paper(), paper("voucher"), paper("photo")
    HandedInPaper.objects.create(matter=filing, kind="charter", document=handed_in, hand_in=1)
    make_spending(project, voucher=voucher)
    ActivityPhoto.objects.create(activity=make_activity(project), document=photo)
    run = importing.upload(upload("台账.xlsx", sheet([row()])), area=street, by=officer, today=NOW.date())
    control = paper()
    sweep(now=NOW)
    assert sweep(now=LATER) == (1, 0)
    assert there(control) == (False, False)
    assert all(there(kept) == (True, True) for kept in (handed_in, voucher, photo, run.document))


def test_every_reference_to_a_document_is_known():
    """The control of the generic question: each table with a link to documents is asked, hidden links too."""
    from django.apps import apps

    from incubator.documents.sweeping import _in_use

    links = [field for model in apps.get_models(include_auto_created=True) for field in model._meta.get_fields()
             if field.is_relation and field.concrete and field.related_model is Document]
    assert len(links) >= 6 and len(_in_use().children) == len(links)


def test_what_is_taken_into_use_again_starts_anew(community):
    filing, document = draft(community), paper()
    sweep(now=NOW)
    acts.attach(filing, {"charter": document}, by=applicant_of(filing), seen=filing.version)
    assert sweep(now=LATER) == (0, 0)
    assert Document.objects.get().unused_since is None
    acts.detach(filing, "charter", by=applicant_of(filing), seen=filing.version)
    assert sweep(now=LATER) == (0, 0) and there(document) == (True, True)
    assert sweep(now=LATER + KEPT) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_file_left_by_an_undone_transaction_is_swept_when_it_is_seven_days_old():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        left = paper()
        raise ZeroDivisionError
    fresh = default_storage.save("charter/" + "b" * 32, upload("x", pdf()))
    kept = paper()
    for name, days in ((left.file.name, 7.1), (fresh, 6.9), (kept.file.name, 400)):
        aged(name, days)
    assert there(left) == (False, True)
    assert sweep(now=timezone.now()) == (0, 1)
    assert not default_storage.exists(left.file.name)
    assert default_storage.exists(fresh) and there(kept) == (True, True)


def test_what_is_not_ours_is_left_on_the_disk():
    for name in ("charter/readme.txt", "notes.txt"):
        default_storage.save(name, upload("x", b"x"))
        aged(name, 400)
    assert sweep(now=timezone.now()) == (0, 0)
    assert default_storage.exists("charter/readme.txt") and default_storage.exists("notes.txt")


def test_beat_rings_once_a_day(settings):
    entry = settings.CELERY_BEAT_SCHEDULE["sweep"]
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks
    assert len(entry["schedule"].hour) == len(entry["schedule"].minute) == 1
