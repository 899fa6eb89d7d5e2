"""The roof's two configurations: our own app, and Django's admin with our site."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class Config(AppConfig):
    name = "incubator.home"
    label = "home"
    default = True


class HouseAdminConfig(admin_apps.AdminConfig):
    default_site = "incubator.home.site.HouseAdminSite"
    default = False
