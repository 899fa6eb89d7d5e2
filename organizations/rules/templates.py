"""Who keeps a street's templates of papers. Pure questions."""

from incubator.accounts.models import User
from incubator.accounts.rules import acts_for_street
from organizations.models import PaperTemplate


def keeps_templates(user: User, template: PaperTemplate) -> bool:
    """The street office."""
    return acts_for_street(user, template.area.code)
