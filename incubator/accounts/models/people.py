"""People, the tree of areas, and what officers may do where."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.sealed import SealedField, SealedHash, SealedTail, keyed_hashes
from incubator.tracking import Change, change_of

DISTRICT, STREET = 6, 9  # of an area code
phone_validator = RegexValidator(r"^1[3-9]\d{9}$", _("A mobile number has 11 digits and starts with 13 to 19."))


def within(field: str, codes: list[str]) -> Q:
    """Things whose area code (at look-up path `field`) lies in the subtree of one of `codes`.

    A range, not a prefix match: SQLite scans the table for LIKE, the range uses the index.
    """
    ranges = [Q(**{f"{field}__gte": code, f"{field}__lt": after(code)}) for code in codes]
    return Q(*ranges, _connector=Q.OR) if ranges else Q(pk__in=[])


def after(code: str) -> str:
    """The first code behind the subtree of `code`: `330105005` -> `330105006`."""
    return str(int(code) + 1).zfill(len(code))


class AreaQuerySet(models.QuerySet):
    def under(self, code: str) -> "AreaQuerySet":
        """The area itself and everything below it."""
        return self.filter(code__gte=code, code__lt=after(code))

    def visible_to(self, user) -> "AreaQuerySet":
        if user.is_superuser:
            return self
        return self.filter(within("code", user.reading_codes))


class Area(models.Model):
    """One node of district (6 digits) -> street (9) -> community (12) -> grid (15): a prefix is a subtree."""

    class Level(models.TextChoices):
        DISTRICT = "district", _("District")
        STREET = "street", _("Street")
        COMMUNITY = "community", _("Community")
        GRID = "grid", _("Grid")

    code = models.CharField(_("code"), max_length=15, unique=True)
    name = models.CharField(_("area name"), max_length=100)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("belongs to"))
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        verbose_name, verbose_name_plural = _("area"), _("areas")
        constraints = [
            models.CheckConstraint(
                condition=Q(level="district", code__regex=r"^\d{6}$") | Q(level="street", code__regex=r"^\d{9}$")
                | Q(level="community", code__regex=r"^\d{12}$") | Q(level="grid", code__regex=r"^\d{15}$"),
                name="area_code_has_the_length_of_its_level",
                violation_error_message=_("District 6, street 9, community 12, grid 15 digits."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.parent and not self.code.startswith(self.parent.code):
            raise ValidationError({"code": _("The code %(code)s does not lie below %(parent)s.") % {
                "code": self.code, "parent": self.parent.code}})

    @property
    def street(self) -> "Area | None":
        """The street it is or lies in; None for a district."""
        area: Area | None = self
        while area is not None and area.level != Area.Level.STREET:
            area = area.parent
        return area

    @property
    def street_code(self) -> str:
        return self.code[:STREET]


class UserManager(DjangoUserManager):
    def by_login(self, login: str) -> Any:
        """The person who signs in with this user name, mobile number or e-mail address, or None."""
        login = login.strip()
        return self.filter(
            Q(username__iexact=login) | Q(phone_hash__in=keyed_hashes(login)) | Q(email__iexact=login, email__gt="")
        ).first()


@dataclass(frozen=True)
class Post:
    kind: str
    code: str
    name: str = ""


class User(AbstractUser):
    """A person. What they may do comes from roles (officers), memberships (organizations) and panels (evaluators).

    The back office asks for posts, or for `is_superuser`: the keeper of the system. `is_staff` only follows the posts
    (see appointing.py), for code of others that asks it.
    """

    first_name = last_name = None  # type: ignore[assignment]
    full_name = models.CharField(_("name"), max_length=50, blank=True)
    phone = SealedField(_("mobile phone"), kind="phone", blank=True, default="", validators=[phone_validator])
    phone_hash = SealedHash("phone", null=True, unique=True)
    phone_tail = SealedTail("phone")
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)  # against stale tabs

    tracked = ("full_name", "phone", "email", "is_active")

    objects = UserManager()  # type: ignore[misc]

    class Meta:
        verbose_name, verbose_name_plural = _("person"), _("people")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name or self.username

    @cached_property
    def posts(self) -> list[Post]:
        """The officer roles of this person, one query a request."""
        return [Post(*row) for row in self.roles.order_by("area__code", "kind").values_list(
            "kind", "area__code", "area__name")]

    @property
    def is_officer(self) -> bool:
        return bool(self.is_active and self.posts)

    @property
    def reading_codes(self) -> list[str]:
        """Area codes whose subtrees this officer may read."""
        return [post.code for post in self.posts]

    @property
    def street_codes(self) -> list[str]:
        """The codes of the streets whose officer this person is: registers, money, review days are decided there."""
        return [post.code for post in self.posts if post.kind == Role.Kind.STREET_OFFICER]

    @property
    def acting_codes(self) -> list[str]:
        """Area codes whose subtrees this officer may act in (a district officer's own level is asked apart)."""
        return [post.code for post in self.posts if post.kind != Role.Kind.DISTRICT_OFFICER]


class Role(models.Model):
    """What an officer is, and where."""

    class Kind(models.TextChoices):
        DISTRICT_OFFICER = "district_officer", _("District officer")
        STREET_OFFICER = "street_officer", _("Street officer")
        COMMUNITY_WORKER = "community_worker", _("Community worker")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles", verbose_name=_("person"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="roles", verbose_name=_("area"))
    kind = models.CharField(_("role"), max_length=20, choices=Kind)

    class Meta:
        verbose_name, verbose_name_plural = _("role"), _("roles")
        constraints = [
            models.UniqueConstraint(fields=["user", "area", "kind"], name="one_role_per_person_and_area"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()} · {self.area}"


class PersonChange(Change):
    """What officers did to a person's entry: changed it, gave or took a role, made a way in."""

    class Action(models.TextChoices):
        CREATE = "create", _("Let in")
        EDIT = "edit", _("Changed the entry")
        APPOINT = "appoint", _("Gave a role")
        DISMISS = "dismiss", _("Took a role back")
        LINK = "link", _("Made a link to set a password")
        SECOND_FACTOR = "second-factor", _("Removed the second factor")

    person = change_of("accounts.User")
    parts = (Role,)  # whose fields the rows tell beside the person's own

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a person"), _("changes of people")

    @property
    def label(self) -> Any:
        return dict(self.Action.choices).get(self.action, self.action)


class Disclosure(models.Model):
    """One personal number shown whole: who saw it, whose it was, and the reason they gave."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+",
        verbose_name=_("seen by"))
    by_name = models.CharField(_("seen by"), max_length=150)
    subject = models.CharField(_("subject"), max_length=200)  # e.g. «organizations.organization 12 巾帽西丽»
    field = models.CharField(_("field"), max_length=50)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("seen at"), auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("disclosure"), _("disclosures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="disclosure_has_a_reason",
                violation_error_message=_("Say why you need to see it."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(self.in_words())

    def in_words(self) -> tuple[str, str]:
        """Whose number it was and which one, as people call them."""
        label, _pk, name = [*self.subject.split(" ", 2), "", ""][:3]
        try:
            model = apps.get_model(label)
            return f"{model._meta.verbose_name} {name}", str(model._meta.get_field(self.field).verbose_name)
        except (LookupError, ValueError, FieldDoesNotExist):  # a noun that is no more
            return self.subject, self.field
