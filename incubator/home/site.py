"""Django's admin in the officers' frame: it opens on their to-do list and lets in nobody else."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from incubator.home import dashboards
from incubator.home.shell import is_officer
from incubator.workdays import today


class NarrowLookups(ModelAdmin):
    """Rows are narrowed by what the page offers, by nothing else.

    Django lets the address bar filter by every field of the model: a password or the hash of a number could be asked
    out letter by letter.
    """

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        if lookup.split("__")[0] not in {field.name for field in self.opts.get_fields()}:
            return super().lookup_allowed(lookup, value, request)  # the parameter of a filter of ours
        offered = [entry for entry in self.get_list_filter(request) if isinstance(entry, str)]
        offered += [self.date_hierarchy] if self.date_hierarchy else []
        return any(lookup == field or lookup.startswith(f"{field}__") for field in offered)


class HouseAdminSite(AdminSite):
    site_title = site_header = _("Social-organization incubator")
    index_title = _("To-do list")
    enable_nav_sidebar = False  # the officers' navigation is the one of the shell
    empty_value_display = "—"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        kept = admin_class or ModelAdmin
        super().register(model_or_iterable, type(kept.__name__, (kept, NarrowLookups), {}), **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return is_officer(request.user)

    def get_urls(self) -> list[Any]:
        return [path("data/", self.admin_view(self.data), name="data"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The officers' dashboard."""
        context = {**self.each_context(request), "title": self.index_title, **(extra_context or {})}
        context |= dashboards.officer(request.user, today=today())
        return TemplateResponse(request, "admin/index.html", context)

    def data(self, request: HttpRequest) -> HttpResponse:
        """All models this person may keep: Django's own index."""
        context = {**self.each_context(request), "title": _("Base data"), "app_list": self.get_app_list(request)}
        return TemplateResponse(request, "admin/data.html", context)

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """One door for all: allauth's, with its limits and second factor."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("account_change_password")
