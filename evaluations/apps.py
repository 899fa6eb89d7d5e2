from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "evaluations"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from evaluations.rules import judges_now, past_performance
        from incubator.accounts.rules import OTHER_POWERS
        from organizations.rules.conditions import PERFORMANCE

        OTHER_POWERS.append(judges_now)
        PERFORMANCE.append(past_performance)
