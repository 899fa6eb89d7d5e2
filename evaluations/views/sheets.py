"""The evaluator's pages, made for a phone: my sheets, the declaration, the score page, the signature."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluations import scoring
from evaluations.forms import read_marks
from evaluations.models import Sheet
from evaluations.models.marking import NOT_APPLICABLE, plant, points
from evaluations.reports.facts import facts_of
from evaluations.reports.sheets import my_days, next_sheet, score_page
from evaluations.rules import scoring_is_open
from evaluations.workflow import sheet_workflow
from evaluations.workflow.sheets import unfinished
from incubator.errors import posted_version
from incubator.workflow import Incomplete, Stale, WrongStatus


def sheets(request: HttpRequest) -> HttpResponse:
    return render(request, "evaluations/sheets.html", {"days": my_days(request.user)})


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration first; then the leaves; once signed, what was given; never anything when stepped aside."""
    mine = _get(request, pk)
    if mine.status == Sheet.Status.RECUSED:
        return render(request, "evaluations/sheet_recused.html", {"sheet": mine}, status=403)
    if mine.status == Sheet.Status.ASSIGNED:
        return render(request, "evaluations/sheet_declare.html", {"sheet": mine, "open": scoring_is_open(mine)})
    return _score_page(request, mine, scoring.marks_of(mine))


def sheet_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet on paper: to be signed by hand, or kept."""
    mine = _get(request, pk)
    if mine.status in (Sheet.Status.RECUSED, Sheet.Status.ASSIGNED):
        raise Http404
    page = score_page(plant(mine.subject.day.tree), scoring.marks_of(mine))
    return render(request, "evaluations/sheet_print.html", {"sheet": mine, "page": page})


@require_POST
def sheet_save(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole sheet as it stands: from the script as JSON, from the buttons as a page, one of them on to signing."""
    by_script = request.headers.get("Accept") == "application/json"
    mine = _get(request, pk, named=not by_script)
    try:
        marks, faults = _save(request, mine)
    except (Stale, WrongStatus, Incomplete) as error:
        if by_script:
            return _state_now(request, pk)
        if isinstance(error, Stale):
            return _overtaken(request, pk)
        raise
    if by_script:
        return JsonResponse(_state(mine) | {"errors": faults})
    if faults:
        return _score_page(request, mine, marks, faults=faults, status=400)
    if "sign" in request.POST:
        return redirect("evaluations:sheet-sign", pk)
    messages.success(request, _("Saved."))
    return redirect("evaluations:sheet", pk)


def sheet_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Before the signature: what was saved and its total. The POST signs exactly that version."""
    mine = _get(request, pk)
    if request.method == "POST":
        scoring.sign(mine, by=request.user, seen=posted_version(request), now=timezone.now())
        messages.success(request, _("Signed and handed in."))
        return redirect("evaluations:sheet", pk)
    sheet_workflow.require("sign", mine, request.user)
    if reasons := unfinished(mine):
        raise Incomplete(reasons)
    page = score_page(plant(mine.subject.day.tree), scoring.marks_of(mine))
    return render(request, "evaluations/sheet_sign.html", {"sheet": mine, "page": page})


@require_POST
def sheet_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    scoring.act(name, _get(request, pk), by=request.user, seen=posted_version(request),
                note=request.POST.get("note", ""))
    return redirect("evaluations:sheets" if name == "recuse" else reverse("evaluations:sheet", args=[pk]))


def sheet_exclude(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer records a conflict that came to light: the reason, and the sheet no longer counts."""
    theirs = get_object_or_404(
        Sheet.objects.overseen_by(request.user).select_related(
            "subject__day__area", "subject__organization", "subject__project", "panelist__user"), pk=pk)
    sheet_workflow.require("exclude", theirs, request.user)
    if request.method == "POST":
        scoring.exclude(theirs, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
        messages.success(request, _("The recusal is recorded."))
        return redirect("evaluations:day-board", theirs.subject.day_id)
    return render(request, "evaluations/sheet_exclude.html", {"sheet": theirs})


def _save(request: HttpRequest, mine: Sheet) -> tuple[dict, dict[int, str]]:
    marks, faults = read_marks(request.POST, plant(mine.subject.day.tree))
    number = {name: int(request.POST.get(name) or 0) for name in ("saves", "seq")
              if (request.POST.get(name) or "0").isdigit()}
    scoring.save(
        mine, marks=marks, comment=request.POST.get("comment", "")[:2000], by=request.user,
        base=number.get("saves", 0), saver=request.POST.get("saver", "")[:40], seq=number.get("seq", 0))
    return marks, faults


def _state_now(request: HttpRequest, pk: int) -> JsonResponse:
    """What the script needs after a refusal: where the sheet stands now, so that it can take up from there."""
    now = _get(request, pk)
    marks = {
        str(leaf): mark if mark == NOT_APPLICABLE else points(mark)  # type: ignore[arg-type]
        for leaf, mark in scoring.marks_of(now).items()}
    return JsonResponse(_state(now) | {"marks": marks, "comment": now.comment}, status=409)


def _overtaken(request: HttpRequest, pk: int) -> HttpResponse:
    """Another page saved in between: what was typed here stays on the screen, and saving again keeps it."""
    now = _get(request, pk)
    if now.status != Sheet.Status.OPEN:
        raise Stale("score", now)
    marks, faults = read_marks(request.POST, plant(now.subject.day.tree))
    return _score_page(request, now, marks, faults=faults, overtaken=True, status=409)


def _state(mine: Sheet) -> dict:
    return {
        "saves": mine.saves, "version": mine.version, "status": mine.status, "scored": mine.scored,
        "open": mine.status == Sheet.Status.OPEN and scoring_is_open(mine),
        "at": timezone.localtime().strftime("%H:%M")}


def _score_page(
    request: HttpRequest, mine: Sheet, marks: dict, *, faults: dict[int, str] | None = None, overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    typed = request.POST if faults or overtaken else None
    page = score_page(plant(mine.subject.day.tree), marks, typed=typed, faults=faults)
    editable = sheet_workflow.allows("score", mine, request.user) and scoring_is_open(mine)
    return render(request, "evaluations/sheet.html", {
        "sheet": mine, "page": page, "editable": editable, "faults": faults or {},
        "comment": typed.get("comment", "") if typed else mine.comment, "overtaken": overtaken,
        "facts": facts_of(mine.subject, on=mine.subject.day.date) if scoring_is_open(mine) else None,
        "reopen": mine.status == Sheet.Status.SIGNED and scoring_is_open(mine),
        "next": next_sheet(request.user, mine) if not editable else None,
    }, status=status)


def _get(request: HttpRequest, pk: int, *, named: bool = True) -> Sheet:
    try:
        return scoring.load(Sheet.objects.visible_to(request.user), pk, named=named)
    except Sheet.DoesNotExist:
        raise Http404 from None

