"""Organizations in the back office: read, and edited through the table of actions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from incubator.paging import BoundedPaginator
from incubator.workdays import today
from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.filters import OrganizationFilter
from organizations.forms.organizations import OrganizationForm
from organizations.models import ImportRun, Organization
from organizations.workflow import organization_workflow


@admin.register(Organization)
class OrganizationAdmin(WithHistory):
    list_display = ["name", "org_type", "category", "area", "responsible_person", "status"]
    list_filter = ["status", "org_type", "category"]
    list_select_related = ["area"]
    list_per_page = 50
    paginator, show_full_result_count = BoundedPaginator, False
    search_fields = ["name"]  # shows the box; what it finds, the register's own search says
    readonly_fields = ("status", "filing_no", "history")

    def get_queryset(self, request: HttpRequest) -> Any:
        return Organization.objects.visible_to(request.user).select_related("area").order_by("pk")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if not search_term:
            return queryset.between_ends(request.user), False
        return OrganizationFilter({"name": search_term}, queryset).qs, False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_officer

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_officer

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # organizations come by the ledger or by filing

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # they are cancelled, never erased

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and organization_workflow.allows("edit", obj, request.user)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ["status", "filing_no", *OrganizationForm.Meta.fields]
        return [*shown, *(["version"] if self.has_change_permission(request, obj) else []), "history"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The officers' own form, told who types and on what day."""
        if not self.has_change_permission(request, obj):
            return super().get_form(request, obj, change=change, **kwargs)

        class Form(OrganizationForm):
            def __init__(self, *args: Any, **options: Any) -> None:
                super().__init__(*args, user=request.user, today=today(), **options)

        return Form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        with organization_workflow.performing("edit", obj, by=request.user, seen=form.cleaned_data["version"]):
            obj.save()


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    """Which ledgers were brought in; the files themselves are their officers'."""

    list_display = ["document", "area", "by", "status", "at"]
    list_select_related = ["document", "area", "by"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return ImportRun.objects.visible_to(request.user)
