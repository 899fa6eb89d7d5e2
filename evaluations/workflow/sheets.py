"""The life of a score sheet: declared free of conflict, scored, signed; or stepped aside from."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from evaluations.models import Sheet
from evaluations.models.marking import NOT_APPLICABLE, leaves_of, plant
from evaluations.rules import is_evaluator, runs_day_of, scoring_is_open
from incubator.workflow import Action, Workflow

ASSIGNED, OPEN, RECUSED, SIGNED = Sheet.Status.values


def closed(sheet: Sheet) -> list[str]:
    return [] if scoring_is_open(sheet) else [str(_("Scoring of this review day is closed."))]


def unfinished(sheet: Sheet) -> list[str]:
    """What keeps the sheet from being signed: each leaf without an answer, by its name."""
    answered = {
        leaf: NOT_APPLICABLE if na else hundredths
        for leaf, hundredths, na in sheet.scores.values_list("indicator", "hundredths", "not_applicable")
    }
    leaves = leaves_of(plant(sheet.subject.day.tree))
    open_leaves = [leaf.name for leaf in leaves if answered.get(leaf.id) is None]
    reasons = closed(sheet)
    if open_leaves:
        words = ngettext(
            "%(count)s indicator has no score yet: %(names)s", "%(count)s indicators have no score yet: %(names)s",
            len(open_leaves))
        reasons.append(words % {"count": len(open_leaves), "names": "、".join(open_leaves)})
    elif all(answered[leaf.id] == NOT_APPLICABLE for leaf in leaves):
        reasons.append(str(_("At least one indicator must apply. If none does, step aside and say why.")))
    return reasons


sheet_workflow = Workflow(
    Action("declare", _("I have no conflict of interest"), is_evaluator, {ASSIGNED}, OPEN, missing=closed,
           button=False),
    Action("recuse", _("Step aside"), is_evaluator, {ASSIGNED, OPEN}, RECUSED, missing=closed, reason_required=True,
           button=False),
    Action("score", _("Score"), is_evaluator, {OPEN}, missing=closed, offered=False),
    Action("sign", _("Sign"), is_evaluator, {OPEN}, SIGNED, missing=unfinished, button=False, weight="primary"),
    Action("reopen", _("Change my scores"), is_evaluator, {SIGNED}, OPEN, missing=closed),
    Action("exclude", _("Record a recusal"), runs_day_of, {ASSIGNED, OPEN, SIGNED}, RECUSED, missing=closed,
           reason_required=True, button=False),
    of=Sheet,
)
