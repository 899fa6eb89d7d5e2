"""Requests behind the closed door: LoginRequiredMiddleware has let only signed-in people through."""

from django.http import HttpRequest

from incubator.accounts.models import User


class PersonRequest(HttpRequest):
    """For type annotations of views that need a person."""

    user: User  # type: ignore[assignment]
