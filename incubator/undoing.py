"""Taking the last step on a thing back (撤销), until the next one is taken; the history keeps both."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.tracking import Change
from incubator.workflow import NotNow, Workflow

UNDO = "undo"
SINCE = _("Something was done since; it cannot be taken back any more.")


@contextmanager
def undoing(workflow: Workflow, thing: Any, *, by: Any, seen: int, note: str = "") -> Iterator[Any]:
    """The status is again what it was before the last step, which is given to the block; the block puts the rest back.

    `seen` is the version that the step left. Raises NotNow when anything was done since, or when the step has brought
    about more than stands on the thing itself.
    """
    workflow.require(UNDO, thing, by)
    last = _last(thing)
    if last is None or last.version != seen or last.action == UNDO or last.old == last.new:
        raise NotNow(SINCE)
    if not _undoable(workflow, last):
        raise NotNow(_("This step brought about more than this; it cannot be taken back."))
    with workflow.performing(UNDO, thing, by=by, seen=seen, note=note, setting={"status": last.old}):
        yield last


def may_undo(workflow: Workflow, thing: Any) -> bool:
    """Whether the last step is one that may be taken back: for pages, which offer nothing else."""
    return _undoable(workflow, _last(thing))


def _last(thing: Any) -> Any:
    return thing.changes.order_by("-pk").first()


def _undoable(workflow: Workflow, change: Any) -> bool:
    row = workflow.actions.get(change.action) if change else None
    return row is not None and row.undoable


def standing(changes: Iterable[Change]) -> list[Any]:
    """The steps that still count, in their order: without those taken back, and without the taking back."""
    kept: list[Any] = []
    for change in changes:
        if change.action == UNDO:
            kept.pop()
        else:
            kept.append(change)
    return kept
