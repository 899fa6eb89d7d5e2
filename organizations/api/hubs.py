"""What hub organizations support, for machines: the forms and the table of actions of their pages."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers

from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations import linking
from organizations.forms.hubs import HubLinkForm
from organizations.forms.people import EndForm
from organizations.models import HubLink, Organization
from organizations.workflow import hub_workflow, roster_workflow


class HubLinkSerializer(WorkflowSerializer):
    """`name` is the supported organization's, as the register has it; it is told with a new link."""

    name = serializers.CharField(write_only=True, max_length=100)
    supported_name = serializers.CharField(source="supported.name", read_only=True)
    hub_name = serializers.CharField(source="hub.name", read_only=True)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's link.")

    class Meta:
        model = HubLink
        fields: tuple[str, ...] = (
            "id", "hub", "hub_name", "supported", "supported_name", "name", "since", "ended_on", "note", "token",
            "status", "version", "actions")
        read_only_fields = ("supported", "ended_on")
        validators: list[Any] = []

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["hub"].queryset = Organization.objects.visible_to(
                self.context["request"].user).select_related("area")
        return fields


class HubEndSerializer(serializers.Serializer):
    """What goes with `end`: the last day of the support."""

    ended_on = serializers.DateField(required=False, help_text="Today where it is not named.")


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=HubEndSerializer))
class HubLinkViewSet(mixins.CreateModelMixin, WorkflowViewSet):
    """Begin, end (If-Match)."""

    model, workflow = HubLink, hub_workflow
    queryset = HubLink.objects.none()
    serializer_class = HubLinkSerializer
    filterset_fields = ("hub", "supported", "status")

    def get_queryset(self):
        return super().get_queryset().select_related("hub__area", "supported").order_by("pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        given = dict(serializer.validated_data)
        new = HubLink(hub=given.pop("hub"))
        roster_workflow.require("support", new.hub, self.request.user)
        form = HubLinkForm({"token": new.token, **given}, instance=new, today=today())
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        serializer.instance = linking.link(new, by=self.request.user)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name != "end":
            raise PermissionDenied(name)
        self.workflow.require(name, thing, self.request.user)
        given = HubEndSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        day = given.validated_data.get("ended_on", today())
        form = EndForm({"version": seen, "ended_on": day}, ends=thing, today=today())
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        linking.end(thing, by=self.request.user, seen=seen, on=form.cleaned_data["ended_on"])
