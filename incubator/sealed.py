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

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models

from incubator.masking import mask_identity, mask_phone

MASKS: dict[str, Callable[[str], str]] = {"identity": mask_identity, "phone": mask_phone}


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
            self._plain = fernet.decrypt(self._token.encode()).decode() if self._token else ""
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
        return Sealed(self.kind, plain=str(value).strip())

    def pre_save(self, instance, add):
        value = self.to_python(getattr(instance, self.attname))
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
        value = self.to_python(getattr(obj, self.attname))
        return value.reveal() if value else ""


class _Companion(models.CharField):
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
