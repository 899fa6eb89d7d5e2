"""How allauth knows our people: by user name, mobile number or e-mail address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField

from incubator.accounts.models import User, phone_validator
from incubator.sealed import keyed_hashes


class AccountAdapter(DefaultAccountAdapter):
    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Mainland mobile numbers, without a country code."""
        return PhoneField(**{"validators": [phone_validator], **kwargs})

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (user.phone.reveal(), True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.save(update_fields=["phone", "phone_hash", "phone_tail"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone_hash__in=keyed_hashes(phone)).first()
