"""Ledgers for machines: upload, look at what it would do, confirm."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH
from incubator.workdays import today
from organizations import importing
from organizations.forms.ledgers import LedgerForm
from organizations.importing.comparing import told
from organizations.models import ImportRun
from organizations.rules.organizations import keeps_some_register


class UploadSerializer(serializers.Serializer):
    """The same `token` sent twice gives the first one's run."""

    area = serializers.SlugRelatedField("code", queryset=Area.objects.filter(level=Area.Level.STREET))
    file = serializers.FileField()
    token = serializers.UUIDField(required=False, default=uuid.uuid4)


class PlanSerializer(serializers.Serializer):
    """The fingerprint of the preview you confirm."""

    plan = serializers.CharField(max_length=64)


class FaultSerializer(serializers.Serializer):
    row = serializers.IntegerField()
    column = serializers.CharField()
    value = serializers.CharField()
    message = serializers.CharField()


class OutcomeSerializer(serializers.Serializer):
    rows = serializers.IntegerField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    plan = serializers.CharField(required=False)
    warnings = FaultSerializer(many=True, required=False, help_text="To be looked at; no reason to refuse.")
    own_matters = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Why a colleague has to confirm it; empty: you may.")
    errors: Any = FaultSerializer(many=True, required=False)


class ImportRunSerializer(serializers.ModelSerializer):
    area = serializers.CharField(source="area.code", read_only=True)
    file = serializers.CharField(source="document.name", read_only=True)
    version = serializers.IntegerField(read_only=True)
    outcome = serializers.SerializerMethodField()

    class Meta:
        model = ImportRun
        fields = ["id", "version", "status", "area", "file", "at", "faults", "outcome"]
        read_only_fields = fields

    @extend_schema_field(OutcomeSerializer)
    def get_outcome(self, run: ImportRun) -> dict[str, Any]:
        """What was done; of a preview, what confirming would do now (left out of the list)."""
        if run.status == ImportRun.Status.DONE or self.context["view"].action == "list":
            return run.outcome
        outcome = importing.preview(run, today=today())
        return outcome.as_json() | {
            "plan": outcome.fingerprint(), "warnings": told([*outcome.ledger.gone, *outcome.doubts]),
            "own_matters": importing.own_matters(outcome, by=run.by)}


class LedgerViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    serializer_class = ImportRunSerializer
    parser_classes = [MultiPartParser, FormParser, JSONParser]
    queryset = ImportRun.objects.none()

    def get_queryset(self):
        return ImportRun.objects.visible_to(self.request.user).select_related("area", "document")

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if isinstance(response.data, dict) and "version" in response.data:
            response["ETag"] = f'"{response.data["version"]}"'
        return response

    @extend_schema(request={"multipart/form-data": UploadSerializer}, responses={201: ImportRunSerializer})
    def create(self, request: Request) -> Response:
        """Upload a ledger of a street whose register you keep; nothing is written before you confirm."""
        if not keeps_some_register(request.user):
            raise PermissionDenied
        given = UploadSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        answers = given.validated_data
        form = LedgerForm(
            {"area": answers["area"].pk, "token": answers["token"]}, {"file": answers["file"]}, user=request.user)
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        run = importing.upload(
            answers["file"], area=answers["area"], by=request.user, today=today(), token=answers["token"])
        seen = get_object_or_404(self.get_queryset(), pk=run.pk)  # a token of somebody else's gives nothing away
        return Response(self.get_serializer(seen).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=PlanSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str | None = None) -> Response:
        """Write what the preview of this plan shows, all or nothing."""
        run = self.get_object()
        given = PlanSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        importing.confirm(
            run, by=request.user, seen=seen_version(request), plan=given.validated_data["plan"], today=today())
        return Response(self.get_serializer(run).data)
