"""Office-holders and pairings in the back office: read here, acted on in the organization's own pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import OfficeHolder, Pairing


@admin.register(OfficeHolder)
class OfficeHolderAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["name", "organization", "role", "term_ends_on", "status"]
    list_filter = ["status", "role", "is_party_member"]
    list_select_related = ["organization"]
    search_fields = ["name", "organization__name"]
    fields = ["name", "organization", "role", "phone", "is_party_member", "term_starts_on", "term_ends_on", "status",
              "left_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return OfficeHolder.objects.visible_to(request.user).order_by("-pk")


@admin.register(Pairing)
class PairingAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["branch_name", "organization", "area", "since", "status"]
    list_filter = ["status"]
    list_select_related = ["organization", "area"]
    search_fields = ["branch_name", "organization__name"]
    fields = ["branch_name", "organization", "area", "since", "note", "status", "ended_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Pairing.objects.visible_to(request.user).order_by("-pk")
