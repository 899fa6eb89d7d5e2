from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "incubator.accounts"
    label = "accounts"
    verbose_name = _("People and areas")
