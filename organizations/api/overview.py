"""What stands on the pages of one organization, for machines: a paper the office holds, a line of the timeline."""

from rest_framework import serializers

from organizations.reports.outcomes import outcome_of
from organizations.reports.timeline import Event


class HeldPaperSerializer(serializers.Serializer):
    """A paper the office holds; `href` gives the file, or the page of its thing, or nothing."""

    kind = serializers.CharField()
    name = serializers.CharField()
    about = serializers.CharField()
    came_on = serializers.DateField(allow_null=True)
    current = serializers.BooleanField()
    href = serializers.CharField()


class EventSerializer(serializers.Serializer):
    """A line of the timeline; `differences` tells before and after of what changed, numbers masked; `outcome` what came
    of a matter, where the step gave it (of an annual report: qualified, basically_qualified, unqualified)."""

    group = serializers.CharField()
    about = serializers.CharField()
    action = serializers.CharField(source="change.action")
    by_name = serializers.CharField(source="change.by_name")
    note = serializers.CharField(source="change.note")
    at = serializers.DateTimeField(source="change.at")
    outcome = serializers.SerializerMethodField()
    differences = serializers.JSONField(source="change.fields")

    def get_outcome(self, event: Event) -> str:
        return outcome_of(event.change)
