"""Listed groups for machines: what a community or street puts on the register directly."""

from typing import Any

from rest_framework import serializers

from incubator.accounts.models import Area
from organizations.forms.listing import ListingForm
from organizations.models import Organization


class ListedGroupSerializer(serializers.ModelSerializer):
    """A loose group; the form of the page judges it. The same `token` sent again gives the first one's group."""

    area = serializers.SlugRelatedField("code", queryset=Area.objects.all())
    org_type = serializers.ChoiceField([(one.value, one.label) for one in Organization.LISTED_TYPES])
    phone = serializers.CharField(required=False, allow_blank=True, max_length=30)
    token = serializers.UUIDField(required=False, help_text="Sent again, it gives the first one's group.")
    alike = serializers.BooleanField(
        required=False, default=False, help_text="It is another group than those whose names are much like its own.")

    class Meta:
        model = Organization
        fields = [*ListingForm.Meta.fields, "token", "alike"]
        extra_kwargs = {name: {"required": False} for name in ("responsible_person", "party_member_count")}
        validators: list[Any] = []  # the form asks, in the same words as on the page
