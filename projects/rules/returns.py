"""What money may be recorded as returned: the faults in words, field by field."""

from datetime import date

from django.db.models import Min
from django.utils.translation import gettext as _

from incubator.money import yuan
from projects.models import Instalment, MoneyReturn


def faults_of_return(given: MoneyReturn, *, today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong, of a return to be recorded; its project is held by whoever asks."""
    faults: dict[str, list[str]] = {}
    left = given.project.unreturned_fen
    if given.amount_fen is not None and given.amount_fen > left:
        faults["amount_fen"] = [
            _("%(left)s yuan are paid and neither spent nor returned: no more can come back.") % {"left": yuan(left)}]
    if (day := given.returned_on) is not None:
        paid = Instalment.objects.filter(contract__project=given.project_id, status=Instalment.Status.PAID)
        first = paid.aggregate(day=Min("paid_on"))["day"]
        if day > today:
            faults["returned_on"] = [_("This day has not come yet.")]
        elif first and day < first:
            faults["returned_on"] = [_("Nothing was paid before %(day)s.") % {"day": first}]
    twin = MoneyReturn.objects.standing().filter(
        project=given.project_id, receipt_no=given.receipt_no).exclude(token=given.token).first()
    if twin is not None:
        faults["receipt_no"] = [_("This receipt is recorded already: %(day)s, %(amount)s yuan.") % {
            "day": twin.returned_on, "amount": yuan(twin.amount_fen)}]
    return faults
