"""What the street buys: projects, contracts, the work done, the money spent, the reports on it."""

from projects.models.contracts import Contract, ContractChange, Instalment, InstalmentChange
from projects.models.projects import BudgetLine, Project, ProjectChange, ProjectNumber, Target
from projects.models.reports import ProgressReport, ProgressReportChange, ReportFile
from projects.models.returns import MoneyReturn, MoneyReturnChange
from projects.models.work import Activity, ActivityChange, ActivityPhoto, Spending, SpendingChange

__all__ = [
    "Activity",
    "ActivityChange",
    "ActivityPhoto",
    "BudgetLine",
    "Contract",
    "ContractChange",
    "Instalment",
    "InstalmentChange",
    "MoneyReturn",
    "MoneyReturnChange",
    "ProgressReport",
    "ProgressReportChange",
    "Project",
    "ProjectChange",
    "ProjectNumber",
    "ReportFile",
    "Spending",
    "SpendingChange",
    "Target",
]
