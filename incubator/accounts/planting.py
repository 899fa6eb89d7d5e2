"""Setting up an office: its areas and its first officer."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from incubator.accounts.entering import new_username, phone_fault
from incubator.accounts.keeping import entered, keeping
from incubator.accounts.models import Area, PersonChange, Role, User


def plant(*, district: tuple[str, str], street: tuple[str, str], communities: Sequence[str]) -> Area:
    """The street with its district above and its communities below, as (code, name); running it again adds only
    what is missing. A new community gets the next free code below the street: 001, 002, ...
    """
    with transaction.atomic():
        above = _area(*district, level=Area.Level.DISTRICT, parent=None)
        office = _area(*street, level=Area.Level.STREET, parent=above)
        there = dict(office.children.values_list("name", "code"))
        last = max((int(code[-3:]) for code in there.values()), default=0)
        for name in communities:
            if name not in there:
                last += 1
                there[name] = f"{office.code}{last:03d}"
                _area(there[name], name, level=Area.Level.COMMUNITY, parent=office)
    return office


def _area(code: str, name: str, *, level: str, parent: Area | None) -> Area:
    area = Area.objects.filter(code=code).first()
    if area is None:
        area = Area(code=code, name=name, level=level, parent=parent)
        area.full_clean()
        area.save()
    return area


def first_officer(*, name: str, phone: str, password: str, area: Area) -> User:
    """The street officer who lets everybody else in, and keeper of the system. Raises ValidationError in words."""
    if fault := phone_fault(phone):
        raise ValidationError(fault)
    with transaction.atomic():
        user = User(username=new_username(), full_name=name, phone=phone, is_staff=True, is_superuser=True)
        user.set_password(password)
        entered(user, by=None)
        role = Role.objects.create(user=user, area=area, kind=Role.Kind.STREET_OFFICER)
        with keeping(user, PersonChange.Action.APPOINT, by=None, role=role):
            pass
    return user
