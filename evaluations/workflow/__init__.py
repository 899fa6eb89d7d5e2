"""Verbs: the tables of actions of schemes, review days and score sheets."""

from evaluations.workflow.days import day_workflow
from evaluations.workflow.schemes import scheme_workflow
from evaluations.workflow.sheets import sheet_workflow

__all__ = ["day_workflow", "scheme_workflow", "sheet_workflow"]
