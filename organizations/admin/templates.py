"""Templates of papers in the back office: read here, put in place on their own page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import PaperTemplate


@admin.register(PaperTemplate)
class PaperTemplateAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["document", "area", "kind", "status"]
    list_filter = ["status", "kind"]
    list_select_related = ["document", "area"]
    search_fields = ["document__name", "area__name"]
    fields = ["document", "area", "kind", "status", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return PaperTemplate.objects.visible_to(request.user).order_by("-pk")
