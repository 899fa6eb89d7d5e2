"""One action of the filing's table by name: the same call for the page's button and the API's endpoint."""

from collections.abc import Mapping
from datetime import datetime

from incubator.accounts.models import User
from organizations.filing.deciding import approve, send_back
from organizations.filing.drafting import submit
from organizations.matters.handing import reopen
from organizations.matters.taking import take_step
from organizations.models import Filing


def take(
    name: str, filing: Filing, *, by: User, seen: int, now: datetime, note: str = "",
    remarks: Mapping[str, str] | None = None,
) -> None:
    """Perform the action. Raises what the engine raises; PermissionDenied for what is no action of its own."""
    take_step(name, filing, {
        "submit": lambda: submit(filing, by=by, seen=seen, now=now),
        "reopen": lambda: reopen(filing, by=by, seen=seen),
        "approve": lambda: approve(filing, by=by, seen=seen, now=now, note=note),
        "return": lambda: send_back(filing, by=by, seen=seen, now=now, note=note, remarks=remarks or {}),
    }, by=by, seen=seen, now=now, note=note)
