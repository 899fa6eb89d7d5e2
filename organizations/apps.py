from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Config(AppConfig):
    name = "organizations"
    verbose_name = _("Organizations")

    def ready(self) -> None:
        from incubator.accounts.rules import OTHER_POWERS
        from organizations.rules.memberships import acts_for_some

        OTHER_POWERS.append(acts_for_some)
