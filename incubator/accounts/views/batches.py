"""The two pages of a batch, the same for every list: what will happen to which thing, and what became of each.

A storey gives them its list (`batching.Pile`) and takes their `addresses` among its own.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.accounts import batching
from incubator.accounts.batching import Pile
from incubator.accounts.forms import BatchForm
from incubator.accounts.models import Batch
from incubator.accounts.reasoning import KINDS, of_kinds, usual_reasons
from incubator.accounts.requests import PersonRequest
from incubator.errors import DIGITS, posted_token
from incubator.undoing import UNDO
from incubator.workflow import Action

LONGEST = 1000  # characters of an address that are kept for the way back
KEY_DIGITS = 18


def addresses(pile: Pile, route: str) -> list[URLPattern]:
    """Where the batches of the list at `route` are: its two pages."""
    name = pile.address.partition(":")[2]
    return [path(f"{route}batch/", batch, {"pile": pile}, name=name),
            path(f"{route}batch/<uuid:token>/", batch_done, {"pile": pile}, name=f"{name}-done")]


def offered(request: HttpRequest, pile: Pile) -> dict[str, Any] | None:
    """What the list shows of its batches: for those who may work on it."""
    if not pile.worker(request.user):
        return None
    return {"key": f"{pile.page}:{request.user.pk}", "actions": pile.actions.values(), "url": reverse(pile.address),
            "query": request.GET.urlencode()}


@require_POST
def batch(request: PersonRequest, pile: Pile) -> HttpResponse:
    """From the list, the page that asks once more; from that page (it sends a token), the batch itself."""
    if not pile.worker(request.user):
        raise PermissionDenied("batch")
    if "token" in request.POST:
        return _carry_out(request, pile)
    action, query = pile.actions.get(request.POST.get("action", "")), _query(request)
    given = QueryDict(request.POST.get("query", "")) if "all" in request.POST else None  # never wider than asked
    seen = _versions(request)
    things, count = batching.chosen(pile, request.user, keys=[*_numbers(request), *seen], given=given)
    if action is None or not things:
        messages.error(request, _("Choose what to do.") if things else _("Choose at least one line of the list."))
        return redirect(way_back(pile, query))
    form = BatchForm(initial={"token": uuid.uuid4()}, action=action, usual=_usual(request, pile, action, things))
    return _confirm_page(request, pile, action, form, things, count=count, seen=seen)


def _carry_out(request: PersonRequest, pile: Pile) -> HttpResponse:
    token = posted_token(request)
    begun = Batch.objects.visible_to(request.user).filter(token=token, page=pile.page).first()
    if begun is None:
        action, seen = pile.actions.get(request.POST.get("action", "")), _versions(request)
        if action is None or not seen:
            messages.error(request, _("Nothing was chosen, so nothing was done."))
            return redirect(way_back(pile, _query(request)))
        form = BatchForm(request.POST, action=action, usual=_usual(request, pile, action))
        if not form.is_valid():
            things, count = batching.chosen(pile, request.user, keys=seen)
            form.offer(_usual(request, pile, action, things))
            return _confirm_page(request, pile, action, form, things, count=count, seen=seen)
        try:
            begun = batching.begin(
                pile, action, seen, by=request.user, token=token, note=form.words(), query=_query(request))
        except Batch.DoesNotExist as error:
            raise Http404 from error
    batching.carry_out(begun, pile, by=request.user, now=timezone.now())
    return redirect(f"{pile.address}-done", token=token)


@require_safe
def batch_done(request: PersonRequest, token: uuid.UUID, pile: Pile) -> HttpResponse:
    """What became of each; it can be opened again later."""
    begun = get_object_or_404(Batch.objects.visible_to(request.user), token=token, page=pile.page)
    items = list(begun.items.all())
    done = [item for item in items if item.outcome == batching.DONE]
    waiting = [item for item in items if item.outcome == batching.WAITING]
    failed = [item for item in items if item.outcome not in (batching.DONE, batching.WAITING)]
    return render(request, "accounts/batch_done.html", {
        "batch": begun, "label": pile.table.actions[begun.action].label, "items": items, "done": done,
        "failed": failed, "waiting": waiting, "back": way_back(pile, begun.query), "act_url": reverse(pile.address),
        "key": f"{pile.page}:{request.user.pk}", "undo": _undo(pile, begun),
    })


def _undo(pile: Pile, begun: Batch) -> Action | None:
    """The row that takes what was done back, where what was done may be."""
    return pile.actions.get(UNDO) if pile.table.actions[begun.action].undoable else None


def way_back(pile: Pile, query: str) -> str:
    """The list as it stood: filter, order and page."""
    return reverse(pile.page) + (f"?{query}" if query else "")


def _confirm_page(
    request: PersonRequest, pile: Pile, action: Action, form: BatchForm, things: list[Any], *, count: int,
    seen: Mapping[int, int],
) -> HttpResponse:
    rows = batching.looks(pile, action, things, by=request.user, seen=seen)
    query = _query(request)
    return render(request, "accounts/batch_confirm.html", {
        "form": form, "action": action, "query": query, "count": count, "most": batching.MOST,
        "possible": [row for row in rows if not row.why_not], "not_possible": [row for row in rows if row.why_not],
        "back": way_back(pile, query), "act_url": reverse(pile.address),
    }, status=400 if form.errors else 200)


def _usual(request: PersonRequest, pile: Pile, action: Action, things: Iterable[Any] | None = None) -> list[str]:
    """The usual words for the step where this officer works: those of the kinds chosen, or, of what comes back, any."""
    usual = usual_reasons(pile.reasons, area=next(iter(request.user.reading_codes), ""))
    kinds = ["", *usual.get(KINDS, {})] if things is None else {getattr(thing, "kind", ""): None for thing in things}
    return of_kinds(usual, action.name, kinds)


def _query(request: PersonRequest) -> str:
    """How the list stood, as it was sent along; one too long to be kept is forgotten."""
    query = QueryDict(request.POST.get("query", "")).urlencode()
    return query if len(query) <= LONGEST else ""


def _numbers(request: PersonRequest) -> list[int]:
    """The keys of the lines ticked; what is no number is none of ours."""
    return [int(key) for key in request.POST.getlist("item")[:batching.MOST + 1] if _is_number(key, KEY_DIGITS)]


def _versions(request: PersonRequest) -> dict[int, int]:
    """Key -> the version seen, of what stayed ticked."""
    pairs = [item.partition(":") for item in request.POST.getlist("item")[:batching.MOST]]
    return {int(key): int(version) for key, _colon, version in pairs
            if _is_number(key, KEY_DIGITS) and _is_number(version, DIGITS)}


def _is_number(typed: str, digits: int) -> bool:
    return typed.isascii() and typed.isdecimal() and len(typed) <= digits
