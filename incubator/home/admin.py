"""What Django's admin leaves out of other apps: groups (rights come from roles), second factors (secrets)."""

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.unregister([Group, EmailAddress, Authenticator])
