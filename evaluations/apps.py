from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "evaluations"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        from evaluations.rules import judges_now
        from incubator.accounts.rules import OTHER_POWERS

        OTHER_POWERS.append(judges_now)
