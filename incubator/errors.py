"""Refusals from the domain, told once for the pages and once for the API."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseNotAllowed,
    JsonResponse,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from incubator.money import YuanField
from incubator.sentences import Kept, keep, say
from incubator.values import in_words
from incubator.workflow import No, NotNow, Stale, WrongStatus


class PreconditionRequired(APIException):
    status_code = 428
    default_detail = "Send the version you saw in If-Match."
    default_code = "precondition_required"


DIGITS = 9  # of a version at most
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refusal:
    """Why a step was not taken: a code, the status a machine is answered, and sentences for people of any language."""

    code: str
    status: int
    told: list[Kept]

    @property
    def words(self) -> str:
        """In the language of the moment, a line each."""
        return "\n".join(say(one) for one in self.told)


def refusal_of(error: Exception) -> Refusal:
    """What speaks against one of several steps; what nobody foresaw is told as a fault of the platform."""
    if isinstance(error, Stale):
        return _refusal("stale", 412, gettext_lazy(
            "Somebody changed this first; nothing was overwritten. Look at it once more."))
    if isinstance(error, WrongStatus):
        return Refusal("conflict", 409, [_kept_why(error)])
    if isinstance(error, ValidationError):
        faults = error.error_dict.values() if hasattr(error, "error_dict") else [error.error_list]
        return Refusal("conflict" if isinstance(error, NotNow) else "incomplete", 400, [
            keep(one.message, one.params) for found in faults for one in found])
    if isinstance(error, PermissionDenied):
        said = next((words.words for words in error.args if isinstance(words, No)), "")
        return _refusal("forbidden", 403, said or gettext_lazy("Your account has no right to this step."))
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return _refusal("missing", 404, gettext_lazy("It is not there, or not yours to see."))
    if isinstance(error, IntegrityError):
        return _refusal("conflict", 409, gettext_lazy("It contradicts what somebody else entered just now."))
    return _refusal("fault", 500, gettext_lazy(
        "A fault of the platform; nothing of this one was changed. It is in the log."))


def _refusal(code: str, status: int, words: Any) -> Refusal:
    return Refusal(code, status, [keep(words)])


def attempt(step: Callable[[], Any]) -> Refusal | None:
    """Take one of several steps, whole or not at all: None when it is done, else why not.

    Nothing is raised, so that one of many does not stop the others; what nobody foresaw is logged.
    """
    try:
        with transaction.atomic():
            step()
    except Exception as error:
        refusal = refusal_of(error)
        if refusal.code == "fault":
            log.exception("One of several steps failed")
        return refusal
    return None


class Lost(Exception):
    """What was asked for should be there and is not; says so in words."""


class RefusalMiddleware:
    """Pages: one page that says why, what was typed, and what may be done now."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # No database keeps it, no person types it.
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:
            return HttpResponseBadRequest()
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not request.path.startswith("/api/"):
            page = render(request, "405.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, *of_the_view: Any) -> HttpResponse | None:
        """A posted text with NUL in it is refused, whatever reads it later; files are no text and stay as they are.

        It comes after the check of who asks and of the form's own token, which has read the form already. JSON is read
        field by field: there the serializers refuse it.
        """
        if request.method != "POST" or not any(
                "\x00" in text for name, values in request.POST.lists() for text in (name, *map(str, values))):
            return None
        words = _("The text holds a character that cannot be kept (NUL). Remove it and send the text again.")
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": words}, status=400)
        return _page(request, 400, _("This step is not possible now"), [words])

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Stale):
            context: dict[str, Any] = {"compared": _both_values(request, error.thing), "change": _last_change(error)}
            return _page(request, 409, _("Somebody changed this while you were working"), [
                _("Nothing was overwritten. Look at what is there now, then do your step again."),
            ], **context)
        if isinstance(error, WrongStatus):
            return _page(request, 409, _("This step is not possible now"), [_why(error)], allowed=error.allowed)
        if isinstance(error, ValidationError):
            title = _("This step is not possible now") if isinstance(error, NotNow) else _("Something is still missing")
            return _page(request, 400, title, error.messages, mend=getattr(error, "mend", ""))
        if isinstance(error, Lost):
            return _page(request, 404, _("The file is gone"), [str(error)])
        if isinstance(error, PermissionDenied):
            return _page(request, 403, _("This is not yours to do"), [_said(error) or _(
                "Your account has no right to this step. The person in charge in your office can help.")])
        return None


def told(form: BaseForm, act: Callable[[], Any], *, named: Mapping[str, str] | None = None) -> bool:
    """Whether the form was in order and the domain's act went through; its objections become the form's.

    They stand beside their fields; those of a field that the form does not show stand above it.
    `named` are the fields that the form calls otherwise than the domain.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        faults = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
        for name, words in faults.items():
            name = (named or {}).get(name, name)
            form.add_error(name if name in form.fields else None, words)
        return False
    return True


def api_refusal(error: Exception, context: dict) -> Response | None:
    """API: 412 for a lost race, 409 for the wrong status (with the allowed actions), 400 for what is missing."""
    if isinstance(error, Stale):
        return Response({"detail": _("Somebody changed this first."), "version": error.thing.version}, status=412)
    if isinstance(error, WrongStatus):
        return Response({"detail": _why(error), "allowed": [a.name for a in error.allowed]}, status=409)
    if isinstance(error, ValidationError):
        detail = error.message_dict if hasattr(error, "error_dict") else error.messages
        return Response({"detail": detail}, status=400)
    if isinstance(error, Lost):
        return Response({"detail": str(error)}, status=404)
    if isinstance(error, PermissionDenied) and (words := _said(error)):
        return Response({"detail": words}, status=403)
    return exception_handler(error, context)


def seen_version(request) -> int:
    """The version in If-Match (`"7"`), for the API.

    Raises PreconditionRequired (428) when it is not there.
    """
    value = request.headers.get("If-Match", "").strip().strip('"')
    if not (value.isdecimal() and len(value) <= DIGITS):
        raise PreconditionRequired
    return int(value)


def posted_version(request: HttpRequest) -> int:
    """The version hidden in the posted form or button; a form without one is refused."""
    value = request.POST.get("version", "")
    if not (value.isdecimal() and len(value) <= DIGITS):
        raise ValidationError(_("The form was incomplete. Please open the page again."))
    return int(value)


def reposted(request: HttpRequest, version: int) -> QueryDict:
    """What was posted, to be shown again on a form whose thing has a new version by now."""
    data = request.POST.copy()
    data["version"] = str(version)
    return data


def posted_token(request: HttpRequest) -> UUID:
    """The token hidden in the posted form, by which a double submit is known; a form without one is refused."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        raise ValidationError(_("The form was incomplete. Please open the page again.")) from None


def _said(error: PermissionDenied) -> str:
    """The predicate's own words, when it had any."""
    return next((str(words) for words in error.args if isinstance(words, No)), "")


def _why(error: WrongStatus) -> str:
    return say(_kept_why(error))


def _kept_why(error: WrongStatus) -> Kept:
    status = error.thing.get_status_display()
    if not isinstance(status, Promise):  # a model's own words are put into a language at once: take the choice's
        status = dict(error.thing._meta.get_field("status").flatchoices).get(error.thing.status, status)
    return keep(gettext_lazy("«%(action)s» is not possible while this is «%(status)s»."), {
        "action": error.action.label, "status": status})


def _last_change(error: Stale) -> Any:
    changes = getattr(error.thing, "changes", None)
    return changes.order_by("-pk").first() if changes is not None else None


def _both_values(request: HttpRequest, thing: Any) -> list[tuple[str, str, str]]:
    """(label, what was typed, what is there now), as people read them, of each posted field that differs."""
    rows = []
    for field in thing._meta.concrete_fields if hasattr(thing, "tracked") else ():
        if field.name in request.POST and field.name not in ("version", "token"):
            typed, now = _typed(field, request.POST[field.name]), getattr(thing, field.name)
            words = (in_words(field, typed), in_words(field, now))
            if typed != now and words[0] != words[1]:
                rows.append((str(field.verbose_name), *words))
    return rows


def _typed(field: Any, words: str) -> Any:
    """What was typed into a field, as the value it means; the words themselves where they mean none."""
    form_field = YuanField(required=False) if field.name.endswith("_fen") else field.formfield(required=False)
    try:
        return form_field.clean(words) if form_field else words
    except ValidationError:
        return words


def page_before(request: HttpRequest) -> str:
    """The page of ours this person came from, also where a form has kept it as `back`; otherwise the home page."""
    back = request.POST.get("back") or request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if safe else reverse("home:home")


def _page(request: HttpRequest, status: int, title: str, reasons: list[str], **context) -> HttpResponse:
    context |= {"title": title, "reasons": reasons, "back": page_before(request)}
    return render(request, "refusal.html", context, status=status)
