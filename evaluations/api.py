"""Schemes, review days and score sheets for machines: the same rights and acts as the pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations import deciding, preparing, scoring
from evaluations.forms.marks import hundredths
from evaluations.models import RaterGroup, ReviewDay, Scheme, Sheet
from evaluations.models.marking import NOT_APPLICABLE, leaves_of, plant
from evaluations.rules import DECIDED
from evaluations.workflow import day_workflow, scheme_workflow, sheet_workflow
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from incubator.workflow import Stale


class SchemeSerializer(WorkflowSerializer):
    """A scheme; `indicators` are flat rows, `parent` naming the row above."""

    area = serializers.CharField(source="area.code", read_only=True)
    indicators = serializers.SerializerMethodField()

    class Meta:
        model = Scheme
        fields = ["id", "area", "name", "target", "source", "status", "version", "indicators", "actions"]

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_indicators(self, scheme: Scheme) -> list[dict[str, Any]]:
        return [
            {"id": one.pk, "parent": one.parent_id, "name": one.name, "weight": one.weight,
             "max_points": one.max_points, "may_not_apply": one.may_not_apply, "guidance": one.guidance}
            for one in scheme.indicators.all()]


class SchemeViewSet(WorkflowViewSet):
    """Schemes of the officer's areas: read, make ready, retire."""

    model = Scheme
    queryset = Scheme.objects.none()
    workflow = scheme_workflow
    serializer_class = SchemeSerializer
    filterset_fields = ["status", "target"]

    def get_queryset(self):
        return super().get_queryset().select_related("area").prefetch_related("indicators")

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "edit":
            raise PermissionDenied(name)
        super().perform_act(name, thing, seen=seen, note=note)


class GroupSerializer(serializers.ModelSerializer):
    class Meta:
        model = RaterGroup
        fields = ["kind", "weight"]


class ReviewDaySerializer(WorkflowSerializer):
    area = serializers.CharField(source="area.code", read_only=True)
    groups = GroupSerializer(many=True, read_only=True)

    class Meta:
        model = ReviewDay
        fields = [
            "id", "area", "name", "date", "place", "scheme", "min_raters", "trim_from", "groups", "status", "version",
            "actions",
        ]


class LockSerializer(serializers.Serializer):
    """The unsigned sheets the officer saw and leaves out."""

    excluding = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)


class ReviewDayViewSet(WorkflowViewSet):
    """Review days for officers: open, lock, unlock, confirm, publish; the result from the lock on."""

    model = ReviewDay
    queryset = ReviewDay.objects.none()
    workflow = day_workflow
    serializer_class = ReviewDaySerializer
    filterset_fields = ["status", "date"]

    def get_queryset(self):
        days = ReviewDay.objects.overseen_by(self.request.user).select_related("area", "scheme")
        return days.prefetch_related("groups").defer("earlier_results")

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "open":
            preparing.open_day(thing, by=self.request.user, seen=seen, today=today())
        elif name == "unlock":
            deciding.unlock(thing, by=self.request.user, seen=seen, note=note)
        elif name == "lock":
            asked = LockSerializer(data=self.request.data)
            asked.is_valid(raise_exception=True)
            deciding.lock(
                thing, excluding=asked.validated_data["excluding"], by=self.request.user, seen=seen,
                now=timezone.now(), today=today())
        elif name in ("edit", "choose", "seat"):
            raise PermissionDenied(name)
        else:
            super().perform_act(name, thing, seen=seen, note=note)

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def results(self, request: Request, pk: str | None = None) -> Response:
        """The frozen result: rule, every sheet × leaf, what was dropped, totals as exact fractions."""
        day = self.get_object()
        if day.status not in DECIDED:
            raise NotFound
        return Response({"day": day.pk, "status": day.status, "results": day.results})


class SheetSerializer(WorkflowSerializer):
    subject = serializers.CharField(source="subject.__str__", read_only=True)
    day = serializers.IntegerField(source="subject.day_id", read_only=True)

    class Meta:
        model = Sheet
        fields = [
            "id", "day", "subject", "status", "version", "saves", "scored", "total", "comment", "barred",
            "recusal_reason", "signed_at", "actions",
        ]
        read_only_fields = ["saves", "scored", "total", "comment", "barred", "recusal_reason", "signed_at"]


class MarksSerializer(serializers.Serializer):
    """The whole sheet: leaf id -> points (in halves), "na" for not applicable, null or absent for no answer."""

    marks = serializers.DictField(child=serializers.CharField(allow_null=True, allow_blank=True))
    comment = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)


class SheetViewSet(WorkflowViewSet):
    """One's own score sheets: declare, recuse, score, sign, reopen. Nobody ever sees another's."""

    model = Sheet
    queryset = Sheet.objects.none()
    workflow = sheet_workflow
    serializer_class = SheetSerializer
    filterset_fields = ["status"]

    def get_queryset(self):
        return super().get_queryset().select_related(
            "subject__day__area", "subject__organization", "subject__project", "panelist__user",
        ).defer(*scoring.RESULTS)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "sign":
            scoring.sign(thing, by=self.request.user, seen=seen, now=timezone.now())
        else:
            scoring.act(name, thing, by=self.request.user, seen=seen, note=note)

    @extend_schema(parameters=[IF_MATCH], request=MarksSerializer, responses=SheetSerializer)
    @action(detail=True, methods=["put"])
    def scores(self, request: Request, pk: str | None = None) -> Response:
        """Save the whole sheet as it stands; every faulty mark is named and nothing is written then."""
        sheet = self.get_object()
        if seen_version(request) != sheet.version:
            raise Stale("score", sheet)
        posted = MarksSerializer(data=request.data)
        posted.is_valid(raise_exception=True)
        marks, faults = _marks(posted.validated_data["marks"], sheet)
        if faults:
            raise ValidationError(faults)
        scoring.save(
            sheet, marks=marks, comment=posted.validated_data["comment"], by=request.user, base=sheet.saves)
        return Response(self.get_serializer(sheet).data)


def _marks(given: dict[str, str | None], sheet: Sheet) -> tuple[dict[int, Any], list[str]]:
    marks: dict[int, Any] = {}
    faults = []
    for leaf in leaves_of(plant(sheet.subject.day.tree)):
        typed = given.get(str(leaf.id))
        if typed == NOT_APPLICABLE and leaf.may_not_apply:
            marks[leaf.id] = NOT_APPLICABLE
            continue
        try:
            marks[leaf.id] = hundredths("" if typed is None else typed, leaf)
        except ValueError as error:
            faults.append(str(error))
    return marks, faults
