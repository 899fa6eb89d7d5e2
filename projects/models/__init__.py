"""What the street buys: projects, contracts, the work done, the money spent, the reports on it."""

from projects.models.contracts import Contract, ContractChange, Instalment
from projects.models.projects import BudgetLine, Project, ProjectChange, Target
from projects.models.reports import ProgressReport, ProgressReportChange
from projects.models.work import Activity, ActivityChange, ActivityPhoto, Spending, SpendingChange

__all__ = [
    "Activity",
    "ActivityChange",
    "ActivityPhoto",
    "BudgetLine",
    "Contract",
    "ContractChange",
    "Instalment",
    "ProgressReport",
    "ProgressReportChange",
    "Project",
    "ProjectChange",
    "Spending",
    "SpendingChange",
    "Target",
]
