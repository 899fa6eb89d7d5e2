"""The back office of projects: read what you may see; what changes goes through the pages and their tables."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from projects import models


class ReadOnly(admin.ModelAdmin):
    """Looked at, never saved past the engine."""

    page, key = "projects:project", "project_id"
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model.objects.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active and (request.user.is_superuser or request.user.is_officer)

    has_module_permission = has_view_permission

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The thing's own page, where its actions stand."""
        return reverse(self.page, args=[getattr(obj, self.key)]) if obj else None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Project)
class ProjectAdmin(ReadOnly):
    key = "pk"
    list_display = ("number", "name", "status", "method", "field", "contractor", "area", "starts_on", "ends_on")
    list_filter = ("status", "method", "field")
    list_select_related = ("contractor", "area")
    search_fields = ("number", "name", "contractor__name")


@admin.register(models.Contract)
class ContractAdmin(ReadOnly):
    list_display = ("number", "project", "signer", "status", "signed_on")
    list_filter = ("status",)
    list_select_related = ("project", "signer")
    search_fields = ("number", "project__name")


@admin.register(models.Instalment)
class InstalmentAdmin(ReadOnly):
    list_display = ("contract", "order", "trigger", "status", "paid_on")
    list_filter = ("status", "trigger")
    list_select_related = ("contract",)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return reverse(self.page, args=[obj.contract.project_id]) if obj else None


@admin.register(models.Activity)
class ActivityAdmin(ReadOnly):
    page, key = "projects:activity", "pk"
    list_display = ("date", "place", "project", "person_times", "hours", "status")
    list_filter = ("status",)
    list_select_related = ("project",)
    search_fields = ("place", "project__name")
    date_hierarchy = "date"


@admin.register(models.Spending)
class SpendingAdmin(ReadOnly):
    page, key = "projects:spending", "pk"
    list_display = ("date", "purpose", "project", "payee", "voucher_no", "status")
    list_filter = ("status",)
    list_select_related = ("project",)
    search_fields = ("purpose", "payee", "voucher_no", "project__name")
    date_hierarchy = "date"
