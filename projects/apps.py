from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from organizations.rules.duties import OPEN_DUTIES
        from projects.rules.duties import open_duties

        OPEN_DUTIES.append(open_duties)
