"""Recording the work done, the money spent and what came back; what a report handed in has told stays as it is."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum

from incubator.accounts.models import User
from incubator.documents.models import Document
from projects.models import Activity, ActivityPhoto, Instalment, MoneyReturn, Project, Spending
from projects.rules.returns import faults_of_return
from projects.rules.work import faults_of_activity, faults_of_spending, why_frozen
from projects.workflow import activity_workflow, money_return_workflow, project_workflow, spending_workflow


def record_activity(activity: Activity, *, photos: Sequence[Document], by: User, today: date) -> Activity:
    """Write down one service occasion. The same form sent twice gives the first one's activity."""
    def first() -> None:
        activity.project = _open_project(activity.project_id, by)
        _refuse(activity, faults_of_activity(activity, photos=photos, today=today))

    with transaction.atomic():
        made = activity_workflow.create(activity, by=by, first=first)
        if made is activity:
            _pin(activity, photos)
    return made


def edit_activity(activity: Activity, *, photos: Sequence[Document], by: User, seen: int, today: date) -> None:
    """`photos` are all that stay and all that are new."""
    activity_workflow.require("edit", activity, by)
    with transaction.atomic():
        activity.project = _open_project(activity.project_id, by)
        _refuse_frozen(activity)
        _refuse(activity, faults_of_activity(activity, photos=photos, today=today))
        with activity_workflow.performing("edit", activity, by=by, seen=seen):
            activity.save()
            activity.photos.exclude(document__in=photos).delete()
            known = set(activity.photos.values_list("document", flat=True))
            _pin(activity, [photo for photo in photos if photo.pk not in known])


def record_spending(spending: Spending, *, by: User, today: date) -> Spending:
    """Write down one payment, never beyond the project amount. The same form sent twice gives the first one's."""
    def first() -> None:
        spending.project = _open_project(spending.project_id, by)
        _refuse(spending, faults_of_spending(spending, left_fen=left_fen(spending), today=today))

    with transaction.atomic():
        made = spending_workflow.create(spending, by=by, first=first)
        if made is spending:
            _recount(spending.project)
    return made


def edit_spending(spending: Spending, *, by: User, seen: int, today: date) -> None:
    spending_workflow.require("edit", spending, by)
    with transaction.atomic():
        spending.project = _open_project(spending.project_id, by)
        _refuse_frozen(spending)
        _refuse(spending, faults_of_spending(spending, left_fen=left_fen(spending), today=today))
        with spending_workflow.performing("edit", spending, by=by, seen=seen):
            spending.save()
            _recount(spending.project)


def strike(thing: Activity | Spending, *, by: User, seen: int, note: str) -> None:
    """It stays readable, with the reason, and counts no more."""
    workflow = spending_workflow if isinstance(thing, Spending) else activity_workflow
    workflow.require("strike", thing, by)
    with transaction.atomic():
        thing.project = _open_project(thing.project_id, by)
        _refuse_frozen(thing)
        with workflow.performing("strike", thing, by=by, seen=seen, note=note):
            if isinstance(thing, Spending):
                _recount(thing.project)


def act(name: str, thing: Activity | Spending, *, by: User, seen: int, note: str) -> None:
    """One action of the table, for the buttons and the API; editing has a form of its own."""
    if name != "strike":
        raise PermissionDenied(name)
    strike(thing, by=by, seen=seen, note=note)


def is_open(thing: Activity | Spending) -> bool:
    """Whether it may still be corrected: its project runs and no report handed in has told it."""
    takes_records = project_workflow.actions["record"].sources
    return thing.project.status in takes_records and not why_frozen(thing.project_id, thing.date)


def left_fen(spending: Spending) -> int:
    """What of the project amount the other standing spendings leave, and what was returned."""
    others = Spending.objects.standing().filter(project=spending.project_id).exclude(token=spending.token)
    kept = spending.project.amount_fen - spending.project.returned_fen
    return kept - (others.aggregate(total=Sum("amount_fen"))["total"] or 0)


def record_return(given: MoneyReturn, *, by: User, today: date) -> MoneyReturn:
    """Write down money that came back, never more than is left. The same form sent twice gives the first one's."""
    def first() -> None:
        given.project = Project.objects.held(given.project_id)
        project_workflow.require("return_money", given.project, by)
        _refuse(given, faults_of_return(given, today=today))

    with transaction.atomic():
        made = money_return_workflow.create(given, by=by, first=first)
        if made is given:
            _recount_returned(given.project)
    return made


def act_on_return(name: str, given: MoneyReturn, *, by: User, seen: int, note: str) -> None:
    """One action of the table, for the buttons and the API. Struck out it stays readable and counts no more."""
    money_return_workflow.require(name, given, by)
    with transaction.atomic():
        given.project = Project.objects.held(given.project_id)
        money_return_workflow.perform(name, given, by=by, seen=seen, note=note)
        _recount_returned(given.project)


def _open_project(pk: int, by: User) -> Project:
    """The project, held by this transaction, if this person may record on it now."""
    project = Project.objects.held(pk)
    project_workflow.require("record", project, by)
    return project


def _recount(project: Project) -> None:
    """The stored sum is what the table's constraint holds against the amount, whatever code writes."""
    spent = Spending.objects.standing().filter(project=project).aggregate(total=Sum("amount_fen"))["total"] or 0
    Project.objects.filter(pk=project.pk).update(spent_fen=spent)


def _recount_returned(project: Project) -> None:
    returned = MoneyReturn.objects.standing().filter(project=project).aggregate(total=Sum("amount_fen"))["total"] or 0
    Project.objects.filter(pk=project.pk).update(
        returned_fen=returned, paid_fen=Instalment.objects.paid_on_project(project.pk))


def _refuse_frozen(thing: Activity | Spending) -> None:
    """What stood in a frozen period cannot be moved out of it either."""
    recorded_on = type(thing).objects.values_list("date", flat=True).get(pk=thing.pk)
    if reason := why_frozen(thing.project_id, recorded_on):
        raise ValidationError(reason)


def _refuse(thing: Activity | Spending | MoneyReturn, faults: dict[str, list[str]]) -> None:
    """With the faults the table itself would find in the other fields; links were looked up by whoever sent them."""
    links = [field.name for field in thing._meta.concrete_fields if field.is_relation]
    try:
        thing.full_clean(exclude=[*links, "token", *faults], validate_unique=False)
    except ValidationError as error:
        faults = error.message_dict | faults
    if faults:
        raise ValidationError(faults)


def _pin(activity: Activity, photos: Sequence[Document]) -> None:
    ActivityPhoto.objects.bulk_create([ActivityPhoto(activity=activity, document=photo) for photo in photos])
