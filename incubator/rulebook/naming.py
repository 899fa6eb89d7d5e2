"""What the rules are called in the office; the key is for the code."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "filing-min-members": _("Filing: members at least"),
    "filing-requires": _("Filing: what the organization must have"),
    "filing-form-requires": _("Filing: fields that must be filled in"),
    "filing-answer-workdays": _("Filing: working days to answer"),
    "matter-chain": _("Matters: steps before the decision"),
    "change-answer-workdays": _("Change: working days to answer"),
    "cancellation-answer-workdays": _("Cancellation: working days to answer"),
    "registration-answer-days": _("Opinion on a registration: days to answer"),
    "change-papers": _("Change: papers by the fact that changes"),
    "cancellation-papers": _("Cancellation: papers"),
    "registration-papers": _("Opinion on a registration: papers"),
    "paper-valid-months": _("Matters: months for which a paper need not be given again"),
    "registered-association-min-members": _("Registered association: members at least"),
    "filing-methods": _("Filed organizations: methods of purchase open to them"),
    "direct-commission-limit-fen": _("Filed organizations: direct commission at most (fen)"),
    "invitation-hours": _("Invitation: hours it is good for"),
    "abnormal-list-years": _("List of abnormal activity: years until the list of serious breaches is due"),
    "catalogue-fields": _("Catalogue of qualified organizations: fields of service"),
    "catalogue-papers": _("Catalogue of qualified organizations: papers of an application"),
    "catalogue-answer-workdays": _("Catalogue of qualified organizations: working days to answer an application"),
    "catalogue-conditions": _("Catalogue of qualified organizations: conditions, what each weighs, and its source"),
    "catalogue-min-staff": _("Catalogue of qualified organizations: people full time at least"),
    "catalogue-fault-years": _("Catalogue of qualified organizations: years for which a fault counts"),
    "catalogue-publicity": _("Catalogue of qualified organizations: length of the publicity, and its unit"),
    "catalogue-objection-anonymous": _("Catalogue of qualified organizations: anonymous objections are taken"),
    "purchase-needs-catalogue": _("Purchase: whether the contractor must stand in the catalogue, by method"),
    "term-warning-days": _("Terms of office: days of warning before they end"),
    "instalment-split": _("Contract: usual instalments"),
    "report-due-workdays": _("Progress report: working days after the period"),
    "report-reminder-days": _("Progress report: days of reminders"),
    "report-overdue-every-days": _("Progress report: days between overdue reminders"),
    "report-escalate-after": _("Progress report: reminders before the street is told"),
    "report-alert-gap-points": _("Alert: time ahead of money (points)"),
    "report-alert-line-percent": _("Alert: budget line overspent (percent)"),
    "report-alert-target-points": _("Alert: time ahead of targets (points)"),
    "review-recusal-years": _("Review: years of recusal after leaving"),
    "review-bar-reciprocity": _("Review: no two organizations judge each other"),
    "review-min-raters": _("Review: valid sheets a group at least"),
    "review-trim-from": _("Review: highest and lowest dropped from so many sheets on"),
    "review-group-weights": _("Review: weights of the groups"),
    "review-dimension-weights": _("Review: weights of the dimensions"),
    "review-template-organization": _("Review: usual indicators for organizations"),
    "review-template-project": _("Review: usual indicators for projects"),
    "performance-grades": _("Performance grades"),
}


def name_of(key: str) -> str:
    """The rule's name in words; the key itself where nobody has given one yet."""
    return str(NAMES.get(key, key))
