"""Who may do what with a matter. Pure questions; nothing here writes."""

from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.workflow import No
from organizations.models import Matter
from organizations.rules.memberships import decides_on, writes_for

ACCEPT, REVIEW = "accept", "review"  # the steps of a chain; which of them a kind goes through is a rule of the area
NO_SUCH_STEP = No(_("By the street's rule on the steps before a decision, this kind of matter has no such step."))
SUBMITTED, EXAMINING = Matter.Status.SUBMITTED, Matter.Status.EXAMINING


def fills_in(user: User, matter: Matter) -> bool | No:
    """The organization's administrator and editors."""
    return writes_for(user, matter.organization)


def takes_up_again(user: User, matter: Matter) -> bool | No:
    """Whoever fills it in, of what was withdrawn or refused last: nobody goes back behind a newer one."""
    may = fills_in(user, matter)
    if may and matter.status in (Matter.Status.WITHDRAWN, Matter.Status.REFUSED) and matter.is_overtaken:
        return No(_("Another matter of this kind came after this one; go on with that one."))
    return may


def decides(user: User, matter: Matter) -> bool | No:
    """A street officer; never one who belongs to the organization. Community workers and the district only read."""
    return decides_on(user, matter.organization)


def closes(user: User, matter: Matter) -> bool | No:
    """A report gets an outcome; without one it is closed where its organization left the register."""
    may = decides(user, matter)
    return No(_("The organization is on record: its report gets an outcome.")) if (
        may and matter.organization.stands) else may


def by_itself(user: User, matter: Matter) -> bool:
    """Follows from another step, which has asked who may."""
    return True


def reminds(user: User, matter: Matter) -> bool | No:
    """Of what the office has seen once: a draft that was never handed in is not the office's to know of."""
    return decides(user, matter) if matter.receipt_no else False


def hears_county(user: User, matter: Matter) -> bool | No:
    """What civil affairs made of a registration goes on record once, while the organization is not registered."""
    may = decides(user, matter)
    if not may or matter.status != Matter.Status.APPROVED or matter.awaits_county:
        return may
    if matter.outcome == Matter.CountyAnswer.NOT_REGISTERED:
        return No(_("It is on record that civil affairs did not register it. A new application is a new matter."))
    return No(_("The registration is on record already.") if matter.organization.is_registered
              else _("The organization has left the register; it cannot be registered any more."))


def forwards(user: User, matter: Matter) -> bool | No:
    """The office, once, before civil affairs has answered."""
    may = hears_county(user, matter)
    if may and matter.forwarded_on:
        return No(_("The papers were forwarded to civil affairs on %(day)s already.") % {"day": matter.forwarded_on})
    return may


def accepts(user: User, matter: Matter) -> bool | No:
    """Where the chain has the step at all."""
    may = decides(user, matter)
    return may if ACCEPT in matter.chain or not may else NO_SUCH_STEP


def reviews(user: User, matter: Matter) -> bool | No:
    """Where the chain has the step, and after the acceptance if it has that too."""
    may = decides(user, matter)
    if may and REVIEW not in matter.chain:
        return NO_SUCH_STEP
    return No(_("Accept the matter first.")) if may and _waits_for(matter) == ACCEPT else may


def grants(user: User, matter: Matter) -> bool | No:
    """After the steps of the chain."""
    may, step = decides(user, matter), _waits_for(matter)
    if may and step == ACCEPT:
        return No(_("Accept the matter first."))
    if may and step == REVIEW:
        return No(_("Write the opinion of the examination first."))
    return may


def _waits_for(matter: Matter) -> str:
    """The step of the chain that comes next; empty when only the decision is left."""
    if matter.status == SUBMITTED and ACCEPT in matter.chain:
        return ACCEPT
    return REVIEW if matter.status in (SUBMITTED, EXAMINING) and REVIEW in matter.chain else ""
