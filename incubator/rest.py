"""The shape of every workflow thing in the API: see by queryset, do by the action table, versions by If-Match."""

from copy import deepcopy
from functools import cache
from typing import Any, ClassVar, cast

from django.contrib.auth.middleware import get_user
from django.core.paginator import Page, Paginator
from django.db.models import Field, ForeignKey, OneToOneField, QuerySet
from django.utils.functional import SimpleLazyObject, cached_property
from django_filters.rest_framework import DjangoFilterBackend, FilterSet, ModelChoiceFilter
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from incubator.errors import DIGITS, attempt, seen_version
from incubator.paging import MOST, LongPaginator
from incubator.undoing import UNDO, may_undo
from incubator.workflow import Workflow

IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, required=True,
    description="The version you saw, in quotation marks. 412 when somebody changed the thing since, 428 without it.",
)
PAGING = {"page", "after"}  # what an address says beside what it narrows the list to


class NoteSerializer(serializers.Serializer):
    """What may go with an action: the reason, where one is asked for."""

    note = serializers.CharField(required=False, allow_blank=True, default="")


class WorkflowSerializer(serializers.ModelSerializer):
    """Adds to a thing its version and the names of the actions this person may take on it now."""

    version = serializers.IntegerField(read_only=True)
    status = serializers.CharField(read_only=True)
    actions = serializers.SerializerMethodField()

    @cached_property
    def _readable_fields(self) -> list[serializers.Field]:  # type: ignore[override]  # asked anew for every row
        return list(super()._readable_fields)

    def get_actions(self, thing: Any) -> list[str]:
        """Whether a step may be taken back is asked of one thing alone: a list does not tell it."""
        view: WorkflowViewSet = self.context["view"]
        return [
            action.name for action in view.workflow.available(thing, self.context["request"].user)
            if action.name != UNDO or (self.parent is None and may_undo(view.workflow, thing))]


@cache
def built_fields(kind: "type[ListedSerializer]") -> dict[str, serializers.Field]:
    return super(ListedSerializer, kind()).get_fields()


class ListedSerializer(WorkflowSerializer):
    """A thing in a list, which is only read: its fields are built once for the class, and no page builds them anew."""

    def get_fields(self) -> dict[str, serializers.Field]:
        return deepcopy(built_fields(type(self)))


def offered_to(field: "Field[Any, Any]") -> Any:
    """The things a list may be narrowed to: those the person sees, so that a hidden key and none are answered alike."""
    related: Any = field.related_model
    return lambda request: related.objects.visible_to(request.user)


class SeeingFilterSet(FilterSet):
    """Filters made from the names of fields, which offer no more than the person sees."""

    FILTER_DEFAULTS: ClassVar[dict[Any, Any]] = FilterSet.FILTER_DEFAULTS | {
        key: {"filter_class": ModelChoiceFilter, "extra": lambda field: {"queryset": offered_to(field)}}
        for key in (ForeignKey, OneToOneField)}


class SeeingFilterBackend(DjangoFilterBackend):
    filterset_base = SeeingFilterSet

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        """A list that its address does not narrow needs no form to find that out."""
        return super().filter_queryset(request, queryset, view) if request.query_params.keys() - PAGING else queryset


class NarrowPaginator(Paginator):
    """Sorts and cuts by key alone, then reads the rows of the page: long rows are not dragged through the sorting."""

    def __init__(self, *given: Any, columns: tuple[str, ...], **options: Any) -> None:
        super().__init__(*given, **options)
        self.columns = columns

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        things = cast(QuerySet[Any], self.object_list)
        rows = things.all()
        rows.query.clear_where()  # asked already, by the keys
        keys = things.values("pk")[start:start + self.per_page]
        return Page(rows.filter(pk__in=keys).values(*self.columns), number, self)


class NarrowPages(PageNumberPagination):
    """For things with long rows: a page is rows of the view's `columns`, which counting and sorting do not ask for."""

    columns: tuple[str, ...] = ()

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        self.columns = view.columns
        return super().paginate_queryset(queryset, request, view)

    def django_paginator_class(  # type: ignore[override]  # called as the class it stands for
        self, things: Any, size: int
    ) -> NarrowPaginator:
        return NarrowPaginator(things, size, columns=self.columns)


class LongPages(PageNumberPagination):
    """For very long lists, in the order of keys: numbered pages of the first rows, and a next one behind the last.

    Whoever goes on by `next` meets every row; `previous` goes back to where the numbered pages began.
    """

    after = ""
    page: Any
    request: Any

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        self.after = request.query_params.get("after", "")
        return super().paginate_queryset(queryset, request, view)

    def django_paginator_class(  # type: ignore[override]  # called as the class it stands for
        self, things: Any, size: int
    ) -> LongPaginator:
        return LongPaginator(things, size, after=self.after)

    def get_next_link(self) -> str | None:
        if self.page.has_next() or self.page.rest_after is None:
            return super().get_next_link()
        behind = replace_query_param(self.request.build_absolute_uri(), "after", self.page.rest_after)
        return remove_query_param(behind, self.page_query_param)

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        response.data = {"count_is_minimum": self.page.paginator.more, **response.data}
        return response

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        told = super().get_paginated_response_schema(schema)
        told["required"] = [*told["required"], "count_is_minimum"]
        told["properties"]["count"]["description"] = (
            f"Of the whole list, or of what comes behind `after`; counted up to {MOST}.")
        told["properties"]["count_is_minimum"] = {
            "type": "boolean", "description": "There are more than `count`: go on by `next`, or narrow the list."}
        return told

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        after = {
            "name": "after", "required": False, "in": "query", "schema": {"type": "integer"},
            "description": "The key behind which the list begins, as `next` has it."}
        return [*super().get_schema_operation_parameters(view), after]


class WorkflowViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """List, one, and `POST …/{id}/actions/{name}/`. A subclass names `model`, `workflow` and `serializer_class`."""

    model: ClassVar[Any]
    workflow: ClassVar[Workflow]
    filter_backends = (SeeingFilterBackend,)

    def perform_authentication(self, request: Request) -> None:
        """With the person themselves in the place of Django's stand-in: rules ask it hundreds of times for a list."""
        super().perform_authentication(request)
        if isinstance(request.user, SimpleLazyObject):
            request.user = cast(Any, get_user(request._request))

    def get_queryset(self):
        return self.model.objects.visible_to(self.request.user)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        data = getattr(response, "data", None)  # a file has none
        if isinstance(data, dict) and "version" in data:
            response["ETag"] = f'"{data["version"]}"'
        return response

    @extend_schema(parameters=[IF_MATCH], request=NoteSerializer)
    @action(detail=True, methods=["post"], url_path=r"actions/(?P<name>[a-z_]+)")
    def act(self, request: Request, name: str, pk: str | None = None) -> Response:
        """Take one action of the table."""
        thing = self.get_object()
        note = NoteSerializer(data=request.data)
        note.is_valid(raise_exception=True)
        self.perform_act(name, thing, seen=seen_version(request), note=note.validated_data["note"])
        return Response(self.get_serializer(thing).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        """A subclass whose actions do more than move the status sends them to the same domain call as its page."""
        self.workflow.perform(name, thing, by=self.request.user, seen=seen, note=note)


class BatchItemSerializer(serializers.Serializer):
    """One thing of a batch and the version you saw of it."""

    id = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    version = serializers.IntegerField(min_value=0, max_value=10**DIGITS)


class BatchSerializer(NoteSerializer):
    """The action, what it is taken on, and the reason or opinion that goes to all of them."""

    action = serializers.CharField(max_length=50)
    items = serializers.ListField(child=BatchItemSerializer(), allow_empty=False, max_length=300)


class BatchOutcomeSerializer(serializers.Serializer):
    """What became of one: the status it would have been answered alone, and why it was not done."""

    id = serializers.IntegerField()
    status = serializers.IntegerField()
    detail = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField(allow_null=True)


class BatchAnswerSerializer(serializers.Serializer):
    results = BatchOutcomeSerializer(many=True)


class BatchMixin:
    """`POST …/batch/`: one action on many things, each in a transaction of its own; one that fails stops no other."""

    @extend_schema(request=BatchSerializer, responses=BatchAnswerSerializer)
    @action(detail=False, methods=["post"])
    def batch(self, request: Request) -> Response:
        """Take one action on many; the answer is 200 with a status for each, in the order sent. 400 for an action of
        which this cannot be asked."""
        view = cast(WorkflowViewSet, self)
        given = BatchSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        name, note = given.validated_data["action"], given.validated_data["note"]
        together = [one.name for one in view.workflow.actions.values() if one.together]
        if name not in together:
            raise serializers.ValidationError({"action": together})
        return Response({"results": [
            self._one(view, name, note, item["id"], item["version"]) for item in given.validated_data["items"]]})

    def _one(self, view: WorkflowViewSet, name: str, note: str, pk: int, seen: int) -> dict[str, Any]:
        known: Any = view.get_queryset().filter(pk=pk)
        refusal = attempt(lambda: view.perform_act(name, known.get(), seen=seen, note=note))
        now = known.values_list("version", flat=True).first()
        return {"id": pk, "status": refusal.status if refusal else 200, "detail": refusal.words if refusal else "",
                "version": now}
