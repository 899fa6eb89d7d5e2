"""The back office: schemes, review days and sheets to look at; they change only through their pages."""

from django.contrib import admin
from django.http import HttpRequest

from evaluations.models import Panelist, ReviewDay, Scheme, Sheet, Subject
from organizations.admin.reading import ReadOnlyAdmin


@admin.register(Scheme)
class SchemeAdmin(ReadOnlyAdmin):
    list_display = ["name", "area", "target", "status"]
    list_filter = ["status", "target"]
    list_select_related = ["area"]
    search_fields = ["name"]

    def get_queryset(self, request: HttpRequest):
        return Scheme.objects.visible_to(request.user)


@admin.register(ReviewDay)
class ReviewDayAdmin(ReadOnlyAdmin):
    list_display = ["name", "date", "area", "scheme", "status"]
    list_filter = ["status"]
    list_select_related = ["area", "scheme"]
    search_fields = ["name"]
    exclude = ["results", "earlier_results", "tree"]

    def get_queryset(self, request: HttpRequest):
        return ReviewDay.objects.overseen_by(request.user)


@admin.register(Panelist)
class PanelistAdmin(ReadOnlyAdmin):
    list_display = ["user", "day", "group", "organization"]
    list_select_related = ["user", "day", "group", "organization"]
    search_fields = ["user__full_name"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).filter(day__in=ReviewDay.objects.overseen_by(request.user))


@admin.register(Subject)
class SubjectAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "day", "organization"]
    list_select_related = ["day", "organization", "project"]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).filter(day__in=ReviewDay.objects.overseen_by(request.user))


@admin.register(Sheet)
class SheetAdmin(ReadOnlyAdmin):
    """States only: marks, totals and comments stay sealed until the lock, and then stand in the result."""

    list_display = ["subject", "panelist", "status", "signed_at"]
    list_filter = ["status"]
    list_select_related = ["subject__organization", "subject__project", "panelist__user"]
    fields = ["subject", "panelist", "status", "barred", "recusal_reason", "signed_at"]

    def get_queryset(self, request: HttpRequest):
        return Sheet.objects.overseen_by(request.user)
