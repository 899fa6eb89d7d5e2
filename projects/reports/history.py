"""What happened to a project, its contract, its instalments and the money that came back, as one story."""

from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from projects.models import ContractChange, InstalmentChange, MoneyReturnChange, Project, ProjectChange


def history(project: Project) -> list[Any]:
    """The change rows of all four, the latest first; each kept whole, so the page can print its fields."""
    of_project = ProjectChange.objects.filter(project=project)
    of_contract = ContractChange.objects.filter(contract__project=project)
    of_instalments = InstalmentChange.objects.filter(instalment__contract__project=project)
    of_returns = [_named(change) for change in MoneyReturnChange.objects.filter(money_return__project=project)]
    return sorted(chain(of_project, of_contract, of_instalments, of_returns),
                  key=lambda change: (change.at, change.pk), reverse=True)


def _named(change: MoneyReturnChange) -> Any:
    """There may be several returns: each row says which one it is about."""
    words = _("Returned money recorded: %(what)s yuan") if change.action == "create" else _(
        "Returned money struck out: %(what)s yuan")
    told: Any = change
    told.label = words % {"what": change.thing_name}
    return told
