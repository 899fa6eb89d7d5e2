"""Giving and taking officer roles, and letting new colleagues in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from incubator.accounts.keeping import keeping
from incubator.accounts.models import Area, PersonChange, Role, User
from incubator.accounts.rules import may_appoint
from incubator.notices.writing import write


def appoint(user: User, *, kind: str, area: Area, by: Any) -> Role:
    """Give the role; the person is told. The same role twice is one role."""
    if not may_appoint(by, kind, area.code):
        raise PermissionDenied
    with transaction.atomic():
        role, made = Role.objects.get_or_create(user=user, area=area, kind=kind)
        if made:
            with keeping(user, PersonChange.Action.APPOINT, by=by, role=role):
                if not user.is_staff:
                    user.is_staff = True
                    user.save(update_fields=["is_staff"])
            write([user], key=f"role:{role.pk}", template="role-given", params={"by": str(by), "area": area.name})
    return role


def dismiss(role: Role, *, by: Any) -> None:
    """Take the role back."""
    if not may_appoint(by, role.kind, role.area.code):
        raise PermissionDenied
    user = role.user
    with keeping(user, PersonChange.Action.DISMISS, by=by, role=role):
        role.delete()
        if not user.is_superuser and not user.roles.exists():
            user.is_staff = False
            user.save(update_fields=["is_staff"])
