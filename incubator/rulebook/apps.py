from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "incubator.rulebook"
    label = "rulebook"
    verbose_name = _("Rules")
