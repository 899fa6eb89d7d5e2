"""Review days for machines: set up, opened, locked, confirmed, published; the result from the lock on."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from evaluations import deciding, preparing
from evaluations.forms import SeatForm, SubjectsForm
from evaluations.models import Panelist, RaterGroup, ReviewDay, Scheme, Subject
from evaluations.reports.people import find_people
from evaluations.rules import DECIDED, acting_areas, usable_schemes
from evaluations.workflow import day_workflow
from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today


class GroupSerializer(serializers.ModelSerializer):
    weight = serializers.IntegerField(min_value=0, max_value=100)

    class Meta:
        model = RaterGroup
        fields = ["kind", "weight"]


class SubjectSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = Subject
        fields = ["id", "name", "organization", "project"]


class PanelistSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="user.__str__", read_only=True)
    group = serializers.CharField(source="group.kind", read_only=True)

    class Meta:
        model = Panelist
        fields = ["id", "user", "name", "group", "organization"]


class ReviewDayLineSerializer(WorkflowSerializer):
    """A day in a list; its subjects and its panel stand on the day itself."""

    area = serializers.CharField(source="area.code", read_only=True)
    groups = GroupSerializer(many=True, read_only=True)

    class Meta:
        model = ReviewDay
        fields = [
            "id", "area", "name", "date", "place", "scheme", "min_raters", "trim_from", "groups", "status", "version",
            "actions"]


class ReviewDaySerializer(WorkflowSerializer):
    """A day; `groups` are the kinds of people on its panel, their weights sum to 100."""

    area: Any = serializers.SlugRelatedField("code", queryset=Area.objects.none())
    scheme: Any = serializers.PrimaryKeyRelatedField(queryset=Scheme.objects.none())
    groups = GroupSerializer(many=True, required=False, help_text="Left out of a new day: as the rulebook has it.")
    subjects = SubjectSerializer(many=True, read_only=True)
    panelists = PanelistSerializer(many=True, read_only=True)
    token = serializers.UUIDField(
        required=False, write_only=True, help_text="Sent again, it gives the first one's thing.")

    class Meta:
        model = ReviewDay
        fields = [*ReviewDayLineSerializer.Meta.fields, "subjects", "panelists", "token"]

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        fields["min_raters"].required = fields["trim_from"].required = False
        user = self.context["request"].user if "request" in self.context else None
        if user is not None and user.is_authenticated:
            day = self.instance if isinstance(self.instance, ReviewDay) else None
            fields["area"].queryset = acting_areas(user)
            fields["scheme"].queryset = usable_schemes(user, day)
        return fields

    def validate(self, data: dict[str, Any]) -> dict[str, Any]:
        kinds = [group["kind"] for group in data.get("groups", [])]
        if len(set(kinds)) < len(kinds):
            raise serializers.ValidationError({"groups": _("Each kind once.")})
        return data


class ChosenSerializer(serializers.Serializer):
    """Organizations, or projects when the scheme judges projects, in the order in which they are judged."""

    chosen = serializers.ListField(child=serializers.IntegerField(max_value=10**18), allow_empty=True, max_length=1000)


class SeatSerializer(serializers.Serializer):
    """A person onto the panel; a peer speaks for an organization."""

    user = serializers.IntegerField()
    group = serializers.CharField(help_text="The kind of a group of the day: peer, expert or resident.")
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class PersonSerializer(serializers.Serializer):
    """Somebody who could sit on the panel; the number is masked."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    phone = serializers.CharField()
    organizations = serializers.CharField()
    seated = serializers.BooleanField()


class LockSerializer(serializers.Serializer):
    """The unsigned sheets the officer saw and leaves out."""

    excluding = serializers.ListField(child=serializers.IntegerField(), required=False, default=list)


class ReviewDayViewSet(WorkflowViewSet):
    """Review days for officers."""

    model = ReviewDay
    queryset = ReviewDay.objects.none()
    workflow = day_workflow
    serializer_class = ReviewDaySerializer
    filterset_fields = ["status", "date"]

    def get_queryset(self):
        days = ReviewDay.objects.overseen_by(self.request.user).select_related("area", "scheme__area")
        if self.action == "list":
            return days.prefetch_related("groups").defer("results", "earlier_results", "tree")
        if self.action != "results":
            days = days.defer("results", "earlier_results")
        return days.prefetch_related(
            "groups", "subjects__organization", "subjects__project", "panelists__user", "panelists__group")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return ReviewDayLineSerializer if self.action == "list" else ReviewDaySerializer

    @extend_schema(responses={201: ReviewDaySerializer})
    def create(self, request: Request) -> Response:
        """A planned day; quorum, trimming and weights start from the rulebook."""
        if not acting_areas(request.user).exists():
            raise PermissionDenied("create")
        given = self.get_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        start = preparing.defaults(data["area"], today=today())
        weights = weights_of(data.pop("groups", None), start["weights"])
        day = ReviewDay(**{"min_raters": start["min_raters"], "trim_from": start["trim_from"]} | data)
        day.full_clean(exclude=["token"])
        made = preparing.new_day(day, weights=weights, by=request.user)
        return Response(self._answer(made.pk), status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[IF_MATCH])
    def update(self, request: Request, pk: str | None = None) -> Response:
        """The planned day's particulars and the weights of its groups."""
        day, seen = self._ready_for("edit", request)
        given = self.get_serializer(day, data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        data.pop("token", None)
        weights = weights_of(data.pop("groups", None), {group.kind: group.weight for group in day.groups.all()})
        for name, value in data.items():
            setattr(day, name, value)
        day.full_clean()
        preparing.edit_day(day, weights=weights, by=request.user, seen=seen)
        return Response(self._answer(day.pk))

    @extend_schema(parameters=[IF_MATCH], request=ChosenSerializer, responses=ReviewDaySerializer)
    @action(detail=True, methods=["put"])
    def subjects(self, request: Request, pk: str | None = None) -> Response:
        """Choose who is judged: these, and no others."""
        day, seen = self._ready_for("choose", request)
        given = ChosenSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        wanted = given.validated_data["chosen"]
        form = SubjectsForm({"chosen": wanted, "version": seen}, day=day)
        found = {thing.pk: thing for thing in cleaned(form)["chosen"]}
        preparing.choose(day, chosen=[found[pk] for pk in dict.fromkeys(wanted)], by=request.user, seen=seen)
        return Response(self._answer(day.pk))

    @extend_schema(parameters=[IF_MATCH], request=SeatSerializer, responses=ReviewDaySerializer)
    @action(detail=True, methods=["post"])
    def panelists(self, request: Request, pk: str | None = None) -> Response:
        """Seat a person on the panel."""
        day, seen = self._ready_for("seat", request)
        given = SeatSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        kinds = {group.kind: group.pk for group in day.groups.all()}
        data = given.validated_data | {"group": kinds.get(given.validated_data["group"]), "version": seen}
        seat = cleaned(SeatForm(data, day=day))
        preparing.seat(
            day, user=seat["user"], group=seat["group"], organization=seat["organization"], by=request.user, seen=seen)
        return Response(self._answer(day.pk))

    @extend_schema(
        parameters=[IF_MATCH, OpenApiParameter("panelist", int, OpenApiParameter.PATH)], responses=ReviewDaySerializer)
    @action(detail=True, methods=["delete"], url_path=r"panelists/(?P<panelist>[0-9]+)")
    def unseat(self, request: Request, panelist: str, pk: str | None = None) -> Response:
        """Take a person off the panel; answers with the day."""
        day, seen = self._ready_for("seat", request)
        person = get_object_or_404(day.panelists.select_related("user"), pk=panelist)
        preparing.unseat(day, panelist=person, by=request.user, seen=seen)
        return Response(self._answer(day.pk))

    @extend_schema(
        parameters=[OpenApiParameter("q", str, description="Two letters of the name at least, or a whole number.")],
        responses=PersonSerializer(many=True))
    @action(detail=True, filterset_fields=[], pagination_class=None)
    def people(self, request: Request, pk: str | None = None) -> Response:
        """Look for somebody to seat, at most twenty; numbers are masked."""
        day = self.get_object()
        day_workflow.require("seat", day, request.user)
        return Response(PersonSerializer(find_people(request.query_params.get("q", ""), day=day), many=True).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name == "lock":
            asked = LockSerializer(data=self.request.data)
            asked.is_valid(raise_exception=True)
            deciding.lock(
                thing, excluding=asked.validated_data["excluding"], by=self.request.user, seen=seen,
                now=timezone.now(), today=today())
        else:
            preparing.act(name, thing, by=self.request.user, seen=seen, note=note, today=today())

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def results(self, request: Request, pk: str | None = None) -> Response:
        """The frozen result: rule, every sheet × leaf, what was dropped, totals as exact fractions."""
        day = self.get_object()
        if day.status not in DECIDED:
            raise NotFound
        return Response({"day": day.pk, "status": day.status, "results": day.results})

    def _ready_for(self, step: str, request: Request) -> tuple[ReviewDay, int]:
        """The day and the version seen, once it is this person's and the time for the step."""
        day = self.get_object()
        seen = seen_version(request)
        day_workflow.require(step, day, request.user)
        return day, seen

    def _answer(self, pk: int) -> dict[str, Any]:
        """The day as it stands after the act."""
        return ReviewDaySerializer(
            get_object_or_404(self.get_queryset(), pk=pk), context=self.get_serializer_context()).data


def weights_of(groups: list[dict[str, Any]] | None, otherwise: dict[str, int]) -> dict[str, int]:
    """The weight of every kind: as given, else as it is; a kind not named sits not on the panel."""
    given = otherwise if groups is None else {group["kind"]: group["weight"] for group in groups}
    return {kind: given.get(kind, 0) for kind in RaterGroup.Kind.values}


def cleaned(form: Any) -> dict[str, Any]:
    """What the page's form makes of it; its faults as the page tells them."""
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    return form.cleaned_data
