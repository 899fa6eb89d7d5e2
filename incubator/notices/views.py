"""The inbox."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from incubator.notices import reading
from incubator.notices.models import Letter

PER_PAGE = 50


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    page = Paginator(Letter.objects.inbox_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [reading.row(letter) for letter in page]
    return render(request, "notices/inbox.html", {"page": page, "rows": rows})


@require_POST
def open_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go to what it tells of."""
    letter = get_object_or_404(Letter.objects.inbox_of(request.user), pk=pk)
    reading.mark_read(letter)
    if url_has_allowed_host_and_scheme(letter.url, {request.get_host()}, request.is_secure()):
        return redirect(letter.url)
    return redirect("notices:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    reading.mark_all_read(request.user)
    return redirect("notices:inbox")
