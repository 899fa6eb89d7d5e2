"""What only shows in the back office: things whose actions stand on their own pages, and their histories."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _


class ReadOnlyAdmin(admin.ModelAdmin):
    """Officers look; what may be done stands on the thing's own page."""

    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_officer", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WithHistory(admin.ModelAdmin):
    """The thing's changes in words, below its facts."""

    readonly_fields: tuple[str, ...] = ("history",)

    @admin.display(description=_("History"))
    def history(self, thing: Any) -> str:
        return render_to_string("includes/_changes.html", {"changes": thing.changes.telling()})
