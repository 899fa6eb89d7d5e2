"""What may happen to a credit record once it is written down."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import CreditRecord
from organizations.rules.credit import keeps_credit

STANDING, REMOVED = CreditRecord.Status.STANDING, CreditRecord.Status.REMOVED

# People reach these through organizations.crediting, which judges the record and knows the day.
credit_workflow = Workflow(
    Action("edit", _("Correct"), keeps_credit, {STANDING}, button=False),
    Action("remove", _("Take off"), keeps_credit, {STANDING}, REMOVED, reason_required=True, weight="danger",
           warning=_("The record stays readable with the reason and counts no more. This cannot be taken back: "
                     "what holds again is recorded anew.")),
    of=CreditRecord,
)
