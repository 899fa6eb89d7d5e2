"""What may happen to an uploaded ledger."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import ImportRun
from organizations.rules.ledgers import brings_in

PREVIEWED, DONE = ImportRun.Status.PREVIEWED, ImportRun.Status.DONE

ledger_workflow = Workflow(
    # Not offered: the confirming page sends along what its reader saw (see importing.writing.confirm).
    Action("confirm", _("Bring in"), brings_in, {PREVIEWED}, DONE, offered=False, weight="primary"),
    of=ImportRun,
)
