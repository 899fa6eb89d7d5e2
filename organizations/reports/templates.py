"""The templates of papers as rows: what a street gives out for each, and what it gave out before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime

from incubator.accounts.models import Area
from organizations.models import Material, PaperTemplate


@dataclass(frozen=True)
class TemplateRow:
    label: str
    own: str  # the file's name; empty: the house's
    since: str
    href: str
    example_href: str
    keep_href: str


@dataclass(frozen=True)
class StreetRows:
    street: str
    rows: list[TemplateRow]


def template_rows(streets: Iterable[Area], *, keeps: set[str]) -> list[StreetRows]:
    """Every paper of every street in one query; `keeps` are the codes of the streets whose templates one keeps."""
    streets = list(streets)
    used = PaperTemplate.objects.in_use().filter(area__in=streets).select_related("document")
    own = {(template.area_id, template.kind): template for template in used}
    return [StreetRows(street.name, [
        _row(street, kind, str(label), own.get((street.pk, kind)), keeps=street.code in keeps)
        for kind, label in Material.Kind.choices]) for street in streets]


def _row(street: Area, kind: str, label: str, own: PaperTemplate | None, *, keeps: bool) -> TemplateRow:
    return TemplateRow(
        label, own.document.name if own else "", since(own) if own else "",
        f"{reverse('organizations:template', args=[kind])}?street={street.code}",
        reverse("organizations:template-example", args=[kind]),
        reverse("organizations:template-own", args=[street.code, kind]) if keeps else "")


def since(template: PaperTemplate) -> str:
    return localtime(template.document.at).strftime("%Y-%m-%d")
