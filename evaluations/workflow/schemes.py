"""The life of a scheme: drawn, made ready (from then on fixed), retired."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluations.models import Scheme
from evaluations.models.marking import Node
from evaluations.rules import keeps_scheme
from incubator.workflow import Action, Workflow

DRAFT, READY, RETIRED = Scheme.Status.values


def faults(scheme: Scheme) -> list[str]:
    """Every reason why this tree cannot be scored by yet."""
    tree = scheme.tree()
    if not tree:
        return [str(_("The scheme has no indicators yet."))]
    return list(level_faults(scheme.name, tree).values())


def level_faults(name: str, nodes: tuple[Node, ...], above: str = "") -> dict[str, str]:
    """The levels whose weights do not sum to 100, in words, by the outline number they hang below; "" for the top."""
    found = {}
    total = sum(node.weight for node in nodes)
    if nodes and total != 100:
        found[above] = _("The weights below «%(name)s» sum to %(total)s, not to 100.") % {"name": name, "total": total}
    for n, node in enumerate(nodes, start=1):
        if node.children:
            found |= level_faults(node.name, node.children, f"{above}.{n}" if above else str(n))
    return found


scheme_workflow = Workflow(
    Action("edit", _("Edit"), keeps_scheme, {DRAFT}, button=False),
    Action("ready", _("Make ready"), keeps_scheme, {DRAFT}, READY, missing=faults, weight="primary", warning=_(
        "A scheme that is ready is not changed any more; to change it later, copy it.")),
    Action("retire", pgettext_lazy("scheme", "Retire"), keeps_scheme, {READY}, RETIRED, weight="danger"),
    of=Scheme,
)
