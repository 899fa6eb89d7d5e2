"""The back office: schemes, review days and sheets to look at; they change only through their pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from evaluations.models import Panelist, ReviewDay, Scheme, Sheet, Subject


class LookOnly(admin.ModelAdmin):
    """Nothing is added, changed or removed here: scores and results have one door."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser or request.user.is_officer

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


@admin.register(Scheme)
class SchemeAdmin(LookOnly):
    list_display = ["name", "area", "target", "status"]
    list_filter = ["status", "target"]
    list_select_related = ["area"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request) if request.user.is_superuser else Scheme.objects.visible_to(request.user)


@admin.register(ReviewDay)
class ReviewDayAdmin(LookOnly):
    list_display = ["name", "date", "area", "scheme", "status"]
    list_filter = ["status"]
    list_select_related = ["area", "scheme"]
    search_fields = ["name"]
    exclude = ["results", "earlier_results", "tree"]

    def get_queryset(self, request: HttpRequest):
        if request.user.is_superuser:
            return super().get_queryset(request)
        return ReviewDay.objects.overseen_by(request.user)


@admin.register(Panelist)
class PanelistAdmin(LookOnly):
    list_display = ["user", "day", "group", "organization"]
    list_select_related = ["user", "day", "group", "organization"]
    search_fields = ["user__full_name"]

    def get_queryset(self, request: HttpRequest):
        days = ReviewDay.objects.overseen_by(request.user)
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(day__in=days)


@admin.register(Subject)
class SubjectAdmin(LookOnly):
    list_display = ["__str__", "day", "organization"]
    list_select_related = ["day", "organization", "project"]

    def get_queryset(self, request: HttpRequest):
        days = ReviewDay.objects.overseen_by(request.user)
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(day__in=days)


@admin.register(Sheet)
class SheetAdmin(LookOnly):
    """States only: marks, totals and comments stay sealed until the lock, and then stand in the result."""

    list_display = ["subject", "panelist", "status", "signed_at"]
    list_filter = ["status"]
    list_select_related = ["subject__organization", "subject__project", "panelist__user"]
    fields = ["subject", "panelist", "status", "barred", "recusal_reason", "signed_at"]

    def get_queryset(self, request: HttpRequest):
        found = super().get_queryset(request)
        return found if request.user.is_superuser else found.filter(
            pk__in=Sheet.objects.overseen_by(request.user).values("pk"))
