"""Visits and stages in the back office: read here, kept on the organization's own pages; no internal note at all."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import CoachingVisit, GrowthStage


@admin.register(CoachingVisit)
class CoachingVisitAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["subject", "organization", "kind", "visited_on", "next_on", "status"]
    list_filter = ["status", "kind"]
    list_select_related = ["organization"]
    search_fields = ["subject", "organization__name"]
    fields = ["organization", "kind", "visited_on", "visitors", "subject", "findings", "agreed", "next_on", "status",
              "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return CoachingVisit.objects.visible_to(request.user).order_by("-pk")


@admin.register(GrowthStage)
class GrowthStageAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["name", "organization", "since", "status"]
    list_filter = ["status"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__name"]
    fields = ["organization", "name", "since", "reason", "status", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return GrowthStage.objects.visible_to(request.user).order_by("-pk")
