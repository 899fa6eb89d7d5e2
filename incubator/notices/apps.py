from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "incubator.notices"
    label = "notices"
    verbose_name = _("Letters")
