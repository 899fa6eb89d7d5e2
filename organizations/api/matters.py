"""Matters of organizations on record for machines: the same questions, papers and actions as the pages."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
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
from incubator.undoing import UNDO
from incubator.workdays import today
from organizations.api.filings import judge_name
from organizations.forms.matters import stored_as, understood
from organizations.matters import acts, papers, registering
from organizations.matters.asking import answer, plain
from organizations.matters.kinds import KINDS, kind_of
from organizations.models import Material, Matter, Organization
from organizations.rules.conditions import LABELS
from organizations.rules.memberships import founds, is_member
from organizations.workflow import life_of

ASKED_OF_ONE = ("reopen", UNDO)  # they hang on other matters, and on the last step
PAPER = OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=Material.Kind.values)


class MatterStartSerializer(serializers.Serializer):
    """A matter begins with its organization and its kind; one already open is answered as it stands."""

    token = serializers.UUIDField(required=False, default=uuid.uuid4)
    organization = serializers.IntegerField()
    kind = serializers.ChoiceField(Matter.Kind.choices)
    year = serializers.IntegerField(required=False, default=0, help_text="0 where the kind is about no year")

    def validate_kind(self, kind: str) -> str:
        """A filing begins at `filings`, with its organization."""
        if kind not in KINDS:
            raise serializers.ValidationError(_("An organization of this kind and standing cannot ask for this."))
        return kind


class FoundingSerializer(serializers.Serializer):
    """What a registration of a new body begins with. The same `token` sent twice gives the first one's."""

    token = serializers.UUIDField(required=False, default=uuid.uuid4)
    name = serializers.CharField(max_length=100)
    org_type = serializers.ChoiceField(registering.WANTED)
    area = serializers.SlugRelatedField("code", queryset=Area.objects.filter(level=Area.Level.COMMUNITY))
    category = serializers.ChoiceField(Organization.Category.choices, default=Organization.Category.SERVICE)

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        judge_name(values["name"], values["area"], registered=True)
        return values


class MatterAnswersSerializer(serializers.Serializer):
    """Question -> answer; days as YYYY-MM-DD, areas by their number, money in yuan; a mask leaves a number as it is.

    In a change nothing changes by an empty answer; `strike_venue` answered with `true` strikes the venue out.
    """

    answers = serializers.DictField(child=serializers.CharField(allow_blank=True, allow_null=True))


class MatterActSerializer(NoteSerializer):
    """The reason or opinion, for a return the words beside each question or paper (name -> text), for a grant that has
    several outcomes the code of one, for an entry in the catalogue the conditions that you found met yourself."""

    remarks = serializers.DictField(child=serializers.CharField(max_length=300), required=False, default=dict)
    outcome = serializers.CharField(required=False, allow_blank=True, default="", max_length=20)
    met = serializers.ListField(child=serializers.ChoiceField(list(LABELS)), required=False, default=list)


class MatterPaperSerializer(serializers.Serializer):
    file = serializers.FileField()


class MatterSerializer(WorkflowSerializer):
    organization: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    answers = serializers.SerializerMethodField()
    handed_in = serializers.SerializerMethodField()
    materials = serializers.SerializerMethodField()

    class Meta:
        model = Matter
        fields = [
            "id", "version", "kind", "year", "status", "outcome", "actions", "organization", "answers", "handed_in",
            "materials", "remarks", "chain", "receipt_no", "submitted_at", "answer_due_on", "decided_at",
            "forwarded_on",
        ]
        read_only_fields = fields

    def get_actions(self, matter: Matter) -> list[str]:
        """As the matter's page offers them."""
        return [action.name for action in acts.open_now(matter, self.context["request"].user, today=today())]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_answers(self, matter: Matter) -> dict[str, Any] | None:
        """As the draft stands now, numbers masked: for the organization's own people."""
        if not is_member(self.context["request"].user, matter.organization):
            return None
        return {
            question.name: plain(question, value) for question in kind_of(matter).asked(matter)
            if (value := answer(matter, question.name)) not in (None, "")}

    def get_handed_in(self, matter: Matter) -> dict[str, Any]:
        """As it was at the last submit, with what the register said then: what the office decides on."""
        return {name: value for name, value in matter.facts.items() if not name.endswith("_hash")}

    def get_materials(self, matter: Matter) -> list[str]:
        if is_member(self.context["request"].user, matter.organization):
            return sorted(paper.kind for paper in matter.materials.all())
        return [kind for kind in sorted(Material.Kind.values) if matter.facts.get(kind)]


class MatterLineSerializer(WorkflowSerializer):
    """A matter in a list; what was answered stands on the matter itself."""

    organization: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    actions = serializers.SerializerMethodField(
        help_text="Without `reopen` and `undo`: whether they can be taken is told by the matter itself.")

    class Meta:
        model = Matter
        fields = [
            "id", "version", "kind", "year", "status", "outcome", "actions", "organization", "receipt_no",
            "submitted_at", "answer_due_on", "decided_at"]
        read_only_fields = fields

    def get_actions(self, matter: Matter) -> list[str]:
        """Those that the table alone tells: the rest would ask more for each line."""
        found = life_of(matter).available(matter, self.context["request"].user, but=ASKED_OF_ONE)
        return [action.name for action in found]


class MatterViewSet(BatchMixin, WorkflowViewSet):
    """Matters: start, answer, papers, submit, and what the office does with them."""

    model = Matter
    workflow = life_of(Matter())  # what may be taken on many at once is the same for every kind
    filterset_fields = ["kind", "status", "organization"]
    http_method_names = ["get", "post", "patch", "put", "head", "options"]

    def get_queryset(self):
        matters = super().get_queryset().filter(kind__in=KINDS).select_related("organization__area").order_by("pk")
        return matters if self.action == "list" else matters.prefetch_related("materials")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return MatterLineSerializer if self.action == "list" else MatterSerializer

    @extend_schema(request=MatterStartSerializer, responses={201: MatterSerializer})
    def create(self, request: Any) -> Response:
        """Begin a matter for an organization you write for."""
        given = MatterStartSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        organization = get_object_or_404(
            Organization.objects.visible_to(request.user).select_related("area"),
            pk=given.validated_data["organization"])
        matter = acts.start(
            given.validated_data["kind"], organization, by=request.user, token=given.validated_data["token"],
            year=given.validated_data["year"])
        return Response(self._answer(matter.pk), status=status.HTTP_201_CREATED)

    @extend_schema(request=FoundingSerializer, responses={201: MatterSerializer})
    @action(detail=False, methods=["post"], url_path="registrations")
    def found(self, request: Any) -> Response:
        """Begin the registration of a new body: a draft organization with you as its administrator."""
        if not (may := founds(request.user)):
            raise PermissionDenied(may)
        given = FoundingSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        matter = registering.found(by=request.user, **given.validated_data)
        return Response(self._answer(matter.pk), status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH], request=MatterAnswersSerializer)
    def partial_update(self, request: Any, pk: str | None = None) -> Response:
        """Answer questions; what is not named stays as it is."""
        matter = self.get_object()
        seen = seen_version(request)
        life_of(matter).require("edit", matter, request.user)
        given = MatterAnswersSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            answers = understood(matter, given.validated_data["answers"], today=today())
        except ValidationError as fault:
            raise serializers.ValidationError({"answers": fault.message_dict}) from fault
        acts.fill(matter, answers, papers={}, by=request.user, seen=seen)
        return Response(self._answer(matter.pk))

    @extend_schema(parameters=[IF_MATCH], request=MatterActSerializer)
    @action(detail=True, methods=["post"], url_path=r"actions/(?P<name>[a-z_]+)")
    def act(self, request: Any, name: str, pk: str | None = None) -> Response:  # type: ignore[override]
        """Take one action of the table: submit, withdraw, reopen, accept, review, return, remind, refuse, approve,
        undo; of a registration that was granted forward and not_registered."""
        matter = self.get_object()
        given = MatterActSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        acts.take(
            name, matter, by=request.user, seen=seen_version(request), now=timezone.now(), **given.validated_data)
        return Response(self._answer(matter.pk))

    @extend_schema(
        parameters=[IF_MATCH, PAPER], request={"multipart/form-data": MatterPaperSerializer}, methods=["PUT"])
    @extend_schema(parameters=[PAPER], responses={(200, "application/octet-stream"): bytes}, methods=["GET"])
    @action(detail=True, methods=["get", "put"], url_path=r"materials/(?P<kind>[a-z_]+)",
            parser_classes=[MultiPartParser])
    def material(self, request: Any, kind: str, pk: str | None = None) -> Any:
        """One paper: fetch it, or put a file in its place."""
        matter = self.get_object()
        if request.method == "GET":
            return serve(get_object_or_404(papers.papers(matter, by=request.user), kind=kind).document)
        seen = seen_version(request)
        life_of(matter).require("edit", matter, request.user)
        given = MatterPaperSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        if kind not in Material.Kind.values:
            raise serializers.ValidationError({"kind": kind})
        document = receive(given.validated_data["file"], kind=stored_as(kind), by=request.user)
        acts.fill(matter, {}, papers={kind: document}, by=request.user, seen=seen)
        return Response(self._answer(matter.pk))

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        acts.take(name, thing, by=self.request.user, seen=seen, now=timezone.now(), note=note)

    def _answer(self, pk: int) -> dict[str, Any]:
        """The matter as it stands after the act."""
        return self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data
