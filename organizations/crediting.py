"""Keeping an organization's credit records: written down with their source, put right, taken off with the reason."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.models import CreditRecord
from organizations.rules.credit import faults_of_credit, keeps_credit
from organizations.workflow import credit_workflow


def record(credit: CreditRecord, *, by: User, today: date) -> CreditRecord:
    """Write a record down. The same form sent twice gives the first one's record."""
    if not (may := keeps_credit(by, credit)):
        raise PermissionDenied(may if isinstance(may, No) else "create")
    return credit_workflow.create(credit, by=by, first=lambda: _refuse(credit, today=today))


def edit(credit: CreditRecord, *, by: User, seen: int, today: date) -> None:
    """Put right what was written down wrongly; an entry of a list stays one, or is taken off with a reason.

    Raises ValidationError with every fault by field.
    """
    credit_workflow.require("edit", credit, by)
    _refuse_rewriting_a_list(credit)
    _refuse(credit, today=today)
    try:
        with credit_workflow.performing("edit", credit, by=by, seen=seen):
            credit.save()
    except IntegrityError:
        _refuse(credit, today=today)
        raise


def act(name: str, credit: CreditRecord, *, by: User, seen: int, note: str, today: date) -> None:
    """One action of the table, for the buttons; editing has a form of its own."""
    if name != "remove":
        raise PermissionDenied(name)
    with credit_workflow.performing(name, credit, by=by, seen=seen, note=note, setting={"removed_on": today}):
        pass


def _refuse_rewriting_a_list(credit: CreditRecord) -> None:
    kept = CreditRecord.objects.filter(pk=credit.pk).values_list("kind", flat=True).first()
    if kept in CreditRecord.LISTS and credit.kind != kept:
        raise ValidationError({"kind": [_(
            "An entry of a list is not made into something else: take it off with the reason, then record anew.")]})


def _refuse(credit: CreditRecord, *, today: date) -> None:
    """All that speaks against the record; what the table holds against the kind is told at the kind."""
    faults = faults_of_credit(credit, today=today)
    try:
        credit.full_clean(exclude=["organization", "token", *faults], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        faults = error.message_dict | faults
    if not faults:
        try:
            credit.validate_constraints(exclude={"token"})
        except ValidationError as error:
            faults = {"kind": error.messages}
    if faults:
        raise ValidationError(faults)
