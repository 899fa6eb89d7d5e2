"""One action of the filing's table by name: the same call for the page's button and the API's endpoint."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied

from incubator.accounts.models import User
from organizations.filing.deciding import approve, send_back
from organizations.filing.drafting import submit
from organizations.matters.deciding import accept, refuse, review
from organizations.matters.handing import reopen, withdraw
from organizations.models import Filing


def take(
    name: str, filing: Filing, *, by: User, seen: int, now: datetime, note: str = "",
    remarks: Mapping[str, str] | None = None,
) -> None:
    """Perform the action. Raises what the engine raises; PermissionDenied for what is no action of its own."""
    if name == "submit":
        submit(filing, by=by, seen=seen, now=now)
    elif name == "withdraw":
        withdraw(filing, by=by, seen=seen, note=note)
    elif name == "reopen":
        reopen(filing, by=by, seen=seen)
    elif name == "accept":
        accept(filing, by=by, seen=seen, note=note)
    elif name == "review":
        review(filing, by=by, seen=seen, note=note)
    elif name == "approve":
        approve(filing, by=by, seen=seen, now=now, note=note)
    elif name == "return":
        send_back(filing, by=by, seen=seen, now=now, note=note, remarks=remarks or {})
    elif name == "refuse":
        refuse(filing, by=by, seen=seen, now=now, note=note)
    else:
        raise PermissionDenied(name)
