from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "evaluations"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from evaluations.reports.of_organization import STOREY
        from evaluations.rules import judges_now, past_performance, poorly_judged
        from incubator.accounts.rules import OTHER_POWERS
        from organizations.reports.sections import STOREYS
        from organizations.rules.conditions import PERFORMANCE, POORLY_JUDGED

        OTHER_POWERS.append(judges_now)
        STOREYS.append(STOREY)
        PERFORMANCE.append(past_performance)
        POORLY_JUDGED.append(poorly_judged)
