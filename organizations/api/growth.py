"""The growth file for machines: visits, stages, and the table by year; the forms and acts of the pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations import coaching
from organizations.forms.growth import StageForm, VisitForm
from organizations.models import CoachingVisit, GrowthStage, Organization
from organizations.reports.growth import GrowthFile, visits_of
from organizations.rules.growth import reads_internal, stages
from organizations.workflow import growth_workflow, stage_workflow, visit_workflow

WRITTEN = VisitForm.Meta.fields


class OfOrganizationSerializer(WorkflowSerializer):
    """Something of an organization this person sees; once entered it stays with it."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's entry.")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["organization"].queryset = Organization.objects.visible_to(
                self.context["request"].user).select_related("area__parent")
        if isinstance(self.instance, self.Meta.model):
            fields["organization"].read_only = True
        return fields


class CoachingVisitSerializer(OfOrganizationSerializer):
    """A visit. `internal_note` is there for the office that went, and for nobody else."""

    class Meta:
        model = CoachingVisit
        fields: tuple[str, ...] = ("id", "organization", *WRITTEN, "token", "status", "version", "actions")
        validators: list[Any] = []  # the form asks, in the same words as on the page

    def to_representation(self, instance: Any) -> dict[str, Any]:
        told = super().to_representation(instance)
        if not reads_internal(self.context["request"].user, instance):
            told.pop("internal_note", None)
        return told


class CoachingVisitLineSerializer(CoachingVisitSerializer):
    """A visit in a list: the office's note and the long words stand on the visit itself."""

    token = None  # the field of the parent is taken out

    class Meta(CoachingVisitSerializer.Meta):
        fields = ("id", "organization", "kind", "visited_on", "visitors", "subject", "next_on", "status", "version",
                  "actions")


class CoachingVisitViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Record, edit (If-Match), take out with the reason."""

    model, workflow = CoachingVisit, visit_workflow
    queryset = CoachingVisit.objects.none()
    filterset_fields = ("organization", "kind", "status")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return visits_of(self.request.user)

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return CoachingVisitLineSerializer if self.action == "list" else CoachingVisitSerializer

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        visit = CoachingVisit(organization=serializer.validated_data["organization"])
        growth_workflow.require("coach", visit.organization, self.request.user)
        token = serializer.validated_data.get("token", visit.token)
        self._judge(visit, serializer.validated_data | {"token": token}, seen=0)
        serializer.instance = coaching.record(visit, by=self.request.user)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Edit the visit; what is not named stays as it is."""
        visit, seen = self.get_object(), seen_version(request)
        self.workflow.require("edit", visit, request.user)
        given = self.get_serializer(visit, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        self._judge(visit, given.validated_data | {"token": visit.token}, seen=seen)
        coaching.edit(visit, by=request.user, seen=seen)
        return Response(self.get_serializer(visit).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "edit":
            raise PermissionDenied(name)  # editing says what changes: PATCH
        super().perform_act(name, thing, seen=seen, note=note)

    def _judge(self, visit: CoachingVisit, given: dict[str, Any], *, seen: int) -> None:
        """The form as if typed: what stands there now, and what was sent."""
        form = VisitForm(model_to_dict(visit, WRITTEN) | given | {"version": seen}, instance=visit, today=today())
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))


class GrowthStageSerializer(OfOrganizationSerializer):
    """A stage from a day on; `stage` is a code of the rule `growth-stages`, its name is kept as the rule has it."""

    class Meta:
        model = GrowthStage
        fields = ("id", "organization", "stage", "name", "since", "reason", "token", "status", "version", "actions")
        read_only_fields = ("name",)
        validators: list[Any] = []  # the form asks, in the same words as on the page


class GrowthStageViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Set a stage from a day on, take one out that was set by mistake."""

    model, workflow, serializer_class = GrowthStage, stage_workflow, GrowthStageSerializer
    queryset = GrowthStage.objects.none()
    filterset_fields = ("organization", "stage", "status")
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("organization__area").order_by("-since", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        given = serializer.validated_data
        stage = GrowthStage(organization=given["organization"])
        growth_workflow.require("set_stage", stage.organization, self.request.user)
        form = StageForm(
            given | {"token": given.get("token", stage.token), "version": 0}, instance=stage, today=today(),
            ladder=stages(area=stage.organization.area.code, on=today()))
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        serializer.instance = coaching.set_stage(stage, by=self.request.user)


class GrowthYearSerializer(serializers.Serializer):
    """A line of the table: money in fen, scores in hundredths of a point; null where nothing is known."""

    year = serializers.IntegerField()
    members = serializers.IntegerField(allow_null=True)
    party_members = serializers.IntegerField(allow_null=True)
    projects_begun = serializers.IntegerField()
    amount_fen = serializers.IntegerField()
    paid_fen = serializers.IntegerField()
    score = serializers.IntegerField(allow_null=True)
    project_score = serializers.IntegerField(allow_null=True)
    honours = serializers.IntegerField()
    visits = serializers.IntegerField()
    annual = serializers.CharField(help_text="Code of the conclusion on the annual report about the year, or nothing.")
    catalogue = serializers.CharField(help_text="Standing of the entry once listed in the catalogue, or nothing.")


class HonourSerializer(serializers.Serializer):
    title = serializers.CharField()
    source = serializers.CharField()
    since = serializers.DateField()


class GrowthFileSerializer(serializers.Serializer):
    """The growth file: the stage that holds, the table by year, honours. Visits and stages have lists of their own."""

    stage = serializers.SerializerMethodField()
    stage_since = serializers.SerializerMethodField()
    years = GrowthYearSerializer(many=True)
    honours = HonourSerializer(many=True)

    def get_stage(self, file: GrowthFile) -> str | None:
        return file.stage.name if file.stage else None

    def get_stage_since(self, file: GrowthFile) -> str | None:
        return file.stage.since.isoformat() if file.stage else None
