"""Filing (备案): from a person's first draft to the street's number; one act a function, each in one transaction."""

from organizations.filing.deciding import approve, send_back
from organizations.filing.drafting import attach, detach, fill, start, submit
from organizations.filing.facts import QUESTIONS, STEPS, snapshot, step_of
from organizations.filing.requirements import shortcomings
from organizations.filing.taking import take
from organizations.matters.deciding import refuse
from organizations.matters.handing import reopen, withdraw
from organizations.matters.naming import taken_name
from organizations.matters.numbering import coming_number
from organizations.matters.papers import earlier_papers, papers, stored_as

__all__ = [
    "QUESTIONS",
    "STEPS",
    "approve",
    "attach",
    "coming_number",
    "detach",
    "earlier_papers",
    "fill",
    "papers",
    "refuse",
    "reopen",
    "send_back",
    "shortcomings",
    "snapshot",
    "start",
    "step_of",
    "stored_as",
    "submit",
    "take",
    "taken_name",
    "withdraw",
]
