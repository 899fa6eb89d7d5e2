"""Demo people: invented names, fictitious numbers, a random password each, told once."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from incubator.accounts.entering import LETTERS
from incubator.accounts.models import Area, Role, User
from incubator.home.demo import script
from organizations.models import Membership, Organization


@dataclass(frozen=True)
class Pass:
    """What is printed once: who it is, how they sign in."""

    who: str
    username: str
    password: str


class People:
    """Makes the cast and remembers their passwords until they are printed."""

    def __init__(self) -> None:
        self.passes: list[Pass] = []
        self.by_username: dict[str, User] = {}

    def __getitem__(self, username: str) -> User:
        return self.by_username[username]

    def add(self, username: str, name: str, *, about: str, staff: bool = False) -> User:
        password = "-".join("".join(secrets.choice(LETTERS) for _n in range(4)) for _group in range(3))
        user = User(
            username=username, full_name=name, phone=f"1400000{len(self.passes) + 1:04d}", is_staff=staff,
            password=make_password(password))
        user.save(force_insert=True)
        self.passes.append(Pass(f"{about} {name}", username, password))
        self.by_username[username] = user
        return user

    def officers(self) -> None:
        for username, name, kind, area in script.OFFICERS:
            place = Area.objects.get(name=area)
            user = self.add(username, name, about=f"{place} {Role.Kind(kind).label}", staff=True)
            Role.objects.create(user=user, area=place, kind=kind)

    def members(self) -> None:
        for username, name, of in script.MEMBERS:
            organization = Organization.objects.get(name=of)
            user = self.add(username, name, about=of)
            Membership.objects.create(
                organization=organization, user=user, right=Membership.Right.ADMINISTRATOR)

    def evaluators(self) -> None:
        for username, name in script.EXPERTS:
            self.add(username, name, about="评审专家")
        for username, name in script.RESIDENTS:
            self.add(username, name, about="居民代表")
