"""Filings, certificates and the people of organizations in the back office: read here, acted on in their pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organizations.admin.reading import ReadOnlyAdmin, WithHistory
from organizations.models import Certificate, Filing, Membership, Organization
from organizations.reports.filings import handed_in_name


@admin.register(Filing)
class FilingAdmin(WithHistory, ReadOnlyAdmin):
    list_display = ["name", "status", "receipt_no", "submitted_at", "answer_due_on"]
    list_filter = ["status"]
    list_select_related = ["organization"]
    search_fields = ["facts__name", "receipt_no"]
    readonly_fields = ("name", *WithHistory.readonly_fields)
    fields = ["name", "status", "receipt_no", "submitted_at", "answer_due_on", "decided_at", "history"]

    @admin.display(description=_("organization name"))
    def name(self, filing: Filing) -> str:
        return handed_in_name(filing)

    def get_queryset(self, request: HttpRequest) -> Any:
        return Filing.objects.visible_to(request.user).order_by("-pk")

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return reverse("organizations:filing-detail", args=[obj.pk]) if obj else None


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["number", "organization", "issued_on", "valid_until", "withdrawn_on"]
    list_select_related = ["organization"]
    search_fields = ["number", "organization__name"]
    fields = ["number", "organization", "issued_on", "valid_until", "withdrawn_on", "withdrawn_reason"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Certificate.objects.filter(
            organization__in=Organization.objects.visible_to(request.user)).order_by("-pk")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    list_display = ["organization", "user", "right", "joined_at", "ended_at"]
    list_filter = ["right"]
    list_select_related = ["organization", "user"]
    search_fields = ["organization__name", "user__full_name"]
    fields = ["organization", "user", "right", "joined_at", "ended_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Membership.objects.filter(
            organization__in=Organization.objects.visible_to(request.user)).order_by("-pk")
