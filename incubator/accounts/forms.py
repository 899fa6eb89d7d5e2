"""What people type to sign in and up, to choose a password, to see a number whole; officers about colleagues, lists."""

import re
from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from incubator.accounts.entering import clean_phone, phone_fault
from incubator.accounts.models import Area, Role, User, phone_validator
from incubator.accounts.reasoning import said
from incubator.accounts.rules import may_appoint
from incubator.workflow import Action


class LoginForm(allauth_forms.LoginForm):
    """One field for all three ways of naming oneself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("User name, mobile number or e-mail")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """One spelling of a number, so that failed tries are counted on one account."""
        login = super().clean_login()
        phone = clean_phone(login)
        return phone if re.fullmatch(phone_validator.regex, phone) else login


class SignupForm(allauth_forms.SignupForm):
    """Name, number, password; the user name is made."""

    full_name = forms.CharField(
        label=_("Your name"), max_length=50, widget=forms.TextInput({"autocomplete": "name"}))
    field_order = ["full_name", "phone", "email", "password1", "password2"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].label = _("Mobile number")
        if email := self.fields.get("email"):
            email.label = _("E-mail (optional)")
            email.help_text = _("Letters come to your inbox here; with an address, by mail too.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def validate_unique_email(self, value: str) -> str:
        """Said openly: there is no mail that could say it in private, and signing up is limited per address."""
        if filter_users_by_email(value):
            raise get_adapter().validation_error("email_taken")
        return value

    def _clean_phone(self) -> None:
        phone = self.cleaned_data.get("phone")
        if phone and get_adapter().get_user_by_phone(phone):
            self.add_error("phone", get_adapter().error_messages["phone_taken"])

    def try_save(self, request: HttpRequest) -> Any:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError as error:  # the same form sent twice at once: the first one made the person
            messages.info(request, get_adapter().error_messages["phone_taken"])
            raise ImmediateHttpResponse(redirect("account_login")) from error


class NewPasswordForm(forms.Form):
    """A person's own password, chosen through their link."""

    password1 = forms.CharField(
        label=_("New password"), strip=False, help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput({"autocomplete": "new-password"}))
    password2 = forms.CharField(
        label=_("New password again"), strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first:
            try:
                validate_password(first, self.user)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        if first and second and first != second:
            self.add_error("password2", _("The two passwords are not the same."))
        return data


class RevealForm(forms.Form):
    """Why a number must be seen whole; `back` is the page the officer came from."""

    back = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("Your name, the time and this reason are kept and can be looked up."))


class SecondFactorForm(forms.Form):
    """Why somebody's second factor is removed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=_("The person reads this reason in a letter; your name and the time are kept."))


class PersonForm(forms.ModelForm):
    """A colleague's entry. There is no password in it: each person sets their own through a link."""

    class Meta:
        model = User
        fields = ("full_name", "phone", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("full_name", "phone"):
            if name in self.fields:
                self.fields[name].required = True

    def clean_phone(self) -> Any:
        typed = self.cleaned_data["phone"]
        if typed == str(self.instance.phone):  # the mask: the number stays
            return typed
        phone = clean_phone(typed)
        if fault := phone_fault(phone, besides=self.instance.pk):
            raise forms.ValidationError(fault)
        return phone


class NewPersonForm(PersonForm):
    """A new colleague comes with their post: without one nobody could look after the entry."""

    kind = forms.ChoiceField(label=_("role"), choices=Role.Kind, initial=Role.Kind.COMMUNITY_WORKER)
    area = forms.ModelChoiceField(Area.objects.none(), label=_("area"))
    by: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        area: Any = self.fields["area"]
        area.queryset = Area.objects.visible_to(self.by)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, area = data.get("kind"), data.get("area")
        if kind and area and not may_appoint(self.by, kind, area.code):
            self.add_error("area", _("You give this role in your own street only."))
        return data


class RoleForm(forms.ModelForm):
    """A role for somebody signed up already, named as they sign in: no list of people to browse."""

    login = forms.CharField(label=_("User name, mobile number or e-mail"))
    by: Any = None

    class Meta:
        model = Role
        fields = ("kind", "area")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "area" in self.fields:
            area: Any = self.fields["area"]
            area.queryset = Area.objects.visible_to(self.by)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if typed := data.get("login"):
            person = User.objects.by_login(clean_phone(typed)) or User.objects.by_login(typed)
            if person is None:
                self.add_error("login", _("Nobody signs in like this."))
            else:
                self.instance.user = person
        kind, area = data.get("kind"), data.get("area")
        if kind and area and not may_appoint(self.by, kind, area.code):
            self.add_error("area", _("You give this role in your own street only."))
        return data


class BatchForm(forms.Form):
    """The words that go with one step on many things: the office's usual ones ticked, own ones added."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    usual = forms.MultipleChoiceField(
        label=_("Usual reasons"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("Note for all of them"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, action: Action, usual: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        self.fields["usual"].choices = [(words, words) for words in usual]
        if not usual:
            del self.fields["usual"]
        if action.asks_for:
            self.fields["note"].label = action.asks_for
        if action.reason_required:
            self.fields["note"].needed = True  # type: ignore[attr-defined]  # a usual one ticked does as well
            self.fields["note"].help_text = _(
                "Goes to every one of them. Tick a usual reason or write your own.") if usual else _(
                "Goes to every one of them.")

    def words(self) -> str:
        return said(self.cleaned_data.get("usual", []), self.cleaned_data.get("note", ""))

    def offer(self, usual: list[str]) -> None:
        """Offer these usual words, and those that are ticked, once it is known for which things."""
        if "usual" in self.fields:
            words = dict.fromkeys([*usual, *self.cleaned_data.get("usual", [])])
            self.fields["usual"].choices = [(one, one) for one in words]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (unsaid := self.action.unsaid(self.words())):
            self.add_error("note", unsaid)
        return data


class FilterNameForm(forms.Form):
    """A list's filter and the name it is kept under."""

    page = forms.CharField(max_length=60, widget=forms.HiddenInput)
    query = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("name of the filter"), max_length=30)
