"""Filings for machines: the same facts, papers and actions as the pages."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.documents.receiving import receive
from incubator.documents.serving import serve
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, BatchMixin, NoteSerializer, WorkflowSerializer, WorkflowViewSet
from organizations import filing as acts
from organizations.filing.facts import personal
from organizations.matters.naming import name_is_taken
from organizations.models import Filing, Material, Organization
from organizations.rules.memberships import founds, is_member
from organizations.workflow import filing_workflow


class FactsSerializer(serializers.ModelSerializer):
    """The facts of a filing; personal numbers come out masked, and a mask sent back means «leave as it is»."""

    area = serializers.SlugRelatedField("code", queryset=Area.objects.filter(level=Area.Level.COMMUNITY))
    identity_no = serializers.CharField(required=False, allow_blank=True, max_length=30)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=30)

    class Meta:
        model = Organization
        fields = [*acts.STEPS["basics"], *acts.STEPS["people"]]

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        """A name is borne once in the street of the community."""
        if "name" in values or "area" in values:
            name, area = (values.get(key) or getattr(self.instance, key) for key in ("name", "area"))
            judge_name(name, area, apart_from=self.instance.pk)
        return values

    def validate_identity_no(self, typed: str) -> Any:
        return personal(self.instance, "identity_no", typed)

    def validate_phone(self, typed: str) -> Any:
        return personal(self.instance, "phone", typed)


class StartSerializer(serializers.Serializer):
    """What a draft begins with. The same `token` sent twice gives the first one's filing."""

    token = serializers.UUIDField(required=False, default=uuid.uuid4)
    name = serializers.CharField(max_length=100)
    area = serializers.SlugRelatedField("code", queryset=Area.objects.filter(level=Area.Level.COMMUNITY))
    category = serializers.ChoiceField(Organization.Category.choices, default=Organization.Category.SERVICE)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        judge_name(values["name"], values["area"])
        return values


def judge_name(name: str, area: Area, *, apart_from: int | None = None, registered: bool = False) -> None:
    """Raises ValidationError when the name is borne already where it may be borne once: see `bearing`."""
    if acts.taken_name(name, street=area.street_code, apart_from=apart_from, registered=registered):
        raise serializers.ValidationError({"name": [name_is_taken()]})


class FilingActSerializer(NoteSerializer):
    """The reason, and for a return the words beside each fact or paper (name -> text)."""

    remarks = serializers.DictField(child=serializers.CharField(max_length=300), required=False, default=dict)


class PaperSerializer(serializers.Serializer):
    file = serializers.FileField()


class FilingSerializer(WorkflowSerializer):
    organization: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    facts = serializers.SerializerMethodField()
    handed_in = serializers.SerializerMethodField()
    materials = serializers.SerializerMethodField()
    filing_no = serializers.CharField(source="organization.filing_no", read_only=True)

    class Meta:
        model = Filing
        fields = [
            "id", "version", "status", "actions", "organization", "facts", "handed_in", "materials", "remarks",
            "receipt_no", "submitted_at", "answer_due_on", "decided_at", "filing_no",
        ]
        read_only_fields = fields

    @extend_schema_field(FactsSerializer(allow_null=True))
    def get_facts(self, filing: Filing) -> dict[str, Any] | None:
        """As the draft stands now: for the organization's own people."""
        if not is_member(self.context["request"].user, filing.organization):
            return None
        return FactsSerializer(filing.organization).data

    def get_handed_in(self, filing: Filing) -> dict[str, Any]:
        """As it was at the last submit: what the office decides on."""
        return {name: value for name, value in filing.facts.items() if not name.endswith("_hash")}

    def get_materials(self, filing: Filing) -> list[str]:
        if is_member(self.context["request"].user, filing.organization):
            return sorted(paper.kind for paper in filing.materials.all())
        return [kind for kind in sorted(Material.Kind.values) if filing.facts.get(kind)]


class FilingViewSet(BatchMixin, WorkflowViewSet):
    model = Filing
    workflow = filing_workflow
    serializer_class = FilingSerializer
    filterset_fields = ["status"]

    def get_queryset(self):
        return super().get_queryset().select_related("organization__area").prefetch_related("materials")

    @extend_schema(request=StartSerializer, responses={201: FilingSerializer})
    def create(self, request: Any) -> Response:
        """Start a filing: a draft organization with you as its administrator."""
        if not (may := founds(request.user)):
            raise PermissionDenied(may)
        given = StartSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        filing = acts.start(by=request.user, **given.validated_data)
        return Response(self._answer(filing.pk), status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=FactsSerializer(partial=True))
    def partial_update(self, request: Any, pk: str | None = None) -> Response:
        """Fill in facts; what is not named stays as it is."""
        filing = self.get_object()
        seen = seen_version(request)
        filing_workflow.require("edit", filing, request.user)
        given = FactsSerializer(filing.organization, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        acts.fill(filing, given.validated_data, by=request.user, seen=seen)
        return Response(self._answer(filing.pk))

    @extend_schema(parameters=[IF_MATCH], request=FilingActSerializer)
    @action(detail=True, methods=["post"], url_path=r"actions/(?P<name>[a-z_]+)")
    def act(self, request: Any, name: str, pk: str | None = None) -> Response:  # type: ignore[override]
        """Take one action of the table: submit, withdraw, reopen, accept, review, return, remind, refuse, approve,
        undo."""
        filing = self.get_object()
        given = FilingActSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        acts.take(
            name, filing, by=request.user, seen=seen_version(request), now=timezone.now(), **given.validated_data)
        return Response(self._answer(filing.pk))

    @extend_schema(
        parameters=[IF_MATCH, OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=Material.Kind.values)],
        request={"multipart/form-data": PaperSerializer}, methods=["PUT"])
    @extend_schema(
        parameters=[OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=Material.Kind.values)],
        responses={(200, "application/octet-stream"): bytes}, methods=["GET"])
    @action(detail=True, methods=["get", "put"], url_path=r"materials/(?P<kind>charter|venue_proof|roster)",
            parser_classes=[MultiPartParser])
    def material(self, request: Any, kind: str, pk: str | None = None) -> Any:
        """One paper: fetch it, or put a file in its place."""
        filing = self.get_object()
        if request.method == "GET":
            return serve(get_object_or_404(acts.papers(filing, by=request.user), kind=kind).document)
        seen = seen_version(request)
        filing_workflow.require("edit", filing, request.user)
        given = PaperSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        document = receive(given.validated_data["file"], kind=acts.stored_as(kind), by=request.user)
        acts.attach(filing, {kind: document}, by=request.user, seen=seen)
        return Response(self._answer(filing.pk))

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        acts.take(name, thing, by=self.request.user, seen=seen, now=timezone.now(), note=note)

    def _answer(self, pk: int) -> dict[str, Any]:
        """The filing as it stands after the act."""
        return self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data
