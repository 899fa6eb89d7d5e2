"""Files nobody refers to any more: noted, and after seven days of that thrown away, the row with its file."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, QuerySet

from incubator.documents.models import Document

KEPT = timedelta(days=7)
STORED = re.compile(r"[0-9a-f]{32}")  # what random_path makes; anything else on the disk is not ours to sweep
log = logging.getLogger(__name__)


def sweep(*, now: datetime) -> tuple[int, int]:
    """(rows, files) thrown away. Run twice or killed half-way it does no harm.

    A row goes first, its file after it: what is left on the disk by a crash is swept as a file without a row.
    """
    used, unused = Document.objects.filter(_in_use()), Document.objects.exclude(_in_use())
    used.exclude(unused_since=None).update(unused_since=None)
    unused.filter(unused_since=None).update(unused_since=now)
    rows = sum(_throw_away(document) for document in unused.filter(unused_since__lte=now - KEPT))
    left = list(_files_without_row(before=now - KEPT))
    for path in left:
        default_storage.delete(path)
    if rows or left:
        log.info("Swept %s documents nobody refers to and %s files without a row", rows, len(left))
    return rows, len(left)


def _in_use() -> models.Q:
    """Something in any table refers to the document, whoever's table it is."""
    used = models.Q()
    for relation in Document._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and not relation.many_to_many:
            rows: QuerySet = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            used |= models.Q(Exists(rows))
    return used


def _throw_away(document: Document) -> bool:
    """Asked again in the transaction: somebody may have taken it into use since."""
    try:
        with transaction.atomic():
            found = Document.objects.select_for_update().exclude(_in_use()).filter(pk=document.pk)
            if not found.exists():
                return False
            document.delete()
    except IntegrityError:  # a reference came in between, and the database holds on to the row
        return False
    document.file.delete(save=False)
    return True


def _files_without_row(*, before: datetime) -> Iterator[str]:
    """What an undone transaction left on the disk."""
    known = set(Document.objects.values_list("file", flat=True))
    for folder in default_storage.listdir("")[0]:
        for name in default_storage.listdir(folder)[1]:
            path = f"{folder}/{name}"
            if path not in known and STORED.fullmatch(name) and default_storage.get_modified_time(path) <= before:
                yield path
