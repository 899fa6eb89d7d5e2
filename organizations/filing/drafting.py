"""What the organization does with its filing: start, fill in, attach papers, hand in, withdraw, take up again."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.accounts.models import Area, User
from incubator.documents.models import Document
from incubator.workflow import Incomplete
from organizations.filing.facts import snapshot
from organizations.filing.papers import keep_papers
from organizations.filing.requirements import answer_due, shortcomings
from organizations.models import Filing, FilingMaterial, Membership, Organization, forget_rights
from organizations.workflow import filing_workflow, organization_workflow


def start(*, by: User, name: str, area: Area, category: str, token: uuid.UUID) -> Filing:
    """A new draft organization with its administrator and its filing: all three or none.

    The same form sent twice (same token) gives the first one's filing.
    """
    draft = Organization(
        name=name, area=area, category=category, org_type=Organization.Type.FILED,
        token=uuid.uuid5(token, "organization"),
    )
    with transaction.atomic():
        organization = organization_workflow.create(draft, by=by)
        if organization is draft:
            Membership.objects.create(organization=draft, user=by, right=Membership.Right.ADMINISTRATOR)
            forget_rights(by)
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
        for kind, document in papers.items():
            FilingMaterial.objects.update_or_create(filing=filing, kind=kind, defaults={"document": document})
        _note_charter(filing, by=by)


def detach(filing: Filing, kind: str, *, by: User, seen: int) -> None:
    """Take one paper away again."""
    with filing_workflow.performing("edit", filing, by=by, seen=seen):
        filing.materials.filter(kind=kind).delete()
        _note_charter(filing, by=by)


def _note_charter(filing: Filing, *, by: User) -> None:
    organization = filing.organization
    has_charter = filing.materials.filter(kind=FilingMaterial.Kind.CHARTER).exists()
    if has_charter != organization.has_charter:
        with organization_workflow.performing("fill_in", organization, by=by):
            organization.has_charter = has_charter
            organization.save(update_fields=["has_charter"])


def submit(filing: Filing, *, by: User, seen: int, now: datetime) -> None:
    """Hand the filing in. Raises Incomplete with everything that is missing, by fact."""
    filing_workflow.require("submit", filing, by)
    if lacking := shortcomings(filing, on=timezone.localdate(now)):
        raise Incomplete(lacking)
    receipt_no = _receipt_number(filing, now=now)
    with filing_workflow.performing("submit", filing, by=by, seen=seen, setting={"receipt_no": receipt_no}):
        filing.submitted_at, filing.decided_at = now, None
        filing.answer_due_on = answer_due(filing, submitted=timezone.localdate(now))
        filing.previous_facts, filing.facts = filing.facts, snapshot(filing)
        filing.received_in, filing.hand_ins = filing.organization.area, filing.hand_ins + 1
        filing.save(update_fields=[
            "submitted_at", "decided_at", "answer_due_on", "previous_facts", "facts", "received_in", "hand_ins"])
        keep_papers(filing)


def withdraw(filing: Filing, *, by: User, seen: int, note: str = "") -> None:
    with filing_workflow.performing("withdraw", filing, by=by, seen=seen, note=note):
        pass


def reopen(filing: Filing, *, by: User, seen: int) -> None:
    """After a withdrawal or a refusal: the same filing once more, with what was typed and handed in."""
    with filing_workflow.performing("reopen", filing, by=by, seen=seen):
        pass


def _receipt_number(filing: Filing, *, now: datetime) -> str:
    """`BA330105005-20261123-000012`: the street that receives it, the day, the matter.

    A correction goes on under the number of the office that asked for it; another street or day gives a new one.
    """
    if filing.status == Filing.Status.RETURNED and _goes_back(filing):
        return filing.receipt_no
    return f"BA{filing.organization.area.street_code}-{timezone.localdate(now):%Y%m%d}-{filing.pk:06d}"


def _goes_back(filing: Filing) -> bool:
    """To the street that returned it: its draft has not moved to another since."""
    return filing.received_in is not None and filing.received_in.street_code == filing.organization.area.street_code
