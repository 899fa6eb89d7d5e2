"""One's own score sheets for machines: the same rights and acts as the pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations import scoring
from evaluations.forms.marks import hundredths
from evaluations.models import Sheet
from evaluations.models.marking import NOT_APPLICABLE, leaves_of, plant
from evaluations.workflow import sheet_workflow
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workflow import Stale


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
