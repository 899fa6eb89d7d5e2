"""What may happen to a street's template of a paper."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import PaperTemplate
from organizations.rules.templates import keeps_templates

template_workflow = Workflow(
    Action("replace", _("Take out of use"), keeps_templates, {PaperTemplate.Status.IN_USE},
           PaperTemplate.Status.REPLACED, button=False),
    of=PaperTemplate,
)
