"""催办, 催报: an officer's reminder by hand. Once a day, and never where nobody of the organization can answer it."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from incubator.workdays import start_of
from incubator.workflow import NotNow
from organizations.models import Organization
from organizations.notices import heard


def _today(action: str, today: date) -> Q:
    return Q(action=action, at__gte=start_of(today))


def reminded(thing: Any, action: str, *, today: date) -> bool:
    """Whether that action was taken on the thing today, by whatever officer."""
    return thing.changes.filter(_today(action, today)).exists()


def unheard(organization: Organization) -> bool:
    """Nobody writes for the organization on the platform (`notices.heard` in a query): somebody has to telephone."""
    return not organization.memberships.writing().exists()


def with_reach(things: QuerySet[Any], action: str, *, today: date) -> QuerySet[Any]:
    """Beside each thing of an organization `reminded` and `unheard`, for `in_vain`."""
    changes = things.model._meta.get_field("changes")
    today_on_it = changes.related_model.objects.filter(_today(action, today), **{changes.field.name: OuterRef("pk")})
    return things.annotate(reminded=Exists(today_on_it), unheard=~heard("organization"))


def in_vain(organization: Organization, *, reminded: bool, unheard: bool) -> str:
    """Why it is not reminded now, with whom to telephone (the number masked); empty where it may be."""
    if reminded:
        return _("The organization was reminded of this today already; remind it again tomorrow.")
    if unheard:
        return " ".join(filter(None, [
            _("Nobody writes for the organization on the platform; please telephone."),
            organization.responsible_person, str(organization.phone or "")]))
    return ""


def refuse_in_vain(thing: Any, action: str, *, today: date) -> None:
    """Raises NotNow; then nothing is put down as done."""
    words = in_vain(thing.organization, reminded=reminded(thing, action, today=today),
                    unheard=unheard(thing.organization))
    if words:
        raise NotNow(words)
