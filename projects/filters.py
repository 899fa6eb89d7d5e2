"""What the list of projects may be narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from organizations.models import normalized
from projects.models import Project
from projects.reports.choosing import projects_found_by
from projects.rules.duties import CONTRACTOR_GONE, TO_RETURN
from projects.rules.people import decided_by


class ProjectFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Project name or number"), method="by_words")
    status = django_filters.ChoiceFilter(label=_("status"), choices=Project.Status.choices, empty_label=_("All"))
    method = django_filters.ChoiceFilter(
        label=_("method of purchase"), choices=Project.Method.choices, empty_label=_("All"))
    field = django_filters.ChoiceFilter(
        label=_("field of service"), choices=Project.Field.choices, empty_label=_("All"))
    contractor = django_filters.CharFilter(label=_("contractor"), method="by_contractor")
    year = django_filters.NumberFilter(
        label=_("year"), method="by_year", min_value=2020, max_value=2100,
        widget=forms.NumberInput(attrs={"min": 2020, "max": 2100}))
    waiting = django_filters.ChoiceFilter(
        label=_("waits for"), method="by_what_waits", empty_label=_("All"),
        choices=[("pay", _("an instalment to be paid")), ("wind_up", _("winding up: contractor or host gone")),
                 ("return", _("terminated: money to be returned"))])
    organization = django_filters.NumberFilter(
        method="by_organization", min_value=1, max_value=10**15, widget=forms.HiddenInput)

    class Meta:
        model = Project
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.request is None or not self.request.user.is_officer:
            del self.filters["waiting"]  # nothing waits for anybody else

    def by_words(self, projects: QuerySet, _name: str, words: str) -> QuerySet:
        return projects.filter(projects_found_by(words))

    def by_contractor(self, projects: QuerySet, _name: str, words: str) -> QuerySet:
        """By name, pinyin or initials."""
        plain = normalized(words)
        spelled = Q(contractor__pinyin__contains=plain) if plain.isascii() else Q(pk__in=[])
        return projects.filter(Q(contractor__normalized_name__contains=plain) | spelled)

    def by_organization(self, projects: QuerySet, _name: str, pk: int) -> QuerySet:
        """Whichever part it has in them; its page leads here."""
        return projects.filter(Q(contractor=pk) | Q(host=pk))

    def by_what_waits(self, projects: QuerySet, _name: str, what: str) -> QuerySet:
        """What waits for the officer who asks, as their to-do list counts it."""
        ours = projects.filter(decided_by(self.request.user))
        if what == "pay":
            return ours.with_payable()
        return ours.filter(CONTRACTOR_GONE if what == "wind_up" else TO_RETURN)

    def by_year(self, projects: QuerySet, _name: str, year: int) -> QuerySet:
        """Projects that run in that year, if only for a day."""
        return projects.filter(starts_on__year__lte=year, ends_on__year__gte=year)
