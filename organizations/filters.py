"""What the register may be narrowed by: words that name it, its head or phone; place, type, class, standing, credit."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area
from incubator.sealed import SealedTail, keyed_hashes
from incubator.workdays import today
from organizations.models import CreditRecord, Organization, normalized, unspaced
from organizations.models.finding import HoldsPairs
from organizations.models.organizations import OrganizationQuerySet

ALL = _("All")
PHONE_TAIL = SealedTail.length


def communities(request: Any) -> Any:
    """The communities this person may narrow the register to."""
    if request is None or not request.user.is_officer:
        return Area.objects.none()
    return Area.objects.visible_to(request.user).filter(level=Area.Level.COMMUNITY)


class OrganizationFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(
        label=_("Name, pinyin, code, person or phone"), method="named",
        widget=forms.TextInput(attrs={"type": "search"}))
    area = django_filters.ModelChoiceFilter(label=_("community"), queryset=communities, empty_label=ALL)
    org_type = django_filters.ChoiceFilter(
        label=_("organization type"), choices=Organization.Type.choices, empty_label=ALL)
    category = django_filters.ChoiceFilter(label=_("class"), choices=Organization.Category.choices, empty_label=ALL)
    status = django_filters.ChoiceFilter(label=_("standing"), choices=Organization.Status.choices, empty_label=ALL)
    credit = django_filters.ChoiceFilter(
        label=_("Credit"), choices=CreditRecord.Kind.choices, method="credited", empty_label=ALL)

    class Meta:
        model = Organization
        fields = ["name", "area", "org_type", "category", "status", "credit"]

    def credited(self, organizations: OrganizationQuerySet, name: str, kind: str) -> OrganizationQuerySet:
        """Those of whom a record of this kind stands today."""
        records = CreditRecord.objects.standing(on=today()).filter(kind=kind)
        return organizations.filter(pk__in=records.values("organization"))

    def named(self, organizations: OrganizationQuerySet, name: str, typed: str) -> OrganizationQuerySet:
        """Part of the name or of its head's, however written; pinyin or initials, code or number, a phone."""
        plain = normalized(typed)
        if not plain:  # signs alone narrow nothing
            return organizations
        named = Q(normalized_name__contains=plain) | Q(normalized_head__contains=plain)
        if plain.isascii():
            named |= Q(pinyin__contains=plain)
        found = named & Q(HoldsPairs(plain))
        if plain.isascii():
            found |= Q(uscc=plain.upper()) | Q(filing_no=unspaced(typed))
        if plain.isdigit() and len(plain) == PHONE_TAIL:
            found |= Q(phone_tail=plain)
        elif plain.isdigit():
            found |= Q(phone_hash__in=keyed_hashes(plain))
        return organizations.filter(found)
