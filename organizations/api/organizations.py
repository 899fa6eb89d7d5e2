"""The register for machines: the same filters, form and table of actions as its pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, ListedSerializer, LongPages, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations import listing
from organizations.api.growth import GrowthFileSerializer
from organizations.api.listing import ListedGroupSerializer
from organizations.api.overview import EventSerializer, HeldPaperSerializer
from organizations.filters import OrganizationFilter
from organizations.forms.listing import ListingForm
from organizations.forms.organizations import OrganizationForm
from organizations.models import NUMBERS, Organization
from organizations.reports.growth import growth_file
from organizations.reports.papers import Papers
from organizations.reports.timeline import Timeline
from organizations.rules.organizations import listing_codes
from organizations.workflow import organization_workflow

FACTS = OrganizationForm.Meta.fields


class OrganizationFactsSerializer(serializers.ModelSerializer):
    """What the register holds; numbers come out masked, and a mask sent back means «leave as it is»."""

    area = serializers.SlugRelatedField("code", queryset=Area.objects.all())
    identity_no = serializers.CharField(required=False, allow_blank=True, max_length=30)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=30)

    class Meta:
        model = Organization
        fields = FACTS
        validators: list[Any] = []  # the form asks, with all other questions at once


class OrganizationSerializer(WorkflowSerializer):
    area = serializers.CharField(source="area.code", read_only=True)
    community = serializers.CharField(source="area.name", read_only=True)
    identity_no = serializers.CharField(read_only=True)
    phone = serializers.CharField(read_only=True)

    class Meta:
        model = Organization
        fields = ["id", "version", "status", "actions", "filing_no", "community", *FACTS]
        read_only_fields = fields


class OrganizationLineSerializer(ListedSerializer, OrganizationSerializer):
    """An organization in a list. Long words and masked numbers stand on the organization itself."""

    identity_no = phone = None  # the fields of the parent are taken out

    class Meta:
        model = Organization
        fields = [
            "id", "version", "status", "actions", "filing_no", "community", "name", "org_type", "uscc", "area",
            "category", "founded_on", "responsible_person", "member_count", "has_charter", "party_member_count",
            "has_party_branch", "is_hub"]
        read_only_fields = fields


class OrganizationViewSet(WorkflowViewSet):
    model = Organization
    workflow = organization_workflow
    serializer_class = OrganizationSerializer
    filterset_class = OrganizationFilter
    pagination_class = LongPages

    def get_queryset(self):
        organizations = super().get_queryset().select_related("area").order_by("pk")
        if self.action == "list":
            columns = set(OrganizationLineSerializer.Meta.fields) - {"actions", "community", "area"}
            return organizations.only(*columns, "area__code", "area__name")
        return organizations

    def filter_queryset(self, queryset):
        found = super().filter_queryset(queryset)
        searched = self.action != "list" or self.request.query_params.get("name")
        return found if searched else found.between_ends(self.request.user)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return OrganizationLineSerializer if self.action == "list" else OrganizationSerializer

    @extend_schema(request=ListedGroupSerializer, responses={201: OrganizationSerializer})
    def create(self, request: Request) -> Response:
        """Put a loose group on the register; who files or registers comes by its matter, or by a ledger."""
        if not listing_codes(request.user):
            raise PermissionDenied("enlist")
        given = ListedGroupSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        group = listing.blank()
        typed = {"token": group.token} | given.validated_data
        typed["area"] = typed["area"].pk
        form = ListingForm(typed, instance=group, user=request.user, today=today())
        if not form.is_valid():
            named = {"similar": form.similar} if form.similar else {}
            raise ValidationError(dict(form.errors.items()) | named)
        entered = listing.enlist(form.instance, by=request.user)
        return Response(self.get_serializer(entered).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=OrganizationFactsSerializer(partial=True))
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Edit the register; what is not named stays as it is."""
        organization, seen = self.get_object(), seen_version(request)
        organization_workflow.require("edit", organization, request.user)
        given = OrganizationFactsSerializer(organization, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        form = self._form(organization, given.validated_data, seen)
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        with organization_workflow.performing("edit", organization, by=request.user, seen=seen):
            form.save()
        return Response(self.get_serializer(organization).data)

    @extend_schema(responses=GrowthFileSerializer)
    @action(detail=True)
    def growth(self, request: Request, pk: str | None = None) -> Response:
        """The growth file: stage, table by year, honours."""
        return Response(GrowthFileSerializer(growth_file(self.get_object(), user=request.user, today=today())).data)

    @extend_schema(responses=HeldPaperSerializer(many=True))
    @action(detail=True, filterset_class=None, pagination_class=PageNumberPagination)
    def papers(self, request: Request, pk: str | None = None) -> Response:
        """Every paper the office holds of it, the latest first."""
        page = self.paginate_queryset(Papers(self.get_object(), request.user))
        return self.get_paginated_response(HeldPaperSerializer(page, many=True).data)

    @extend_schema(responses=EventSerializer(many=True))
    @action(detail=True, filterset_class=None, pagination_class=PageNumberPagination)
    def timeline(self, request: Request, pk: str | None = None) -> Response:
        """Everything that happened to it and its things, the latest first."""
        page = self.paginate_queryset(Timeline(self.get_object(), request.user))
        return self.get_paginated_response(EventSerializer(page, many=True).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "edit":
            raise PermissionDenied  # editing says what changes: PATCH
        super().perform_act(name, thing, seen=seen, note=note)

    def _form(self, organization: Organization, given: dict[str, Any], seen: int) -> OrganizationForm:
        """The officers' form as if typed: what stands there now, and what was sent."""
        now = model_to_dict(organization, FACTS) | {name: str(getattr(organization, name)) for name in NUMBERS}
        typed = now | given | {"version": seen}
        typed["area"] = getattr(typed["area"], "pk", typed["area"])
        return OrganizationForm(typed, instance=organization, user=self.request.user, today=today())
