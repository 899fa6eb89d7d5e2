"""How allauth knows our people: by user name, mobile number or e-mail address."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.accounts.entering import clean_phone, new_username
from incubator.accounts.models import User, phone_validator
from incubator.sealed import keyed_hashes


class PhoneFormField(forms.CharField):
    """A Chinese mobile number, however it is typed."""

    default_validators = [phone_validator]

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        super().__init__(**{"label": _("Mobile number"), "widget": forms.TextInput(attrs), **kwargs})

    def to_python(self, value: Any) -> str:
        return clean_phone(super().to_python(value) or "")


class AccountAdapter(DefaultAccountAdapter):
    """What allauth asks of us."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "phone_taken": _("Somebody is signed up with this mobile number already. Sign in, or ask the street office."),
        "email_taken": _("Somebody is signed up with this e-mail address already. Sign in, or ask the street office."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """As allauth says; an address that is none (`http://[/`) leads nowhere instead of to an error."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def phone_form_field(self, **kwargs: Any) -> forms.Field:
        return PhoneFormField(**kwargs)

    def clean_phone(self, phone: str) -> str:
        return clean_phone(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone.reveal(), True) if user.phone else None

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        if user.phone != phone:
            user.phone = phone
            user.save(update_fields=["phone", "phone_hash", "phone_tail"])

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> User | None:
        return User.objects.filter(phone_hash__in=keyed_hashes(clean_phone(phone))).first()

    def populate_username(self, request: HttpRequest, user: User) -> None:
        if not user.username:
            user.username = new_username()

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The whole person in one write, so that no half of one is left when the number turns out to be taken."""
        user.full_name = form.cleaned_data.get("full_name", "")
        user.phone = form.cleaned_data.get("phone", "")
        return super().save_user(request, user, form, commit)

    def get_login_stages(self) -> list[str]:
        """Without allauth's telephone stage: it turns away everybody whom the office brought in without a number."""
        return [stage for stage in super().get_login_stages() if not stage.endswith("PhoneVerificationStage")]
