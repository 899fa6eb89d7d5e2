"""What the organization does with its filing: start, fill in, attach papers, hand in."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.accounts.models import Area, User
from incubator.documents.models import Document
from organizations.filing.facts import snapshot
from organizations.filing.requirements import shortcomings
from organizations.matters.handing import hand_in
from organizations.matters.papers import put
from organizations.models import Filing, Material, Organization
from organizations.starting import founded
from organizations.workflow import filing_workflow, organization_workflow


def start(*, by: User, name: str, area: Area, category: str, token: uuid.UUID) -> Filing:
    """A new draft organization with its administrator and its filing: all three or none.

    The same form sent twice (same token) gives the first one's filing. Raises PermissionDenied, AlreadyBegun.
    """
    with transaction.atomic():
        organization = founded(
            by=by, name=name, area=area, category=category, org_type=Organization.Type.FILED, token=token,
            kind=Filing.Kind.FILING)
        return filing_workflow.create(Filing(organization=organization, token=token), by=by)


def fill(filing: Filing, facts: Mapping[str, Any], *, by: User, seen: int) -> None:
    """Keep the facts given, complete or not; what is not named stays as it is."""
    organization = filing.organization
    with filing_workflow.performing("edit", filing, by=by, seen=seen):
        with organization_workflow.performing("fill_in", organization, by=by):
            for name, value in facts.items():
                setattr(organization, name, value)
            organization.save()


def attach(filing: Filing, papers: Mapping[str, Document], *, by: User, seen: int) -> None:
    """Put the papers (kind -> document) to the filing; a paper of the same kind is replaced."""
    with filing_workflow.performing("edit", filing, by=by, seen=seen):
        put(filing, papers)
        _note_charter(filing, by=by)


def detach(filing: Filing, kind: str, *, by: User, seen: int) -> None:
    """Take one paper away again."""
    with filing_workflow.performing("edit", filing, by=by, seen=seen):
        filing.materials.filter(kind=kind).delete()
        _note_charter(filing, by=by)


def _note_charter(filing: Filing, *, by: User) -> None:
    organization = filing.organization
    has_charter = filing.materials.filter(kind=Material.Kind.CHARTER).exists()
    if has_charter != organization.has_charter:
        with organization_workflow.performing("fill_in", organization, by=by):
            organization.has_charter = has_charter
            organization.save(update_fields=["has_charter"])


def submit(filing: Filing, *, by: User, seen: int, now: datetime) -> None:
    """Hand the filing in. Raises Incomplete with everything that is missing, by fact."""
    filing_workflow.require("submit", filing, by)
    hand_in(
        filing, by=by, seen=seen, now=now, lacking=shortcomings(filing, on=timezone.localdate(now)),
        snapshot=snapshot(filing))
