"""Activities and spendings for machines: the same faults, the same acts as the pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.documents.models import Document
from incubator.documents.receiving import receive
from incubator.documents.serving import serve
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from projects import recording
from projects.models import Activity, ActivityPhoto, BudgetLine, Project, Spending
from projects.workflow import activity_workflow, project_workflow, spending_workflow

TOKEN_HELP = "Sent again, it gives the first one's thing."  # noqa: S105


class OfProjectSerializer(WorkflowSerializer):
    """A record of a project this person sees; once recorded it stays with its project."""

    token = serializers.UUIDField(required=False, help_text=TOKEN_HELP)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["project"].queryset = Project.objects.visible_to(self.context["request"].user)
        if isinstance(self.instance, Activity | Spending):
            fields["project"].read_only = True
        return fields


class ActivitySerializer(OfProjectSerializer):
    photos = serializers.PrimaryKeyRelatedField(many=True, read_only=True)

    class Meta:
        model = Activity
        fields = ("id", "project", "date", "place", "content", "sessions", "person_times", "beneficiaries", "hours",
                  "volunteers", "photos", "token", "status", "version", "actions")


class SpendingSerializer(OfProjectSerializer):
    has_voucher = serializers.SerializerMethodField()
    file = serializers.FileField(
        write_only=True, required=False, help_text="The voucher; a new spending needs one (multipart/form-data).")

    class Meta:
        model = Spending
        fields = ("id", "project", "line", "date", "amount_fen", "payee", "purpose", "voucher_no", "file",
                  "has_voucher", "token", "status", "version", "actions")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["line"].queryset = BudgetLine.objects.filter(
                project__in=Project.objects.visible_to(self.context["request"].user))
        return fields

    def get_has_voucher(self, spending: Spending) -> bool:
        return spending.voucher_id is not None


class FileSerializer(serializers.Serializer):
    """One file, judged by its content."""

    file = serializers.FileField()


class WorkViewSet(WorkflowViewSet, mixins.CreateModelMixin):
    """Record, correct (If-Match), strike out; a subclass says how each is done."""

    filterset_fields = ("project", "status")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("project__area").order_by("-date", "-pk")

    def record(self, thing: Any) -> Any:
        raise NotImplementedError

    def correct(self, thing: Any, *, seen: int) -> None:
        raise NotImplementedError

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        thing = self.model(project=serializer.validated_data["project"])
        project_workflow.require("record", thing.project, self.request.user)
        self.fill(thing, serializer.validated_data)
        serializer.instance = self.record(thing)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        thing = self.get_object()
        self.workflow.require("edit", thing, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(thing, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        serializer.validated_data.pop("token", None)
        self.fill(thing, serializer.validated_data)
        self.correct(thing, seen=seen)
        return Response(self.get_serializer(self.get_object()).data)

    def fill(self, thing: Any, data: dict[str, Any]) -> None:
        for name, value in data.items():
            setattr(thing, name, value)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        recording.act(name, thing, by=self.request.user, seen=seen, note=note)


class ActivityViewSet(WorkViewSet):
    model, workflow, serializer_class = Activity, activity_workflow, ActivitySerializer
    queryset = Activity.objects.none()

    def get_queryset(self):
        return super().get_queryset().prefetch_related("photos")

    def record(self, thing: Activity) -> Activity:
        return recording.record_activity(thing, photos=[], by=self.request.user, today=today())

    def correct(self, thing: Activity, *, seen: int) -> None:
        photos = [photo.document for photo in thing.photos.select_related("document")]
        recording.edit_activity(thing, photos=photos, by=self.request.user, seen=seen, today=today())

    @extend_schema(parameters=[IF_MATCH], request={"multipart/form-data": FileSerializer}, responses=ActivitySerializer)
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    def photos(self, request: Request, pk: str | None = None) -> Response:
        """Add a photo (JPG or PNG, nine at most)."""
        thing, seen = self.get_object(), seen_version(request)
        self.workflow.require("edit", thing, request.user)
        photos = [photo.document for photo in thing.photos.select_related("document")]
        photos.append(received(request.FILES.get("file"), kind="photo", by=request.user))
        recording.edit_activity(thing, photos=photos, by=request.user, seen=seen, today=today())
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        responses={(200, "image/*"): bytes}, parameters=[OpenApiParameter("photo", int, OpenApiParameter.PATH)])
    @action(detail=True, methods=["get"], url_path=r"photos/(?P<photo>\d+)")
    def photo(self, request: Request, photo: str, pk: str | None = None) -> Any:
        """One photo."""
        known = ActivityPhoto.objects.select_related("document")
        return serve(get_object_or_404(known, activity=self.get_object(), pk=photo).document, inline=True)


class SpendingViewSet(WorkViewSet):
    model, workflow, serializer_class = Spending, spending_workflow, SpendingSerializer
    queryset = Spending.objects.none()

    def record(self, thing: Spending) -> Spending:
        return recording.record_spending(thing, by=self.request.user, today=today())

    def correct(self, thing: Spending, *, seen: int) -> None:
        recording.edit_spending(thing, by=self.request.user, seen=seen, today=today())

    def fill(self, thing: Spending, data: dict[str, Any]) -> None:
        if file := data.pop("file", None):
            thing.voucher = received(file, kind="voucher", by=self.request.user)
        super().fill(thing, data)

    @extend_schema(parameters=[IF_MATCH], request={"multipart/form-data": FileSerializer}, responses=SpendingSerializer)
    @action(detail=True, methods=["post"])
    def voucher(self, request: Request, pk: str | None = None) -> Response:
        """Put a new voucher in the place of the old."""
        thing, seen = self.get_object(), seen_version(request)
        self.workflow.require("edit", thing, request.user)
        thing.voucher = received(request.FILES.get("file"), kind="voucher", by=request.user)
        self.correct(thing, seen=seen)
        return Response(self.get_serializer(self.get_object()).data, status=status.HTTP_201_CREATED)


def received(file: Any, *, kind: str, by: Any) -> Document:
    """The file, kept; what is wrong with it is told of its field."""
    try:
        return receive(file, kind=kind, by=by)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error
