"""Local rules as data: thresholds, weights, deadlines, instalment splits; dated, with their source."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from incubator.rulebook.naming import name_of

AREA_CODES = (0, 6, 9, 12, 15)  # digits of the code of an area and of those it lies in


class RuleQuerySet(models.QuerySet):
    """Rows by where and when they count."""

    def near(self, area: str) -> "RuleQuerySet":
        """Of the area and of those it lies in."""
        return self.filter(area_code__in={area[:digits] for digits in AREA_CODES})

    def in_force(self, on: date | OuterRef) -> "RuleQuerySet":
        return self.filter(Q(effective_to=None) | Q(effective_to__gt=on), effective_from__lte=on)

    def nearest_first(self) -> "RuleQuerySet":
        """The nearest area's rule wins, then the latest start."""
        return self.order_by(Length("area_code").desc(), "-effective_from")


class Rule(models.Model):
    """The value of one rule in an area (blank: everywhere) from a day on (to a day, exclusive, or for good)."""

    key = models.SlugField(_("rule"), max_length=60)  # e.g. filing-min-members
    area_code = models.CharField(_("area code"), max_length=15, blank=True)
    value = models.JSONField(_("value"))
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ("key", "area_code", "effective_from")
        verbose_name, verbose_name_plural = _("rule"), _("rules")
        constraints = [
            models.UniqueConstraint(fields=["key", "area_code", "effective_from"], name="one_rule_per_start"),
            models.CheckConstraint(
                condition=Q(area_code__regex=r"^(\d{6}|\d{9}|\d{12}|\d{15})?$"), name="rule_area_is_a_code_of_the_tree",
                violation_error_message=_("District 6, street 9, community 12, grid 15 digits."),
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gt=F("effective_from")),
                name="rule_ends_after_it_starts",
                violation_error_message=_("A rule ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{name_of(self.key)} · {self.effective_from}"


def rule(key: str, *, area: str, on: date) -> Any:
    """The value in force for an area code on a day: the nearest area's rule wins, then the latest start.

    Raises Rule.DoesNotExist when there is none (every key has a countrywide default from the first migration).
    """
    return nearest(in_force(key, on=on), key, area=area, on=on).value


def rule_within(key: str, *, area: str, on: date | OuterRef) -> Subquery:
    """The same choice within another query, for each of its rows: `area` is the look-up path to the area's code; the
    day may be one of the row (`OuterRef`)."""
    code = ExpressionWrapper(OuterRef(area), output_field=models.CharField())
    near = in_force(key, on=on).alias(asked=code).filter(asked__startswith=F("area_code"))
    return Subquery(near.nearest_first().values("value")[:1])


def in_force(key: str, *, on: date | OuterRef) -> RuleQuerySet:
    """The rules of that day, of all areas: `nearest` chooses among them."""
    return Rule.objects.filter(key=key).in_force(on)


def last_set(key: str, *, area: str, on: date) -> Rule | None:
    """What was decided last for the area, in force or still to come; what is over on that day does not count."""
    kept = Rule.objects.filter(Q(effective_to=None) | Q(effective_to__gt=on), key=key).near(area)
    return kept.nearest_first().first()


def nearest(rules: Iterable[Rule], key: str, *, area: str, on: date) -> Rule:
    """The same choice among rules fetched before: for work over many areas and days in one query."""
    near = [
        r for r in rules if r.key == key and area.startswith(r.area_code) and r.effective_from <= on
        and (r.effective_to is None or r.effective_to > on)
    ]
    if not near:
        raise Rule.DoesNotExist(key)
    return max(near, key=lambda r: (len(r.area_code), r.effective_from))
