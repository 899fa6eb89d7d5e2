"""What the register may be narrowed by: a name in characters or pinyin, community, type, class, standing."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from organizations.models import Organization, normalized
from organizations.models.organizations import OrganizationQuerySet

ALL = _("All")


def communities(request: Any) -> Any:
    """The communities this person may narrow the register to."""
    if request is None or not request.user.is_officer:
        return Area.objects.none()
    return Area.objects.visible_to(request.user).filter(level=Area.Level.COMMUNITY)


class OrganizationFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(
        label=_("Name, pinyin or code"), method="named", widget=forms.TextInput(attrs={"type": "search"}))
    area = django_filters.ModelChoiceFilter(label=_("community"), queryset=communities, empty_label=ALL)
    org_type = django_filters.ChoiceFilter(
        label=_("organization type"), choices=Organization.Type.choices, empty_label=ALL)
    category = django_filters.ChoiceFilter(label=_("class"), choices=Organization.Category.choices, empty_label=ALL)
    status = django_filters.ChoiceFilter(label=_("standing"), choices=Organization.Status.choices, empty_label=ALL)

    class Meta:
        model = Organization
        fields = ["name", "area", "org_type", "category", "status"]

    def named(self, organizations: OrganizationQuerySet, name: str, typed: str) -> OrganizationQuerySet:
        """Part of the name however written, its pinyin or initials, or its whole code or filing number."""
        plain = normalized(typed)
        if not plain:
            return organizations
        spelled = Q(pinyin__contains=plain) if plain.isascii() else Q()
        code = typed.strip().upper()
        return organizations.filter(
            Q(normalized_name__contains=plain) | spelled | Q(uscc=code) | Q(filing_no=code)
        ) if spelled else organizations.filter(normalized_name__contains=plain)
