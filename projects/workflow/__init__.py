"""What may happen to projects, contracts, instalments, work, spendings, returns and reports: the tables of actions."""

from projects.workflow.contracts import contract_workflow, instalment_workflow
from projects.workflow.projects import project_workflow
from projects.workflow.reports import report_workflow
from projects.workflow.work import activity_workflow, money_return_workflow, spending_workflow

__all__ = [
    "activity_workflow",
    "contract_workflow",
    "instalment_workflow",
    "money_return_workflow",
    "project_workflow",
    "report_workflow",
    "spending_workflow",
]
