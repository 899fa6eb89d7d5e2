"""Credit records for machines: the same faults, the same acts as the pages."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations import crediting
from organizations.models import CreditRecord, Organization
from organizations.workflow import credit_workflow

WRITTEN = ("kind", "title", "source", "started_on", "ends_on")


class CreditRecordSerializer(WorkflowSerializer):
    """A record of an organization this person sees; once written down it stays with its organization."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's record.")

    class Meta:
        model = CreditRecord
        fields = ("id", "organization", *WRITTEN, "removed_on", "token", "status", "version", "actions")
        read_only_fields = ("removed_on",)
        validators: list[Any] = []  # the domain asks, in the same words as on the page

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["organization"].queryset = Organization.objects.visible_to(
                self.context["request"].user).select_related("area")
        if isinstance(self.instance, CreditRecord):
            fields["organization"].read_only = True
        return fields


class CreditRecordViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Write down, correct (If-Match), take off with the reason."""

    model, workflow, serializer_class = CreditRecord, credit_workflow, CreditRecordSerializer
    queryset = CreditRecord.objects.none()
    filterset_fields = ("organization", "kind", "status")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("organization__area").order_by("-started_on", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        record = CreditRecord(**serializer.validated_data)
        serializer.instance = crediting.record(record, by=self.request.user, today=today())

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Correct what was written down; what is not named stays as it is."""
        record = self.get_object()
        self.workflow.require("edit", record, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(record, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        for name in WRITTEN:
            setattr(record, name, serializer.validated_data.get(name, getattr(record, name)))
        crediting.edit(record, by=request.user, seen=seen, today=today())
        return Response(self.get_serializer(record).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        crediting.act(name, thing, by=self.request.user, seen=seen, note=note, today=today())
