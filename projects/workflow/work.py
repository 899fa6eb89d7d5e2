"""What may happen to an activity, to a spending and to a return of money once they are recorded."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, No, Workflow
from projects.models import Activity, MoneyReturn, Spending
from projects.notices.purchasing import announce_return
from projects.rules.people import manages, records


def records_it(user: Any, thing: Activity | Spending) -> bool | No:
    return records(user, thing.project)


def manages_it(user: Any, given: MoneyReturn) -> bool | No:
    return manages(user, given.project)


def table(of: type) -> Workflow:
    """The two tables say the same; whether the project still takes records is asked of the project."""
    return Workflow(
        Action("edit", _("Edit"), records_it, {"recorded"}, button=False),
        Action("strike", _("Strike out"), records_it, {"recorded"}, "struck", reason_required=True, weight="danger"),
        of=of,
    )


activity_workflow = table(Activity)
spending_workflow = table(Spending)
# What is wrong is struck out and recorded anew.
money_return_workflow = Workflow(
    Action("strike", _("Strike out"), manages_it, {"recorded"}, "struck", reason_required=True, weight="danger"),
    of=MoneyReturn,
    announce=announce_return,
)
