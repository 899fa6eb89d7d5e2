"""The catalogue of qualified organizations in the back office: read here, kept on its own pages.

Who objected is named nowhere but on the entry's page: neither name nor phone stands here.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound


@admin.register(CatalogueRound)
class CatalogueRoundAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["area", "year", "status", "applies_from", "applies_until", "publicised_on", "listed_on",
                    "valid_until"]
    list_filter = ["status"]
    list_select_related = ["area"]
    search_fields = ["area__name", "note"]
    fields = ["area", "year", "applies_from", "applies_until", "valid_until", "note", "status", "publicised_on",
              "objections_until", "listed_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return CatalogueRound.objects.covered_by(request.user).order_by("-year", "pk")


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["organization", "round", "status", "number", "service_fields"]
    list_filter = ["status"]
    list_select_related = ["organization", "round__area"]
    search_fields = ["organization__name", "service_fields"]
    fields = ["organization", "round", "status", "number", "service_fields", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return CatalogueEntry.objects.visible_to(request.user).order_by("-pk")


@admin.register(CatalogueObjection)
class CatalogueObjectionAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["code", "entry", "status", "way", "received_on", "answered_on"]
    list_filter = ["status", "way"]
    list_select_related = ["entry__organization"]
    search_fields = ["code", "entry__organization__name"]
    fields = ["code", "entry", "status", "way", "received_on", "text", "answer", "answered_on", "history"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return CatalogueObjection.objects.visible_to(request.user).order_by("-pk")
