from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "projects"
    verbose_name = _("Projects")

    def ready(self) -> None:
        from organizations.reports.sections import STOREYS
        from organizations.rules.duties import OPEN_DUTIES
        from organizations.rules.known import KNOWN_OF_YEAR
        from projects.reports.of_organization import STOREY
        from projects.rules.duties import open_duties
        from projects.rules.known import of_year

        OPEN_DUTIES.append(open_duties)
        KNOWN_OF_YEAR.append(of_year)
        STOREYS.insert(0, STOREY)  # the nearest storey speaks first
