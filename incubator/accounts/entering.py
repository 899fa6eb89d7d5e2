"""How people come in: user names made for them, mobile numbers that are theirs alone, links to set a password."""

import re
import secrets
import unicodedata
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from incubator.accounts.keeping import keeping
from incubator.accounts.models import PersonChange, User, phone_validator
from incubator.accounts.rules import may_open
from incubator.masking import mask_text
from incubator.notices.writing import write
from incubator.sealed import keyed_hashes

# Without 0/o, 1/l/i: a user name may be read out over the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LINK_SECONDS = 72 * 3600


def new_username() -> str:
    """A free user name that says nothing about the person, e.g. `u7k3m9xq`."""
    while True:
        name = "u" + "".join(secrets.choice(LETTERS) for _n in range(7))
        if not User.objects.filter(username=name).exists():
            return name


def clean_phone(typed: str) -> str:
    """A mobile number as people type it (`+86 138-0000 1234`, full width) -> 11 digits."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", typed))
    return re.sub(r"^(\+|00)86", "", digits)


def phone_fault(phone: str, *, besides: int | None = None) -> str | None:
    """Why this cannot be the mobile number of a person (other than user `besides`), or None."""
    if not re.fullmatch(phone_validator.regex, phone):
        return str(phone_validator.message)
    if User.objects.filter(phone_hash__in=keyed_hashes(phone)).exclude(pk=besides or 0).exists():
        return _("Somebody is signed up with this mobile number already.")
    return None


class PasswordLinks(PasswordResetTokenGenerator):
    """Links by which a person sets their own password: once, and at most 72 hours old."""

    key_salt = "incubator.accounts.entering.PasswordLinks"

    def check_token(self, user: Any, token: Any) -> bool:
        if not super().check_token(user, token):
            return False
        # Django's own limit (PASSWORD_RESET_TIMEOUT) holds as well; ours is shorter.
        made, _dash, _hash = token.partition("-")
        return self._num_seconds(self._now()) - int(made, 36) <= LINK_SECONDS


links = PasswordLinks()


def make_link(user: User, *, by: Any) -> str:
    """A link made by an officer, who is shown it once; that it was made is kept."""
    if not may_open(by, user):
        raise PermissionDenied
    with keeping(user, PersonChange.Action.LINK, by=by):
        return password_link(user)


def password_link(user: User) -> str:
    """The path of a single-use page on which this person sets a password."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("accounts:set-password", args=[key, links.make_token(user)])


def person_of(key: str, token: str) -> User | None:
    """Whose link this is, or None when it is spent, too old or made up."""
    try:
        pk = int(urlsafe_base64_decode(key))
        user = User.objects.filter(pk=pk, is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and links.check_token(user, token) else None


def set_password(user: User, password: str) -> None:
    """The password the person chose; their link is spent by it."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user).exists()


def drop_second_factor(user: User, *, by: Any, seen: int, reason: str) -> None:
    """Somebody lost their telephone: password alone lets them in until they set up a new one; they are told by letter.

    Raises PermissionDenied, ValidationError (no reason) or Stale.
    """
    if not may_open(by, user):
        raise PermissionDenied
    if not reason.strip():
        raise ValidationError(_("Say why in a few words."))
    with keeping(user, PersonChange.Action.SECOND_FACTOR, by=by, seen=seen, note=reason):
        Authenticator.objects.filter(user=user).delete()
        write([user], key=f"second-factor:{user.pk}:{user.version}", template="second-factor-removed",
              params={"by": str(by), "reason": mask_text(reason.strip())}, url=reverse("mfa_index"))
