"""Keeping the filter of a list under a name, and finding the own ones above the list again."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from incubator.accounts.models import SavedFilter, User
from incubator.accounts.validators import identity_validator
from incubator.masking import mask_text

MOST = 30  # of one person on one list
FILING_NUMBER = re.compile(r"(\d{6})(\W?)(\d{3})(\W?)(20\d\d)(\W?)([1-5])(\W?)(\d{4})", re.ASCII)  # domain.md §2.3
PASSING = ("page", "after", "token", "csrfmiddlewaretoken")  # says where one stands in the list, not what it shows


class NameTaken(Exception):
    """The person keeps another filter under this name already."""


@dataclass(frozen=True)
class Kept:
    """One saved filter above its list."""

    pk: int
    name: str
    href: str
    current: bool


@dataclass(frozen=True)
class Shelf:
    """The saved filters of one list, and the filter that could be saved now (empty: the list is not narrowed)."""

    page: str
    query: str
    rows: list[Kept]


def cleaned(query: str) -> str:
    """The part of an address that narrows the list: no page number, no tokens, in one order."""
    given = QueryDict(query, mutable=True)
    for name in PASSING:
        given.pop(name, None)
    pairs = [(name, value) for name, values in sorted(given.lists()) for value in values]
    kept = QueryDict(mutable=True)
    for name, value in pairs:
        kept.appendlist(name, value)
    return kept.urlencode()


def shelf(user: User, page: str, query: str) -> Shelf:
    """The person's own filters of the list, by name; `query` is the address as it stands."""
    here, now = reverse(page), cleaned(query)
    return Shelf(page, now, [
        Kept(row.pk, row.name, f"{here}?{row.query}", row.query == now)
        for row in SavedFilter.objects.visible_to(user).filter(page=page).order_by("name")])


def save(user: User, page: str, name: str, query: str, *, replacing: bool = False) -> SavedFilter:
    """Keep it. Raises NameTaken where the name says something else by now, ValidationError where it cannot be kept."""
    name, query = name.strip(), cleaned(query)
    kept = SavedFilter(user=user, page=list_of(page), name=name, query=query)
    kept.full_clean(validate_constraints=False)
    if any(_personal(value) for _name, values in QueryDict(query).lists() for value in values):
        raise ValidationError(_("A filter with a personal number in it is not kept."))
    mine = SavedFilter.objects.visible_to(user).filter(page=page)
    try:
        with transaction.atomic():
            twin = mine.select_for_update(no_key=True).filter(name=name).first()
            if twin is not None:
                return _replaced(twin, query, replacing=replacing)
            if mine.count() >= MOST:
                raise ValidationError(_("You keep %(most)s filters on this list already; delete one first.") % {
                    "most": MOST})
            kept.save()
    except IntegrityError:  # the same form sent twice at once
        return _replaced(mine.get(name=name), query, replacing=replacing)
    return kept


def _personal(value: str) -> bool:
    """Whether a personal number stands in it, however a search would take it: full width, with blanks or dashes."""
    written = unicodedata.normalize("NFKC", value).strip()
    folded = "".join(c for c in written if c.isalnum())
    return not _filing_number(written) and (mask_text(value) != value or mask_text(folded) != folded)


def _filing_number(written: str) -> bool:
    """Whether it is the whole number of a filing, which may look like somebody born in 1802 to 2092.

    Told by its groups; where it is written in one by its last digit, which fits in every identity number.
    """
    found = FILING_NUMBER.fullmatch(written)
    if not found:
        return False
    between = found.group(2, 4, 6, 8)
    if any(between):
        return all(between)
    try:
        identity_validator("".join(found.group(1, 3, 5, 7, 9)))
    except ValidationError:
        return True
    return False


def _replaced(twin: SavedFilter, query: str, *, replacing: bool) -> SavedFilter:
    if twin.query != query:
        if not replacing:
            raise NameTaken(twin.name)
        twin.query = query
        twin.save(update_fields=["query"])
    return twin


def list_of(page: str) -> str:
    """The URL name of a list there is. Raises ValidationError for anything else."""
    try:
        reverse(page)
    except NoReverseMatch:
        raise ValidationError(_("The form was incomplete. Please open the page again.")) from None
    return page
