"""The life of a filing, from the first draft to the number or the refusal."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import Filing
from organizations.notices import announce_filing
from organizations.rules.filings import decides_on_filing, fills_in_filing

DRAFT, SUBMITTED, RETURNED, APPROVED, REFUSED, WITHDRAWN = (
    Filing.Status.DRAFT, Filing.Status.SUBMITTED, Filing.Status.RETURNED,
    Filing.Status.APPROVED, Filing.Status.REFUSED, Filing.Status.WITHDRAWN,
)

# People reach these through organizations.filing.take: most of them do more than move the status.
filing_workflow = Workflow(
    Action("edit", _("Fill in"), fills_in_filing, {DRAFT, RETURNED}, button=False),
    Action("submit", _("Submit the filing"), fills_in_filing, {DRAFT, RETURNED}, SUBMITTED, button=False,
           weight="primary"),
    Action("withdraw", _("Withdraw the filing"), fills_in_filing, {DRAFT, SUBMITTED, RETURNED}, WITHDRAWN),
    Action("reopen", _("Take the filing up again"), fills_in_filing, {WITHDRAWN, REFUSED}, DRAFT, weight="primary"),
    Action("approve", _("Approve the filing"), decides_on_filing, {SUBMITTED}, APPROVED, weight="primary",
           button=False),  # the page says first what it brings about
    Action("return", _("Return for correction"), decides_on_filing, {SUBMITTED}, RETURNED, reason_required=True,
           button=False),
    Action("refuse", _("Refuse the filing"), decides_on_filing, {SUBMITTED}, REFUSED, reason_required=True,
           weight="danger"),
    announce=announce_filing,
)
