"""What may happen to the growth file of an organization: visits and stages come, are put right, are taken out."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import CoachingVisit, GrowthStage, Organization
from organizations.rules.growth import coaches, keeps_stage, keeps_visit
from organizations.workflow.holders import ON_RECORD

# Asked of the organization before something of its file comes into being; they move nothing of the organization.
growth_workflow = Workflow(
    Action("coach", _("Record a visit"), coaches, ON_RECORD, offered=False),
    Action("set_stage", _("Set the stage of growth"), coaches, ON_RECORD, offered=False),
    of=Organization,
)

visit_workflow = Workflow(
    Action("edit", _("Edit"), keeps_visit, {CoachingVisit.Status.RECORDED}, button=False),
    Action("remove", _("Take out"), keeps_visit, {CoachingVisit.Status.RECORDED}, CoachingVisit.Status.REMOVED,
           reason_required=True, weight="danger",
           warning=_("The organization sees it no more; the office keeps it with the reason. "
                     "This cannot be taken back.")),
    of=CoachingVisit,
)

stage_workflow = Workflow(
    Action("remove", _("Take out"), keeps_stage, {GrowthStage.Status.STANDING}, GrowthStage.Status.REMOVED,
           reason_required=True, weight="danger",
           warning=_("For a stage that was set by mistake. The one before it holds again.")),
    of=GrowthStage,
)
