"""The confirmed ledger into the register: one transaction, all or nothing, a change row for each organization."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from incubator.accounts.models import Area
from incubator.workflow import Incomplete, Stale
from organizations.importing.comparing import Outcome, Plan, compare
from organizations.importing.previewing import content_of
from organizations.models import ImportRun, Organization
from organizations.rules.memberships import is_member
from organizations.workflow import ledger_workflow, organization_workflow

NO_NULLS = {"uscc": "", "venue": "", "remark": "", "filing_no": "", "identity_no": "", "phone": "", "purpose": ""}


def write(content: bytes, *, area: Area, by: Any, today: date, note: str = "") -> Outcome:
    """Compare inside the transaction and write what the comparison says; a ledger with faults writes nothing.

    Raises Unreadable; Incomplete when it is the writer's own matter; Stale or ValidationError when somebody changes
    the same organizations at this moment.
    """
    try:
        with transaction.atomic():
            Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # one ledger of an area at a time
            outcome = compare(content, area=area, today=today)
            if not outcome.faults:
                if bars := own_matters(outcome, by=by):
                    raise Incomplete(bars)
                _write(outcome, by=by, note=note)
    except IntegrityError as error:
        raise ValidationError(
            _("Somebody entered one of these organizations at this moment. Nothing was written; look again.")
        ) from error
    return outcome


def own_matters(outcome: Outcome, *, by: Any) -> list[str]:
    """Why this officer cannot bring the ledger in: it changes the entry of an organization they belong to."""
    changed = [plan.organization for plan in outcome.of("updated") if plan.organization is not None]
    names = [organization.name for organization in changed if by is not None and is_member(by, organization)]
    if not names:
        return []
    return [_("The ledger changes %(names)s, to which you belong yourself. Leave it out, or let a colleague do it.") % {
        "names": "、".join(names)}]


def _write(outcome: Outcome, *, by: Any, note: str) -> None:
    organization_workflow.create_many([_new(plan) for plan in outcome.of("created")], by=by, note=note)
    for plan in outcome.of("updated"):
        assert plan.organization is not None
        with organization_workflow.performing("import", plan.organization, by=by, note=note) as organization:
            for name, value in plan.differing.items():
                setattr(organization, name, value)
            organization.save()


def _new(plan: Plan) -> Organization:
    """What a ledger lists is on record, suspended where it says so: nothing is asked of it again."""
    standing = plan.entry.standing or Organization.Status.ACTIVE
    return Organization(status=standing, **NO_NULLS | plan.entry.values)


def confirm(run: ImportRun, *, by: Any, seen: int, plan: str, today: date) -> Outcome:
    """The officer's yes to what the preview showed; `plan` is that preview's fingerprint.

    Raises Stale when the register has changed since in what the ledger would do to it, Incomplete when it has faults.
    """
    content = content_of(run)
    with ledger_workflow.performing("confirm", run, by=by, seen=seen):
        outcome = write(content, area=run.area, by=by, today=today, note=run.document.name)
        if outcome.faults:
            raise Incomplete([_("The ledger has faults. Correct them in the file and upload it again.")])
        if outcome.fingerprint() != plan:
            raise Stale("confirm", run)
        run.outcome = outcome.counts
        run.noted = [asdict(doubt) for doubt in outcome.doubts]
        run.save(update_fields=["outcome", "noted"])
    return outcome
