"""What work and spending may be recorded: the faults in words, field by field."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from incubator.documents.models import Document
from incubator.money import yuan
from projects.models import Activity, ProgressReport, Project, Spending

MOST_PHOTOS = 9
# Beyond these one record is a slip of the hand: whoever does more records it in several.
MOST = {"sessions": 200, "person_times": 100_000, "beneficiaries": 100_000, "hours": 10_000, "volunteers": 10_000}


def why_frozen(project_id: int, day: date) -> str:
    """Why the records of that day stay as they are: the report of its period tells of them; empty while they are open.

    From the submission on, so that what the office accepts is what is on record; sent back, they are open again.
    """
    handed_in = ProgressReport.objects.filter(
        project=project_id, period_start__lte=day, period_end__gte=day).exclude(status__in=ProgressReport.OPEN)
    match handed_in.values_list("status", flat=True).first():
        case None:
            return ""
        case ProgressReport.Status.ACCEPTED:
            return _("The report of this period is accepted; its records are frozen.")
        case _handed_in:
            return _("The report of this period is with the office; its records are open again when it is sent back.")


def faults_of_day(project: Project, day: date | None, *, today: date) -> list[str]:
    """What is wrong with the day of an activity or a payment."""
    if day is None:
        return []
    faults = []
    if day > today:
        faults.append(_("This day has not come yet."))
    if not project.starts_on <= day <= project.ends_on:
        faults.append(_("The project runs from %(start)s to %(end)s.") % {
            "start": project.starts_on, "end": project.ends_on})
    if reason := why_frozen(project.pk, day):
        faults.append(reason)
    return faults


def faults_of_activity(activity: Activity, *, photos: Sequence[Document], today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong, of an activity to be recorded with all its photos."""
    faults = {"date": faults_of_day(activity.project, activity.date, today=today)}
    if activity.hours is not None and activity.hours * 4 % 1:
        faults["hours"] = [_("Hours go in quarters: 0.25, 0.5, 0.75, 1.")]
    for field, most in MOST.items():
        if (getattr(activity, field) or 0) > most:
            faults.setdefault(field, []).append(too_many(most))
    people, times = activity.beneficiaries, activity.person_times
    if people is not None and times is not None and times < people:
        faults.setdefault("person_times", []).append(_("Person-times cannot be fewer than distinct beneficiaries."))
    if len(photos) > MOST_PHOTOS:
        faults["photos"] = [_("At most %(most)s photos.") % {"most": MOST_PHOTOS}]
    return {field: words for field, words in faults.items() if words}


def too_many(most: int) -> str:
    return _("At most %(most)s in one record; please check the number.") % {"most": f"{most:,}"}


def faults_of_spending(spending: Spending, *, left_fen: int, today: date) -> dict[str, list[str]]:
    """Field name -> what is wrong, of a payment to be recorded. `left_fen`: neither spent nor returned."""
    faults = {"date": faults_of_day(spending.project, spending.date, today=today)}
    if spending.amount_fen is not None and spending.amount_fen > left_fen:
        faults["amount_fen"] = [
            _("Spending can never exceed the project amount; %(left)s yuan are left.") % {"left": yuan(left_fen)}]
    if spending.line_id and spending.line.project_id != spending.project_id:
        faults["line"] = [_("This budget line is of another project.")]
    if (voucher := spending.voucher) is None:
        faults["file"] = [_("Add the voucher.")]  # named as the field that takes it
    elif twin := Spending.objects.sharing_number(spending).filter(voucher__sha256=voucher.sha256).first():
        faults["voucher_no"] = [
            _("This voucher is recorded already, with the same file: %(day)s, %(purpose)s, %(amount)s yuan.") % {
                "day": twin.date, "purpose": twin.purpose, "amount": yuan(twin.amount_fen)}]
    return {field: words for field, words in faults.items() if words}


def number_again(spending: Spending) -> str:
    """A warning in words when another standing spending of the project bears this voucher number; else empty."""
    if spending.status == Spending.Status.STRUCK or not Spending.objects.sharing_number(spending).exists():
        return ""
    return _("Voucher number %(number)s stands on more than one spending of this project.") % {
        "number": spending.voucher_no}
