"""The catalogue of qualified organizations for machines: rounds, entries, objections; the same acts as the pages."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.errors import seen_version
from incubator.rest import IF_MATCH, NoteSerializer, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations.catalogue import entries, objecting, rounds
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound, Organization, listed_words
from organizations.rules.catalogue import answer_by, with_answer_days
from organizations.rules.conditions import LABELS
from organizations.workflow import entry_workflow, objection_workflow, round_workflow

DAYS = ("applies_from", "applies_until", "valid_until", "note")


class CatalogueRoundSerializer(WorkflowSerializer):
    """A street's round of a year; the days of the publicity follow from the rule when it is publicised."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's round.")

    class Meta:
        model = CatalogueRound
        fields = (
            "id", "area", "year", *DAYS, "publicity_count", "publicity_unit", "publicised_on", "objections_until",
            "listed_on", "token", "status", "version", "actions")
        read_only_fields = ("publicity_count", "publicity_unit", "publicised_on", "objections_until", "listed_on")
        validators: list[Any] = []  # the domain asks, in the same words as on the page

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if isinstance(self.instance, CatalogueRound):
            fields["area"].read_only = fields["year"].read_only = True
        return fields


class CatalogueEntrySerializer(WorkflowSerializer):
    """An organization in a round; written only to nominate one. `conditions` is as found when it was verified."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's entry.")
    fields_of_service = serializers.ListField(child=serializers.CharField(max_length=50), source="service_fields")
    conditions = serializers.JSONField(source="facts", read_only=True)

    class Meta:
        model = CatalogueEntry
        fields = (
            "id", "round", "organization", "fields_of_service", "matter", "number", "conditions", "token", "status",
            "version", "actions")
        read_only_fields = ("matter", "number")
        validators: list[Any] = []

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            user = self.context["request"].user
            fields["round"].queryset = CatalogueRound.objects.visible_to(user).select_related("area")
            fields["organization"].queryset = Organization.objects.visible_to(user).select_related("area")
        return fields

    def to_representation(self, entry: Any) -> dict[str, Any]:
        """The fields of service one by one."""
        shown = super().to_representation(entry)
        return shown | {"fields_of_service": listed_words(entry.service_fields)}


class _AnswerBySerializer(WorkflowSerializer):
    """With the day by which the office answers, of an objection loaded `with_answer_days`."""

    answer_by = serializers.SerializerMethodField()

    def get_answer_by(self, objection: CatalogueObjection) -> date:
        return answer_by(objection.received_on, objection.answer_days)


class CatalogueObjectionSerializer(_AnswerBySerializer):
    """An objection as the office reads it, the phone masked; written to enter one received at the counter."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's objection.")
    name = serializers.CharField(required=False, allow_blank=True, max_length=50, default="")
    phone = serializers.CharField(required=False, allow_blank=True, max_length=30, default="")

    class Meta:
        model = CatalogueObjection
        fields = (
            "id", "entry", "code", "way", "name", "phone", "text", "received_on", "answer_by", "answer", "answered_on",
            "token", "status", "version", "actions")
        read_only_fields = ("code", "way", "received_on", "answer", "answered_on")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["entry"].queryset = CatalogueEntry.objects.visible_to(self.context["request"].user).select_related(
                "round__area", "organization__area")
        return fields


class CatalogueObjectionLineSerializer(_AnswerBySerializer):
    """An objection in a list: who objected, the words and the answer stand on the objection itself."""

    class Meta:
        model = CatalogueObjection
        fields = (
            "id", "entry", "code", "way", "received_on", "answer_by", "answered_on", "status", "version", "actions")


class AnsweredSerializer(NoteSerializer):
    """What goes with an answer: `note` for who objected; `reason` for the organization, asked for by `uphold` alone."""

    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class VerifiedSerializer(NoteSerializer):
    """What goes with an action: `met`, asked for by `verify` alone, are the conditions left to the office to judge."""

    met = serializers.ListField(child=serializers.ChoiceField(list(LABELS)), required=False, default=list)


class CatalogueRoundViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Make a round, set its days (If-Match), open, publicise and publish it."""

    model, workflow, serializer_class = CatalogueRound, round_workflow, CatalogueRoundSerializer
    queryset = CatalogueRound.objects.none()
    filterset_fields = ("area", "year", "status")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("area").order_by("-year", "pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        serializer.instance = rounds.make(CatalogueRound(**serializer.validated_data), by=self.request.user)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Set the days and words of the call; what is not named stays as it is."""
        round = self.get_object()
        self.workflow.require("edit", round, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(round, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        for name in DAYS:
            setattr(round, name, serializer.validated_data.get(name, getattr(round, name)))
        rounds.edit(round, by=request.user, seen=seen, today=today())
        return Response(self.get_serializer(round).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        rounds.act(name, thing, by=self.request.user, seen=seen, today=today(), note=note)


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=VerifiedSerializer))
class CatalogueEntryViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Entries; a POST nominates an organization, which agrees or declines itself."""

    model, workflow, serializer_class = CatalogueEntry, entry_workflow, CatalogueEntrySerializer
    queryset = CatalogueEntry.objects.none()
    filterset_fields = ("round", "organization", "status")
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("round__area", "organization__area", "matter").order_by("pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        given: Any = serializer.validated_data
        serializer.instance = entries.nominate(
            given["round"], given["organization"], given["service_fields"], by=self.request.user,
            token=given.get("token") or CatalogueEntry().token)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        given = VerifiedSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        entries.act(name, thing, by=self.request.user, seen=seen, note=note, today=today(),
                    met=given.validated_data["met"])


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=AnsweredSerializer))
class CatalogueObjectionViewSet(WorkflowViewSet):
    """Objections for the office: what came in on the public page, what was brought to the counter, the answers."""

    model, workflow, serializer_class = CatalogueObjection, objection_workflow, CatalogueObjectionSerializer
    queryset = CatalogueObjection.objects.none()
    filterset_fields = ("entry", "status")
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return with_answer_days(super().get_queryset()).select_related(
            "entry__round__area", "entry__organization__area").order_by("pk")

    def get_serializer_class(self):
        return CatalogueObjectionLineSerializer if self.action == "list" else CatalogueObjectionSerializer

    def create(self, request: Request) -> Response:
        """Enter an objection received at the counter."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        made = objecting.take_at_the_counter(
            CatalogueObjection(**serializer.validated_data), by=request.user, today=today())
        return Response(self.get_serializer(self.get_queryset().get(pk=made.pk)).data, status=status.HTTP_201_CREATED)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        given = AnsweredSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        objecting.act(name, thing, by=self.request.user, seen=seen, note=note, today=today(),
                      reason=given.validated_data["reason"])
