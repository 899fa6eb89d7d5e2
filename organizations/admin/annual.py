"""Annual campaigns and duties in the back office: read here, run on their own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import AnnualCampaign, AnnualDuty


@admin.register(AnnualCampaign)
class AnnualCampaignAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["area", "year", "due_on", "status"]
    list_filter = ["status"]
    list_select_related = ["area"]
    search_fields = ["area__name", "note"]
    fields = ["area", "year", "due_on", "note", "status", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return AnnualCampaign.objects.visible_to(request.user).order_by("-year", "pk")


@admin.register(AnnualDuty)
class AnnualDutyAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["organization", "campaign", "status", "due_on", "handed_in_on", "outcome", "rectify_by"]
    list_filter = ["status", "outcome"]
    list_select_related = ["organization", "campaign__area"]
    search_fields = ["organization__name"]
    fields = [
        "organization", "campaign", "status", "due_on", "correct_by", "exemption", "handed_in_on", "outcome",
        "rectify_by", "rectify_handed_in_on", "rectified_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return AnnualDuty.objects.visible_to(request.user).order_by("-pk")
