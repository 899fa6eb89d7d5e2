"""A street's own templates of papers for machines: read, fetched, put in place and taken out of use as on the pages."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http.response import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from incubator.accounts.models import Area
from incubator.documents.receiving import receive
from incubator.documents.serving import serve
from incubator.rest import WorkflowSerializer, WorkflowViewSet
from organizations import templating
from organizations.forms.templates import TemplateForm
from organizations.models import Material, PaperTemplate
from organizations.rules.templates import keeps_templates
from organizations.workflow import template_workflow


class PaperTemplateSerializer(WorkflowSerializer):
    """One file of one street for one kind of paper; the earlier ones stay, with the status `replaced`."""

    area = serializers.CharField(source="area.code", read_only=True)
    name = serializers.CharField(source="document.name", read_only=True)

    class Meta:
        model = PaperTemplate
        fields = ("id", "area", "kind", "name", "status", "version", "actions")
        read_only_fields = ("kind",)


class NewTemplateSerializer(serializers.Serializer):
    """`seen` is the key of the one in use that you saw, 0 for the house's: 412 when another has taken its place."""

    area = serializers.SlugRelatedField("code", queryset=Area.objects.none())
    kind = serializers.ChoiceField(Material.Kind.choices)
    file = serializers.FileField()
    seen = serializers.IntegerField(min_value=0)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's template.")

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context and self.context["request"].user.is_authenticated:
            fields["area"].queryset = Area.objects.visible_to(self.context["request"].user).filter(
                level=Area.Level.STREET)
        return fields


class PaperTemplateViewSet(WorkflowViewSet):
    """Templates of the streets one works in; `replace` (If-Match) gives out the house's again."""

    model, workflow, serializer_class = PaperTemplate, template_workflow, PaperTemplateSerializer
    queryset = PaperTemplate.objects.none()
    filterset_fields = ("area", "kind", "status")

    def get_queryset(self):
        return super().get_queryset().select_related("area", "document").order_by("-pk")

    @extend_schema(request={"multipart/form-data": NewTemplateSerializer}, responses={201: PaperTemplateSerializer})
    def create(self, request: Request) -> Response:
        """Give out this file from now on (multipart/form-data)."""
        if not request.user.is_officer:
            raise PermissionDenied("template")
        serializer = NewTemplateSerializer(data=request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        if not keeps_templates(request.user, PaperTemplate(area=given["area"], kind=given["kind"])):
            raise PermissionDenied("template")
        token = given.get("token") or uuid.uuid4()
        form = TemplateForm({"token": token, "seen": given["seen"]}, {"file": given["file"]})
        if not form.is_valid():
            raise ValidationError(dict(form.errors.items()))
        document = receive(given["file"], kind="template", by=request.user)
        made = templating.put_in_place(
            given["area"], given["kind"], document, by=request.user, seen=given["seen"], token=token)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): bytes})
    @action(detail=True, methods=["get"])
    def file(self, request: Request, pk: str | None = None) -> HttpResponseBase:
        """The file as it is given out, or was."""
        return serve(self.get_object().document)

    def perform_act(self, name: str, thing: Any, *, seen: int, note: str) -> None:
        if name != "replace":
            raise PermissionDenied(name)
        templating.withdraw(thing, by=self.request.user, seen=seen)
