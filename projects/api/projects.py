"""Projects, contracts and instalments for machines: the same sight, the same acts as the pages."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.errors import seen_version
from incubator.rest import IF_MATCH, WorkflowSerializer, WorkflowViewSet
from incubator.workdays import today
from organizations.models import Organization
from projects import purchasing
from projects.filters import ProjectFilter
from projects.models import BudgetLine, Contract, Instalment, Project, Target
from projects.rules.people import buys_somewhere
from projects.workflow import contract_workflow, instalment_workflow, project_workflow


class LineSerializer(serializers.ModelSerializer):
    class Meta:
        model = BudgetLine
        fields = ("id", "name", "amount_fen")


class TargetSerializer(serializers.ModelSerializer):
    class Meta:
        model = Target
        fields = ("indicator", "planned")


class ProjectSerializer(WorkflowSerializer):
    """A project with its budget lines and targets; giving lines or targets replaces them all."""

    budget_lines = LineSerializer(many=True, required=False)
    targets = TargetSerializer(many=True, required=False)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's thing.")

    class Meta:
        model = Project
        fields = (
            "id", "number", "area", "name", "need", "field", "method", "contractor", "host", "amount_fen", "starts_on",
            "ends_on", "negative_list_note", "budget_lines", "targets", "token", "status", "version", "actions")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        user = self.context["request"].user if "request" in self.context else None
        if user is not None and user.is_authenticated:
            fields["contractor"].queryset = fields["host"].queryset = Organization.objects.visible_to(user)
            fields["area"].queryset = Area.objects.visible_to(user)
        if isinstance(self.instance, Project):
            fields["area"].read_only = True  # the number names the street
        return fields


class ProjectLineSerializer(WorkflowSerializer):
    """A project in a list; its budget lines and targets stand on the project itself."""

    class Meta:
        model = Project
        fields = tuple(n for n in ProjectSerializer.Meta.fields if n not in ("budget_lines", "targets", "token"))


def filled(thing: Any, data: dict[str, Any]) -> Any:
    """The validated values on the thing, checked against the constraints of the table."""
    for name, value in data.items():
        setattr(thing, name, value)
    thing.full_clean(exclude=["number", "token"])  # the domain gives the one and looks for the other's twin
    return thing


class ProjectViewSet(WorkflowViewSet, mixins.CreateModelMixin):
    model, workflow, queryset = Project, project_workflow, Project.objects.none()
    serializer_class, filterset_class = ProjectSerializer, ProjectFilter
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        projects = super().get_queryset().order_by("-pk")
        if self.action == "list":
            columns = [name for name in ProjectLineSerializer.Meta.fields if name != "actions"]
            return projects.select_related("area").only(*columns, "area__code")
        return projects.select_related("area", "contractor__area", "host").prefetch_related("budget_lines", "targets")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return ProjectLineSerializer if self.action == "list" else ProjectSerializer

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not buys_somewhere(request.user):
            raise PermissionDenied("create")
        return super().create(request, *args, **kwargs)

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        data = serializer.validated_data
        plan = plan_of(data)
        project = filled(Project(), data)
        serializer.instance = purchasing.create_project(project, **plan, by=self.request.user, today=today())

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        project = self.get_object()
        project_workflow.require("edit", project, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(project, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        data.pop("token", None)
        plan = plan_of(data, project)
        purchasing.edit_project(filled(project, data), **plan, by=request.user, seen=seen, today=today())
        return Response(self.get_serializer(self.get_object()).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        purchasing.act_on_project(name, thing, by=self.request.user, seen=seen, note=note, today=today())


def plan_of(data: dict[str, Any], project: Project | None = None) -> dict[str, list[Any]]:
    """Budget lines and targets as given, else as they are."""
    lines, targets = data.pop("budget_lines", None), data.pop("targets", None)
    present = (project.budget_lines.all(), project.targets.all()) if project else ((), ())
    return {
        "lines": list(present[0]) if lines is None else [BudgetLine(**line) for line in lines],
        "targets": list(present[1]) if targets is None else [Target(**target) for target in targets],
    }


class InstalmentSerializer(WorkflowSerializer):
    class Meta:
        model = Instalment
        fields = ("id", "contract", "order", "amount_fen", "trigger", "report_number", "paid_on", "payment_no",
                  "status", "version", "actions")
        read_only_fields = ("contract", "order", "paid_on", "payment_no")

class PlannedInstalmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Instalment
        fields = ("id", "order", "amount_fen", "trigger", "report_number", "status", "paid_on", "payment_no",
                  "version")
        read_only_fields = ("order", "status", "paid_on", "payment_no", "version")


class ContractSerializer(WorkflowSerializer):
    """A contract with its instalments. Who signs and for how much follows from the project."""

    instalments = PlannedInstalmentSerializer(many=True)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's thing.")

    class Meta:
        model = Contract
        fields = ("id", "project", "number", "signer", "amount_fen", "signed_on", "instalments", "token", "status",
                  "version", "actions")
        read_only_fields = ("signer", "amount_fen", "signed_on")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["project"].queryset = Project.objects.visible_to(self.context["request"].user)
        if isinstance(self.instance, Contract):
            fields["project"].read_only = True
        else:
            fields["project"].validators = []  # the domain says it in words, after the same form sent twice
            fields["number"].validators = []
        return fields


class SignSerializer(serializers.Serializer):
    """What goes with an action on a contract: the note, and for `sign` the day."""

    note = serializers.CharField(required=False, allow_blank=True, default="")
    signed_on = serializers.DateField(required=False, default=None)


class PaySerializer(serializers.Serializer):
    """What goes with `pay`: the day the money went out, and the number of the bank's or the treasury's voucher."""

    paid_on = serializers.DateField(required=False, default=None)
    payment_no = serializers.CharField(required=False, allow_blank=True, default="", max_length=50)


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=SignSerializer))
class ContractViewSet(WorkflowViewSet, mixins.CreateModelMixin):
    model, workflow, serializer_class = Contract, contract_workflow, ContractSerializer
    queryset = Contract.objects.none()
    http_method_names = ("get", "post", "patch", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related(
            "signer", "project__area", "project__contractor", "project__host").prefetch_related(
            "instalments").order_by("-pk")

    def perform_create(self, serializer: serializers.BaseSerializer) -> None:
        data = serializer.validated_data
        instalments = [Instalment(**row) for row in data.pop("instalments")]
        with transaction.atomic():
            serializer.instance = purchasing.draft_contract(
                Contract(**data), instalments=instalments, by=self.request.user)

    @extend_schema(parameters=[IF_MATCH])
    def partial_update(self, request: Request, pk: str | None = None) -> Response:
        contract = self.get_object()
        contract_workflow.require("edit", contract, request.user)
        seen = seen_version(request)
        serializer = self.get_serializer(contract, data=request.data, partial=True)
        serializer.is_valid(raise_exception=True)
        data = serializer.validated_data
        rows = data.pop("instalments", None)
        instalments = list(contract.instalments.all()) if rows is None else [Instalment(**row) for row in rows]
        contract.number = data.get("number", contract.number)
        purchasing.edit_contract(contract, instalments=instalments, by=request.user, seen=seen)
        return Response(self.get_serializer(self.get_object()).data)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name != "sign":
            return purchasing.act_on_contract(name, thing, by=self.request.user, seen=seen, note=note)
        contract_workflow.require(name, thing, self.request.user)
        given = SignSerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        return purchasing.sign(
            thing, signed_on=given.validated_data["signed_on"], by=self.request.user, seen=seen, today=today())


@extend_schema_view(act=extend_schema(parameters=[IF_MATCH], request=PaySerializer))
class InstalmentViewSet(WorkflowViewSet):
    model, workflow, serializer_class = Instalment, instalment_workflow, InstalmentSerializer
    queryset = Instalment.objects.none()
    http_method_names = ("get", "post", "head", "options")

    def get_queryset(self):
        return super().get_queryset().select_related("contract__project__area").order_by("contract", "order")

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name != "pay":  # release and stop come with other acts
            raise PermissionDenied(name)
        instalment_workflow.require(name, thing, self.request.user)
        given = PaySerializer(data=self.request.data)
        given.is_valid(raise_exception=True)
        purchasing.pay(
            thing, **given.validated_data, by=self.request.user, seen=seen, today=today())
