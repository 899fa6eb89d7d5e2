"""Money that comes back, for machines: recorded by the office, struck out, read by whoever sees the project."""

from typing import Any, ClassVar

from rest_framework import mixins, serializers

from incubator.rest import WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from projects import recording
from projects.models import MoneyReturn, Project
from projects.workflow import money_return_workflow, project_workflow


class MoneyReturnSerializer(WorkflowSerializer):
    """A sum that came back to the street, with the number of its receipt; what is wrong is struck out."""

    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's thing.")

    class Meta:
        model = MoneyReturn
        fields = ("id", "project", "amount_fen", "returned_on", "receipt_no", "token", "status", "version", "actions")
        validators: ClassVar[list[Any]] = []  # the domain says it in words, after the same form sent twice

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["project"].queryset = Project.objects.visible_to(self.context["request"].user)
        return fields


class MoneyReturnViewSet(WorkflowViewSet, mixins.CreateModelMixin):
    model, workflow, serializer_class = MoneyReturn, money_return_workflow, MoneyReturnSerializer
    queryset = MoneyReturn.objects.none()
    filterset_fields = ("project", "status")
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("project__area").order_by("-returned_on", "-pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        thing = MoneyReturn(**serializer.validated_data)
        project_workflow.require("return_money", thing.project, self.request.user)
        serializer.instance = recording.record_return(thing, by=self.request.user, today=today())

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        recording.act_on_return(name, thing, by=self.request.user, seen=seen, note=note)
