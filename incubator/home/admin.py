"""What Django's admin shows of other people's apps: no groups, since rights come from roles (accounts.Role)."""

import django.contrib.auth.admin  # noqa: F401  registers groups; imported now, so that it does not do so later
from django.contrib import admin
from django.contrib.auth.models import Group

admin.site.unregister(Group)
