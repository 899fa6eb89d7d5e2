"""Who may work on many at once, see what became of it, and keep filters."""

import uuid
from collections.abc import Callable
from typing import Any

from incubator.accounts.models import Batch
from tests.access.matters import LISTS
from tests.access.walking import Row

NOWHERE = {"token": uuid.UUID(int=7)}
ACTIONS = {"organizations:annual-duties": "exempt"}  # on the other lists things are returned


def asking(page: str) -> Callable[[Any], dict[str, Any]]:
    return lambda side: {"action": ACTIONS.get(page, "return"), "item": getattr(side, LISTS[page]).pk, "query": ""}


def doing(page: str) -> Callable[[Any], dict[str, Any]]:
    def data(side: Any) -> dict[str, Any]:
        thing = getattr(side, LISTS[page])
        return {"token": uuid.uuid4(), "action": ACTIONS.get(page, "return"), "note": "请补正",
                "item": f"{thing.pk}:{thing.version}"}
    return data


def token(batch: Batch) -> dict[str, Any]:
    return {"token": batch.token}


#                          D   S   T   W   A   R   X   E   N   -
WORKERS = {
    # Those of another street find nothing of it: the page before leads back to their list, the result says so.
    "organizations:filings": ("403 200 302 403 403 403 403 403 403 302", "403 302 302 403 403 403 403 403 403 302"),
    "organizations:matters": ("403 200 302 403 403 403 403 403 403 302", "403 302 302 403 403 403 403 403 403 302"),
    "organizations:annual-duties": (
        "403 200 302 403 403 403 403 403 403 302", "403 302 302 403 403 403 403 403 403 302"),
    "projects:reports": ("200 200 302 403 403 403 403 403 403 302", "302 302 302 403 403 403 403 403 403 302"),
}
OWN_ALONE = "404 200 404 404 404 404 404 404 404 302"
ROWS = [
    *[Row(f"{page}-batch", asked, method="POST", data=asking(page)) for page, (asked, _done) in WORKERS.items()],
    *[Row(f"{page}-batch", done, method="POST", data=doing(page)) for page, (_asked, done) in WORKERS.items()],
    *[Row(f"{page}-batch-done", OWN_ALONE, f"batch_of_{page.split(':')[1]}", args=token, missing=NOWHERE)
      for page in LISTS],
    Row("accounts:filter-save", "302 302 302 302 403 403 403 403 403 302", method="POST", data=lambda side: {
        "page": "organizations:filings", "name": "退回的", "query": "status=returned"}),
    Row("accounts:filter-save", "400 400 400 400 403 403 403 403 403 302", method="POST", data=lambda side: {
        "page": "organizations:filings", "name": ""}),
    Row("accounts:filter-delete", "404 302 404 404 404 404 404 404 404 302", "saved_filter", "POST"),
]
