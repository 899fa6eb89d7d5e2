"""The words of every letter: template name -> (subject, body), with named parameters; one block a storey."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.notices.wording_organizations import MATTERS, ORGANIZATIONS, OUTCOMES

ACCOUNTS: dict[str, tuple[Any, Any]] = {
    "role-given": (
        _("You have a new role: %(area)s"),
        _("%(by)s gave you a role in %(area)s. What you may do now stands in your navigation."),
    ),
    "second-factor-removed": (
        _("Your second factor was removed"),
        _("%(by)s removed the second factor of your account. The reason: %(reason)s Please set up a new one. If you "
          "did not ask for this, tell the street office at once."),
    ),
}
PROJECTS: dict[str, tuple[Any, Any]] = {
    "project-approve": (
        _("A project of yours is approved: %(project)s"),
        _("The street office approved the project «%(project)s». The contract comes next."),
    ),
    "project-terminate": (
        _("Project terminated: %(project)s"),
        _("The street office terminated the project «%(project)s». The reason: %(reason)s"),
    ),
    "project-close": (
        _("Project closed out: %(project)s"),
        _("The street office closed out the project «%(project)s»."),
    ),
    "contract-sign": (
        _("Contract signed: %(project)s"),
        _("The contract on «%(project)s» is signed as of %(date)s. The project runs; please record the work on it."),
    ),
    "instalment-release": (
        _("Instalment %(order)s may be paid: %(project)s"),
        _("What instalment %(order)s of «%(project)s» waited for has come: %(amount)s yuan may be paid."),
    ),
    "instalment-pay": (
        _("Instalment %(order)s is paid: %(project)s"),
        _("Instalment %(order)s of «%(project)s», %(amount)s yuan, is paid."),
    ),
    "money-returned": (
        _("A return of money is recorded: %(project)s"),
        _("The street office recorded that %(amount)s yuan of «%(project)s» came back on %(date)s, receipt or voucher "
          "%(receipt)s."),
    ),
    "money-return-struck": (
        _("A return of money is struck out: %(project)s"),
        _("The street office struck out the return of %(amount)s yuan of «%(project)s» of %(date)s, receipt or voucher "
          "%(receipt)s: it counts no more. The reason: %(reason)s"),
    ),
    "report-made": (
        _("Progress report to fill in by %(due_on)s: %(project)s"),
        _("Report %(number)s of «%(project)s» (%(start)s to %(end)s) is ready. Its figures come from your records; "
          "please write the results and hand it in by %(due_on)s."),
    ),
    "report-due": (
        _("Progress report due on %(due_on)s: %(project)s"),
        _("Report %(number)s of «%(project)s» (%(start)s to %(end)s) is not handed in yet. It is due on %(due_on)s."),
    ),
    "report-overdue": (
        _("Progress report overdue since %(due_on)s: %(project)s"),
        _("Report %(number)s of «%(project)s» (%(start)s to %(end)s) was due on %(due_on)s and is not handed in. "
          "Please hand it in now."),
    ),
    "report-urged": (
        _("The street office asks for your progress report: %(project)s"),
        _("Report %(number)s of «%(project)s» (%(start)s to %(end)s) was due on %(due_on)s and is not handed in. "
          "The street office asks you to hand it in now. %(note)s"),
    ),
    "report-escalated": (
        _("%(contractor)s has not reported: %(project)s"),
        _("Report %(number)s of «%(project)s» (%(start)s to %(end)s) by %(contractor)s was due on %(due_on)s. "
          "%(reminders)s reminders went unanswered."),
    ),
    "report-submitted": (
        _("A progress report came in: %(project)s"),
        _("%(contractor)s handed in report %(number)s of «%(project)s» (%(start)s to %(end)s). Please check it."),
    ),
    "report-returned": (
        _("Please correct your progress report: %(project)s"),
        _("The street office returned report %(number)s of «%(project)s» (%(start)s to %(end)s). The reason: %(note)s"),
    ),
    "report-taken-back": (
        _("Taken back: progress report of %(project)s"),
        _("The street office took back the return of report %(number)s of «%(project)s» (%(start)s to %(end)s). "
          "It lies with the office again as before; there is nothing for you to do now."),
    ),
    "report-accepted": (
        _("Progress report accepted: %(project)s"),
        _("The street office accepted report %(number)s of «%(project)s» (%(start)s to %(end)s)."),
    ),
}
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
    if "matter" in params:
        params = params | {"matter": MATTERS[params["matter"]]}
    if "outcome" in params:
        params = params | {"outcome": OUTCOMES[params["outcome"]]}
    return str(subject) % params, str(body) % params
