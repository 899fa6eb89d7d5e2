"""An uploaded ledger kept and held against the register, before anything is written."""

import uuid
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from incubator.accounts.models import Area
from incubator.documents.receiving import receive
from organizations.importing.comparing import Outcome, compare
from organizations.models import ImportRun
from organizations.workflow import ledger_workflow


def upload(
    uploaded: UploadedFile, *, area: Area, by: Any, today: date, token: uuid.UUID | None = None,
) -> ImportRun:
    """Keep the file and count its faults; the same form sent twice gives the first one's run.

    Raises ValidationError in words.
    """
    document = receive(uploaded, kind="import", by=by)
    run: ImportRun = ledger_workflow.create(
        ImportRun(area=area, by=by, document=document, token=token or uuid.uuid4()), by=by)
    if run.document_id != document.pk:
        document.file.delete(save=False)
        document.delete()
        return run
    run.faults = len(preview(run, today=today).faults)
    run.save(update_fields=["faults"])
    return run


def preview(run: ImportRun, *, today: date) -> Outcome:
    """What confirming would do now; worked out anew each time, because the register may have changed."""
    return compare(content_of(run), area=run.area, today=today)


def content_of(run: ImportRun) -> bytes:
    with run.document.file.open("rb") as file:
        return file.read()
