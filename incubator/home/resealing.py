"""A new field key for old numbers: every sealed value is sealed again with the first key, its companions made anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models, transaction

from incubator.sealed import SealedField, SealedHash, SealedTail, sealed_with_current_key

BATCH = 500


@dataclass(frozen=True)
class Resealed:
    """What was done for one model."""

    label: str
    seen: int
    changed: int


def reseal() -> Iterator[Resealed]:
    """Model by model. Every batch is one transaction, so it may be stopped and started again at any time."""
    for model in apps.get_models(include_auto_created=True):
        fields = [field for field in model._meta.local_concrete_fields if isinstance(field, SealedField)]
        if fields:
            yield _reseal_model(model, fields)


def _reseal_model(model: type[models.Model], fields: list[SealedField]) -> Resealed:
    names = {field.name for field in fields}
    companions = [
        field for field in model._meta.local_concrete_fields
        if isinstance(field, SealedHash | SealedTail) and field.source in names
    ]
    seen, changed, last = 0, 0, None
    while True:
        with transaction.atomic():  # the rows are locked (SQLite: the table), so nobody's edit is written over
            rows = model._base_manager.order_by("pk").select_for_update(no_key=True, of=("self",))
            rows = rows if last is None else rows.filter(pk__gt=last)
            batch = list(rows.only("pk", *(field.attname for field in [*fields, *companions]))[:BATCH])
            if not batch:
                return Resealed(model._meta.label, seen, changed)
            stale = [row for row in batch if _is_stale(row, fields, companions)]
            if stale:
                model._base_manager.bulk_update(stale, [field.attname for field in [*fields, *companions]])
        seen, changed, last = seen + len(batch), changed + len(stale), batch[-1].pk


def _is_stale(row: models.Model, fields: list[SealedField], companions: list) -> bool:
    """True when an old key still seals or hashes something here; leaves the new companions on the row."""
    before = [getattr(row, field.attname) for field in companions]
    after = [field.pre_save(row, add=False) for field in companions]
    return before != after or not all(
        sealed_with_current_key(getattr(row, field.attname)) for field in fields if getattr(row, field.attname)
    )
