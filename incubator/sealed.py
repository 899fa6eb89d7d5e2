"""Sealed fields: personal numbers encrypted in the table, masked in print, found by keyed hash.

`SealedField` keeps the value encrypted (Fernet: AES-128-CBC + HMAC-SHA256, behind this one module so that
another cipher can take its place). `SealedHash` and `SealedTail` beside it hold the keyed hash for look-up and
the last four digits. What comes out of the table is a `Sealed`: its `str()` is the mask; only `reveal()` opens it.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ValidationError
from django.db import models
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from incubator.masking import is_masked, mask_identity, mask_phone

DUMPED = "sealed:"  # before a token in a dump
MASKS: dict[str, Callable[[str], str]] = {"identity": mask_identity, "phone": mask_phone}


class WrongKey(Exception):
    """A sealed number was written with a key that FIELD_KEY no longer names."""


@cache
def _keys(field_keys: tuple[str, ...]) -> tuple[MultiFernet, tuple[bytes, ...]]:
    derived = [hashlib.sha256(b"incubator.seal:" + key.encode()).digest() for key in field_keys]
    hashing = tuple(hashlib.sha256(b"incubator.hash:" + key.encode()).digest() for key in field_keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived]), hashing


def keyed_hashes(plain: str) -> list[str]:
    """The look-up hashes of a plain value, one per key, the current key's first (64 hex digits each)."""
    _fernet, hashing = _keys(tuple(settings.FIELD_KEYS))
    return [hmac.new(key, plain.upper().encode(), hashlib.sha256).hexdigest() for key in hashing]


class Sealed:
    """One personal number: prints as its mask, opens only by `reveal()`."""

    __slots__ = ("_plain", "_token", "kind")

    def __init__(self, kind: str, *, plain: str | None = None, token: str | None = None) -> None:
        self.kind, self._plain, self._token = kind, plain, token

    def reveal(self) -> str:
        """The plain number. Callers have checked the right and the reason, and logged it."""
        if self._plain is None:
            fernet, _hashing = _keys(tuple(settings.FIELD_KEYS))
            try:
                self._plain = fernet.decrypt(self._token.encode()).decode() if self._token else ""
            except InvalidToken as error:
                raise WrongKey(
                    "A personal number was sealed with a key that is not in FIELD_KEY. Put the old key back behind "
                    "the new one (FIELD_KEY=new,old) and run `manage.py reseal`."
                ) from error
        return self._plain

    def token(self) -> str:
        """What the table holds."""
        plain = self.reveal()
        if not plain:
            return ""
        fernet, _hashing = _keys(tuple(settings.FIELD_KEYS))
        return fernet.encrypt(plain.encode()).decode()

    def __str__(self) -> str:
        return MASKS[self.kind](self.reveal())

    __repr__ = __str__

    def __bool__(self) -> bool:
        return bool(self._token or self._plain)

    def __len__(self) -> int:
        return len(self.reveal())

    def __eq__(self, other: object) -> bool:
        return str(other.reveal() if isinstance(other, Sealed) else other) == self.reveal()

    def __hash__(self) -> int:
        return hash(self.reveal())


class SealedFormField(forms.CharField):
    """Shows the mask, never the number; see `SealedField.save_form_data` for the mask sent back."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"max_length": 40, "widget": forms.TextInput({"autocomplete": "off"}),
                            "help_text": _("A number with stars stays as it is."), **kwargs})

    def prepare_value(self, value):
        return str(value) if isinstance(value, Sealed) else value


def sealed_with_current_key(value: Sealed) -> bool:
    """Whether the first key seals this value as it stands in the table."""
    fernet, _hashing = _keys((settings.FIELD_KEYS[0],))
    try:
        fernet.decrypt((value._token or "").encode())
    except InvalidToken:
        return False
    return True


class SealedField(models.TextField):
    """A personal number of the given kind (`identity` or `phone`), encrypted at rest."""

    def __init__(self, *args, kind: str, **kwargs) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "kind": self.kind}

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(self.kind, token=value)

    def to_python(self, value):
        if value is None or isinstance(value, Sealed):
            return value
        typed = str(value).strip()
        if typed.startswith(DUMPED):
            return self._from_dump(typed.removeprefix(DUMPED))
        return Sealed(self.kind, plain=typed)

    def _from_dump(self, token: str) -> Sealed:
        value = Sealed(self.kind, token=token)
        try:
            value.reveal()
        except WrongKey as error:
            raise ValidationError(str(error)) from error
        return value

    def formfield(self, **kwargs):
        if isinstance(kwargs.get("widget"), type) and issubclass(kwargs["widget"], forms.Textarea):
            del kwargs["widget"]  # the admin's choice for long texts
        return models.Field.formfield(self, **{"form_class": SealedFormField, **kwargs})

    def save_form_data(self, instance, data):
        if data != str(getattr(instance, self.attname) or ""):  # the mask sent back: leave the number as it is
            super().save_form_data(instance, data)

    def pre_save(self, instance, add):
        value = self.to_python(getattr(instance, self.attname))
        if value and is_masked(value.reveal()):
            raise ValueError(f"{self.name}: a mask is no number; leave the field as it is instead.")
        setattr(instance, self.attname, value)
        return value

    def get_prep_value(self, value):
        value = self.to_python(value)
        return None if value is None else value.token()

    def clean(self, value, model_instance):
        value = self.to_python(value)
        plain = value.reveal() if value else ""
        self.validate(plain, model_instance)
        self.run_validators(plain)
        return value

    def value_from_object(self, obj):
        """For forms: the mask, never the number; a mask typed back means «leave as it is»."""
        return str(getattr(obj, self.attname) or "")

    def value_to_string(self, obj):
        """For dumps: sealed still; `to_python` opens it again where the key is known."""
        value = self.to_python(getattr(obj, self.attname))
        return DUMPED + value.token() if value else ""


@SealedField.register_lookup
class _SealedExact(Exact):
    """Equal numbers are sealed into unequal tokens: only empty or not can be asked of the field itself."""

    def get_prep_lookup(self):
        if self.rhs:
            raise FieldError("A sealed number is looked up by its hash: <name>_hash__in=keyed_hashes(number).")
        return super().get_prep_lookup()


class _Companion(models.CharField):
    length = 0

    def __init__(self, source: str = "", *args, **kwargs) -> None:
        self.source = source
        kwargs |= {"max_length": self.length, "editable": False, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        return name, path, [self.source], kwargs

    def pre_save(self, instance, add):
        value = getattr(instance, self.source)
        plain = value.reveal() if isinstance(value, Sealed) else (value or "").strip()
        derived = self.derive(plain) if plain else (None if self.null else "")
        setattr(instance, self.attname, derived)
        return derived


class SealedHash(_Companion):
    """The keyed hash of the sealed field named `source`, for look-up and uniqueness."""

    length = 64

    def derive(self, plain: str) -> str:
        return keyed_hashes(plain)[0]


class SealedTail(_Companion):
    """The last four characters of the sealed field named `source`, for search."""

    length = 4

    def derive(self, plain: str) -> str:
        return plain[-4:]
