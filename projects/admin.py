"""The back office of projects: read what you may see; what changes goes through the pages and their tables."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from organizations.admin.reading import ReadOnlyAdmin
from projects import models


class WithPage(ReadOnlyAdmin):
    """Looked at, never saved past the engine; its actions stand on its own page."""

    page, key = "projects:project", "project_id"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return self.model.objects.visible_to(request.user)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return reverse(self.page, args=[getattr(obj, self.key)]) if obj else None


@admin.register(models.Project)
class ProjectAdmin(WithPage):
    key = "pk"
    list_display = ("number", "name", "status", "method", "field", "contractor", "area", "starts_on", "ends_on")
    list_filter = ("status", "method", "field")
    list_select_related = ("contractor", "area")
    search_fields = ("number", "name", "contractor__name")


@admin.register(models.Contract)
class ContractAdmin(WithPage):
    list_display = ("number", "project", "signer", "status", "signed_on")
    list_filter = ("status",)
    list_select_related = ("project", "signer")
    search_fields = ("number", "project__name")


@admin.register(models.Instalment)
class InstalmentAdmin(WithPage):
    list_display = ("contract", "order", "trigger", "status", "paid_on")
    list_filter = ("status", "trigger")
    list_select_related = ("contract",)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return reverse(self.page, args=[obj.contract.project_id]) if obj else None


@admin.register(models.Activity)
class ActivityAdmin(WithPage):
    page, key = "projects:activity", "pk"
    list_display = ("date", "place", "project", "person_times", "hours", "status")
    list_filter = ("status",)
    list_select_related = ("project",)
    search_fields = ("place", "project__name")
    date_hierarchy = "date"


@admin.register(models.Spending)
class SpendingAdmin(WithPage):
    page, key = "projects:spending", "pk"
    list_display = ("date", "purpose", "project", "payee", "voucher_no", "status")
    list_filter = ("status",)
    list_select_related = ("project",)
    search_fields = ("purpose", "payee", "voucher_no", "project__name")
    date_hierarchy = "date"


@admin.register(models.MoneyReturn)
class MoneyReturnAdmin(WithPage):
    list_display = ("returned_on", "project", "receipt_no", "status")
    list_filter = ("status",)
    list_select_related = ("project",)
    search_fields = ("receipt_no", "project__name")
    date_hierarchy = "returned_on"
