"""Credit records in the back office: read here, kept on the organization's page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import CreditRecord


@admin.register(CreditRecord)
class CreditRecordAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["organization", "kind", "title", "started_on", "ends_on", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["organization"]
    search_fields = ["organization__name", "title", "source"]
    fields = ["organization", "kind", "title", "source", "started_on", "ends_on", "status", "removed_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return CreditRecord.objects.visible_to(request.user).order_by("-pk")
