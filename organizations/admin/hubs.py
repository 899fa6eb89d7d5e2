"""What hub organizations support, in the back office: read here, kept on the organization's page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import HubLink


@admin.register(HubLink)
class HubLinkAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["hub", "supported", "since", "ended_on", "status"]
    list_filter = ["status"]
    list_select_related = ["hub", "supported"]
    search_fields = ["hub__name", "supported__name"]
    fields = ["hub", "supported", "since", "ended_on", "note", "status", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return HubLink.objects.visible_to(request.user).order_by("-pk")
