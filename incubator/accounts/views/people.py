"""Pages about people: the link to set a password, and seeing one number whole."""

from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from incubator.accounts import entering, revealing
from incubator.accounts.forms import NewPasswordForm, RevealForm
from incubator.errors import page_before
from incubator.sealed import SealedField
from incubator.workdays import today


def number_by_message(request: HttpRequest, step: str) -> HttpResponse:
    """Stands before allauth's pages that change a number by a text message: this office sends none.

    They would fail, and show the number whole. The office changes a number in the back office.
    """
    raise Http404


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: HttpRequest, key: str, token: str) -> HttpResponse:
    person = entering.person_of(key, token)
    if person is None:
        return render(request, "accounts/link_spent.html", status=410)
    form = NewPasswordForm(request.POST or None, user=person)
    if form.is_valid():
        entering.set_password(person, form.cleaned_data["password1"])
        messages.success(request, _("Your password is set. Sign in with your mobile number."))
        return redirect("account_login")
    return render(request, "accounts/set_password.html", {"form": form, "person": person})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, label: str, pk: int, field: str) -> HttpResponse:
    thing, sealed = _sealed(request, label, pk, field)
    if not revealing.may_reveal(request.user, thing):
        raise PermissionDenied
    form, number = RevealForm(request.POST or None, initial={"back": page_before(request)}), ""
    if form.is_valid():
        try:
            number = revealing.reveal(request.user, thing, field, form.cleaned_data["reason"], today=today())
        except ValidationError as error:
            form.add_error("reason", error)
    context = {"form": form, "thing": thing, "label": sealed.verbose_name, "number": number,
               "mask": str(getattr(thing, field)), "back": page_before(request)}
    return render(request, "accounts/reveal.html", context)


def _sealed(request: HttpRequest, label: str, pk: int, field: str) -> tuple[Any, SealedField]:
    """The thing this person may see and its sealed field; 404 for everything else."""
    try:
        model = apps.get_model(label)
        sealed = model._meta.get_field(field)
        place = getattr(model, "area_path", "area")  # where the look-up finds the thing's area
        model._meta.get_field(place.split("__")[0])
        seen = getattr(model.objects, "revealable_to", model.objects.visible_to)(request.user)
    except (LookupError, ValueError, AttributeError, FieldDoesNotExist) as error:
        raise Http404 from error
    if not isinstance(sealed, SealedField):
        raise Http404
    return get_object_or_404(seen.select_related(place), pk=pk), sealed
