"""Schemes for machines: the tree goes in and comes out as one nested thing."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations import preparing
from evaluations.forms import LineFormSet
from evaluations.models import Scheme
from evaluations.models.marking import Node, plant
from evaluations.preparing import Line
from evaluations.rules import acting_areas
from evaluations.workflow import scheme_workflow
from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today

DEEPEST, WIDEST, MOST = 5, 99, 200  # levels, rows of one level, indicators of a tree
ROW = {
    "name": {"type": "string", "maxLength": 100}, "weight": {"type": "integer", "minimum": 1, "maximum": 100},
    "max_points": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
    "may_not_apply": {"type": "boolean", "default": False}, "guidance": {"type": "string", "maxLength": 300},
}
TREE = {"type": "array", "items": {"type": "object", "required": ["name", "weight"], "properties": {
    **ROW, "children": {"type": "array", "items": {"type": "object"}, "description": "Rows again, five levels in all."},
}}}


@extend_schema_field(TREE)
class TreeField(serializers.Field):
    """Nested indicators, read by the form of the page: the same limits, the same words, each fault by its number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", **kwargs)

    def to_internal_value(self, data: Any) -> dict[str, list[Line]]:
        rows = list(numbered(data))
        if len(rows) > MOST:
            raise serializers.ValidationError(_("At most %(most)s indicators.") % {"most": MOST})
        posted: dict[str, Any] = {"lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": 0}
        for n, (number, row) in enumerate(rows):
            given = {name: row[name] for name in ROW if row.get(name) is not None}
            posted |= {f"lines-{n}-{name}": value for name, value in given.items()} | {f"lines-{n}-outline": number}
        formset = LineFormSet(posted, prefix="lines")
        if not formset.is_valid():
            raise serializers.ValidationError([
                f"{rows[n][0]} {form.fields[field].label}: {words}"
                for n, form in enumerate(formset.forms) for field, found in form.errors.items() for words in found])
        return {"lines": formset.lines()}

    def to_representation(self, scheme: Scheme) -> list[dict[str, Any]]:
        return nested(plant(flat(scheme)))


def numbered(rows: Any, above: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of a nested tree with their outline numbers, top down."""
    if not isinstance(rows, list) or len(rows) > WIDEST or not all(
        isinstance(row, dict) and all(isinstance(row.get(name, ""), str | int | None) for name in ROW) for row in rows
    ):
        raise serializers.ValidationError(_("%(where)s A list of rows is expected, at most %(most)s.") % {
            "where": above, "most": WIDEST})
    if rows and above.count(".") >= DEEPEST:
        raise serializers.ValidationError(_("%(where)s A tree has at most %(most)s levels.") % {
            "where": above, "most": DEEPEST})
    for n, row in enumerate(rows, start=1):
        yield f"{above}{n}", row
        yield from numbered(row.get("children") or [], f"{above}{n}.")


def nested(tree: Iterable[Node]) -> list[dict[str, Any]]:
    return [{name: getattr(node, name) for name in ROW} | {"children": nested(node.children)} for node in tree]


def flat(scheme: Scheme) -> list[dict[str, Any]]:
    return [{"id": one.pk, "parent": one.parent_id} | {name: getattr(one, name) for name in ROW}
            for one in scheme.indicators.all()]


class SchemeSerializer(WorkflowSerializer):
    """A scheme; `tree` is nested, `indicators` are the same rows flat, with the ids that score sheets name."""

    area: Any = serializers.SlugRelatedField("code", queryset=Area.objects.none())
    tree = TreeField(required=False, help_text="Left out of a new scheme: the ready-made indicators; []: none yet.")
    indicators = serializers.SerializerMethodField()
    token = serializers.UUIDField(
        required=False, write_only=True, help_text="Sent again, it gives the first one's thing.")

    class Meta:
        model = Scheme
        fields = [
            "id", "area", "name", "target", "source", "tree", "indicators", "token", "status", "version", "actions"]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        user = self.context["request"].user if "request" in self.context else None
        if user is not None and user.is_authenticated:
            fields["area"].queryset = acting_areas(user)
        if isinstance(self.instance, Scheme):
            fields["area"].read_only = True
            fields["tree"].required = True
        return fields

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_indicators(self, scheme: Scheme) -> list[dict[str, Any]]:
        return flat(scheme)


class CopySerializer(serializers.Serializer):
    """The copy's name; the same `token` sent twice gives the first copy."""

    name = serializers.CharField(max_length=100)
    token = serializers.UUIDField(required=False, default=uuid.uuid4)


class SchemeViewSet(WorkflowViewSet):
    """Schemes of the officer's areas: drawn, made ready, copied, retired."""

    model = Scheme
    queryset = Scheme.objects.none()
    workflow = scheme_workflow
    serializer_class = SchemeSerializer
    filterset_fields = ["status", "target"]

    def get_queryset(self):
        return super().get_queryset().select_related("area").prefetch_related("indicators")

    @extend_schema(responses={201: SchemeSerializer})
    def create(self, request: Request) -> Response:
        """A draft scheme with its tree."""
        if not acting_areas(request.user).exists():
            raise PermissionDenied("create")
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        lines, scheme = data.pop("lines", None), Scheme(**data)
        if lines is None:
            lines = preparing.template_lines(scheme.target, area=scheme.area.code, today=today())
        return self._answer(preparing.new_scheme(scheme, lines=lines, by=request.user), status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH])
    def update(self, request: Request, pk: str | None = None) -> Response:
        """The draft's particulars and its whole tree, in the place of what was there."""
        scheme = self.get_object()
        seen = seen_version(request)
        scheme_workflow.require("edit", scheme, request.user)
        given = self.get_serializer(scheme, data=request.data)
        given.is_valid(raise_exception=True)
        for name in ("name", "target", "source"):
            setattr(scheme, name, given.validated_data.get(name, getattr(scheme, name)))
        preparing.draw(scheme, lines=given.validated_data["lines"], by=request.user, seen=seen)
        return self._answer(scheme)

    @extend_schema(request=CopySerializer, responses={201: SchemeSerializer})
    @action(detail=True, methods=["post"])
    def copy(self, request: Request, pk: str | None = None) -> Response:
        """A fresh draft with the same tree: what is in use is never changed."""
        scheme = self.get_object()
        given = CopySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        made = preparing.copy_of(scheme, by=request.user, **given.validated_data)
        return self._answer(made, status.HTTP_201_CREATED)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "edit":
            raise PermissionDenied(name)
        super().perform_act(name, thing, seen=seen, note=note)

    def _answer(self, scheme: Scheme, code: int = status.HTTP_200_OK) -> Response:
        """The scheme as it stands after the act."""
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=scheme.pk)).data, status=code)
