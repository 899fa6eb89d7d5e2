"""Annual campaigns and duties for machines: the same faults, the same acts as the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, NoteSerializer, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations.annual import campaigns, duties
from organizations.models import AnnualCampaign, AnnualDuty
from organizations.workflow import annual_campaign_workflow, annual_duty_workflow

WRITTEN = ("year", "due_on", "note")


class AnnualCampaignSerializer(WorkflowSerializer):
    """A campaign of a street of this person; its street stays."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's campaign.")

    class Meta:
        model = AnnualCampaign
        fields = ("id", "area", *WRITTEN, "token", "status", "version", "actions")
        validators: list[Any] = []  # the domain asks, in the same words as on the page

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["area"].queryset = Area.objects.filter(
                code__in=self.context["request"].user.street_codes, level=Area.Level.STREET)
        if isinstance(self.instance, AnnualCampaign):
            fields["area"].read_only = True
        return fields


class AnnualCampaignViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Plan a campaign, correct the draft (If-Match), open, refresh, close, open again."""

    model, workflow, serializer_class = AnnualCampaign, annual_campaign_workflow, AnnualCampaignSerializer
    queryset = AnnualCampaign.objects.none()
    filterset_fields = ("area", "year", "status")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("area").order_by("-year", "pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        campaign = AnnualCampaign(**serializer.validated_data)
        serializer.instance = campaigns.begin(campaign, by=self.request.user, today=today())

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Correct the draft; what is not named stays as it is."""
        campaign = self.get_object()
        self.workflow.require("edit", campaign, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(campaign, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        for name in WRITTEN:
            setattr(campaign, name, serializer.validated_data.get(name, getattr(campaign, name)))
        campaigns.edit(campaign, by=request.user, seen=seen, today=today())
        return Response(self.get_serializer(campaign).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        campaigns.act(name, thing, by=self.request.user, seen=seen, note=note, today=today())


class AnnualDutySerializer(WorkflowSerializer):
    """What one organization owes a campaign; the report itself is a matter of the kind `annual` about the year."""

    year = serializers.IntegerField(source="campaign.year", read_only=True)

    class Meta:
        model = AnnualDuty
        fields = (
            "id", "campaign", "year", "organization", "due_on", "correct_by", "exemption", "handed_in_on", "outcome",
            "rectify_by", "rectify_handed_in_on", "rectified_on", "status", "version", "actions")
        read_only_fields = fields


class AnnualDutyActSerializer(NoteSerializer):
    """The reason, and for a later day (`postpone`) that day."""

    due_on = serializers.DateField(required=False)


class AnnualDutyViewSet(WorkflowViewSet):
    """Read what is owed; remind, note a telephone call, exempt, take that back, give a later day (If-Match)."""

    model, workflow, serializer_class = AnnualDuty, annual_duty_workflow, AnnualDutySerializer
    filterset_fields = ("campaign", "organization", "status", "outcome")
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("campaign__area", "organization__area").order_by("pk")

    @extend_schema(parameters=[IF_MATCH], request=AnnualDutyActSerializer)
    @action(detail=True, methods=["post"], url_path=r"actions/(?P<name>[a-z_]+)")
    def act(self, request: Request, name: str, pk: str | None = None) -> Response:
        """Take one action of the table: urge, telephone, postpone, exempt, oblige."""
        duty = self.get_object()
        given = AnnualDutyActSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        seen, note = seen_version(request), given.validated_data["note"]
        if name == "postpone":
            self.workflow.require(name, duty, request.user)
            if "due_on" not in given.validated_data:
                raise serializers.ValidationError({"due_on": given.fields["due_on"].error_messages["required"]})
            duties.postpone(duty, by=request.user, seen=seen, note=note, due_on=given.validated_data["due_on"],
                            today=today())
        else:
            duties.act(name, duty, by=request.user, seen=seen, note=note, today=today())
        return Response(self.get_serializer(duty).data)
