"""Progress reports for machines: the same rights, figures and actions as the pages."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.errors import seen_version
from incubator.rest import IF_MATCH, BatchMixin, NarrowPages, WorkflowSerializer, WorkflowViewSet
from projects.models import ProgressReport
from projects.reporting import judging
from projects.reporting.counting import PROJECT_OF_REPORT
from projects.workflow.reports import report_workflow


class ReportSerializer(WorkflowSerializer):
    """One report. Money in fen, hours and targets in hundredths; frozen once accepted."""

    figures = serializers.SerializerMethodField()

    class Meta:
        model = ProgressReport
        fields = [
            "id", "project", "number", "period_start", "period_end", "is_final", "due_on", "status", "version",
            "results", "problems", "next_plan", "figures", "submitted_at", "accepted_at", "actions",
        ]
        read_only_fields = [
            "project", "number", "period_start", "period_end", "is_final", "due_on", "submitted_at", "accepted_at"]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_figures(self, report: ProgressReport) -> dict[str, Any]:
        """As they stand now."""
        return judging.figures_now(report).as_json()


class ReportLineSerializer(WorkflowSerializer):
    """A report in a list; its figures stand on the report itself."""

    class Meta:
        model = ProgressReport
        fields = tuple(name for name in ReportSerializer.Meta.fields if name != "figures")
        read_only_fields = fields


PRINTED = tuple(name for name in ReportLineSerializer.Meta.fields if name != "actions")
ASKED = ("project__area__code", "project__contractor", "project__host")  # by the rules of the actions


def line(row: dict[str, Any], user: Any) -> dict[str, Any]:
    """A report of the list as the serializer would print it."""
    area, contractor, host = (row.pop(name) for name in ASKED)
    thing = SimpleNamespace(status=row["status"], project=SimpleNamespace(
        area=SimpleNamespace(code=area), contractor_id=contractor, host_id=host))
    for name in ("submitted_at", "accepted_at"):
        row[name] = row[name] and timezone.localtime(row[name])
    return row | {"actions": [action.name for action in report_workflow.available(thing, user)]}


class ReportViewSet(BatchMixin, WorkflowViewSet):
    """Progress reports: read, write the narrative, submit, return, accept."""

    model = ProgressReport
    queryset = ProgressReport.objects.none()
    workflow = report_workflow
    pagination_class = NarrowPages
    columns = (*PRINTED, *ASKED)
    filterset_fields = ["status", "project", "number"]
    http_method_names = ["get", "post", "patch", "head", "options"]

    def get_queryset(self):
        reports = super().get_queryset().order_by("pk")
        return reports if self.action == "list" else reports.select_related(*PROJECT_OF_REPORT)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return ReportLineSerializer if self.action == "list" else ReportSerializer

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The fields of one report but its figures. Plain rows: thousands may be asked for."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([line(row, request.user) for row in rows or ()])

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Write the narrative."""
        report = self.get_object()
        report_workflow.require("edit", report, request.user)
        seen = seen_version(request)
        typed = self.get_serializer(report, data=request.data, partial=True)
        typed.is_valid(raise_exception=True)
        judging.edit(report, by=request.user, seen=seen, words=typed.validated_data, now=timezone.now())
        return Response(self.get_serializer(report).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        judging.act(name, thing, by=self.request.user, seen=seen, note=note, now=timezone.now())
