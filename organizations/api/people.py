"""Office-holders for machines: the forms and the table of actions of their pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import model_to_dict
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations import staffing
from organizations.forms.people import HolderForm, LeaveForm
from organizations.models import OfficeHolder, Organization
from organizations.workflow import holder_workflow, roster_workflow

WRITTEN = HolderForm.Meta.fields


class OfficeHolderSerializer(WorkflowSerializer):
    """A person in office; the number comes out masked, and a mask sent back means «leave as it is»."""

    phone = serializers.CharField(required=False, allow_blank=True, max_length=30)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's entry.")

    class Meta:
        model = OfficeHolder
        fields: tuple[str, ...] = ("id", "organization", *WRITTEN, "left_on", "token", "status", "version", "actions")
        read_only_fields = ("left_on",)
        validators: list[Any] = []  # the form asks, in the same words as on the page

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["organization"].queryset = Organization.objects.visible_to(
                self.context["request"].user).select_related("area")
        if isinstance(self.instance, OfficeHolder):
            fields["organization"].read_only = True
        return fields


class OfficeHolderLineSerializer(OfficeHolderSerializer):
    """An office-holder in a list: the number stands on the entry itself."""

    phone = token = None  # the fields of the parent are taken out

    class Meta(OfficeHolderSerializer.Meta):
        fields = tuple(name for name in OfficeHolderSerializer.Meta.fields if name not in ("phone", "token"))


class LeaveSerializer(serializers.Serializer):
    """What goes with `depart`: the last day in office."""

    left_on = serializers.DateField(required=False, help_text="Today where it is not named.")


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=LeaveSerializer))
class OfficeHolderViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Enter, edit (If-Match), leave office."""

    model, workflow = OfficeHolder, holder_workflow
    queryset = OfficeHolder.objects.none()
    filterset_fields = ("organization", "role", "status", "is_party_member")
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("organization__area").order_by("pk")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return OfficeHolderLineSerializer if self.action == "list" else OfficeHolderSerializer

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        holder = OfficeHolder(organization=serializer.validated_data["organization"])
        roster_workflow.require("add_holder", holder.organization, self.request.user)
        token = serializer.validated_data.get("token", holder.token)
        self._judge(holder, serializer.validated_data | {"token": token}, seen=0)
        serializer.instance = staffing.add(holder, by=self.request.user)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        """Edit the entry; what is not named stays as it is."""
        holder, seen = self.get_object(), seen_version(request)
        self.workflow.require("edit", holder, request.user)
        given = self.get_serializer(holder, data=request.data, partial=True)
        given.is_valid(raise_exception=True)
        self._judge(holder, given.validated_data | {"token": holder.token}, seen=seen)
        staffing.edit(holder, by=request.user, seen=seen)
        return Response(self.get_serializer(holder).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name != "depart":
            raise PermissionDenied(name)  # editing says what changes: PATCH
        self.workflow.require(name, thing, self.request.user)
        given = LeaveSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        day = given.validated_data.get("left_on", today())
        form = LeaveForm({"version": seen, "left_on": day}, holder=thing, today=today())
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        staffing.leave(thing, by=self.request.user, seen=seen, on=form.cleaned_data["left_on"])

    def _judge(self, holder: OfficeHolder, given: dict[str, Any], *, seen: int) -> None:
        """The form as if typed: what stands there now, and what was sent."""
        now = model_to_dict(holder, WRITTEN) | {"phone": str(holder.phone or "")}
        form = HolderForm(now | given | {"version": seen}, instance=holder, today=today())
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
