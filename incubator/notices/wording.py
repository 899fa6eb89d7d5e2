"""The words of every letter: template name -> (subject, body), with named parameters; one block a storey."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACCOUNTS: dict[str, tuple[Any, Any]] = {
    "role-given": (
        _("You have a new role: %(role)s"),
        _("%(by)s made you %(role)s for %(area)s."),
    ),
}
ORGANIZATIONS: dict[str, tuple[Any, Any]] = {}
PROJECTS: dict[str, tuple[Any, Any]] = {}
EVALUATIONS: dict[str, tuple[Any, Any]] = {
    "review-day-opened": (
        _("Please score: %(day)s"),
        _("You are on the panel of «%(day)s» (%(date)s, %(place)s). Your score sheets are open."),
    ),
    "review-day-reopened": (
        _("Scoring is open again: %(day)s"),
        _("Scoring of «%(day)s» (%(date)s, %(place)s) was opened again. Please look at your score sheets."),
    ),
    "review-day-published": (
        _("The result is out: %(day)s"),
        _("The result of «%(day)s» (%(date)s, %(place)s) is published. You can look at how your score came about."),
    ),
}
WORDS: dict[str, tuple[Any, Any]] = ACCOUNTS | ORGANIZATIONS | PROJECTS | EVALUATIONS


def words(template: str, params: dict[str, Any]) -> tuple[str, str]:
    """Subject and body in the language of the moment. Raises KeyError for an unknown name or a missing parameter."""
    subject, body = WORDS[template]
    return str(subject) % params, str(body) % params
