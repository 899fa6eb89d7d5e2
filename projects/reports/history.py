"""What happened to a project, its contract and its instalments, as one story."""

from itertools import chain
from typing import Any

from projects.models import ContractChange, InstalmentChange, Project, ProjectChange


def history(project: Project) -> list[Any]:
    """The change rows of all three, the latest first; each kept whole, so the page can print its fields."""
    of_project = ProjectChange.objects.filter(project=project)
    of_contract = ContractChange.objects.filter(contract__project=project)
    of_instalments = InstalmentChange.objects.filter(instalment__contract__project=project)
    return sorted(chain(of_project, of_contract, of_instalments), key=lambda change: (change.at, change.pk),
                  reverse=True)
