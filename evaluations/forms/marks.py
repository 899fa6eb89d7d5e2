"""Marks as they come from the score page: read leniently, refused in words, nothing lost."""

import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from evaluations.models.marking import NOT_APPLICABLE, Mark, Node, leaves_of

STEP = 50  # hundredths: marks go in halves


def read_marks(posted: Mapping[str, str], tree: Sequence[Node]) -> tuple[dict[int, Mark], dict[int, str]]:
    """Marks by leaf from the fields `m<leaf>` and `na<leaf>`, and what is wrong by leaf.

    A leaf whose field is wrong counts as not answered until it is mended.
    """
    marks: dict[int, Mark] = {}
    faults: dict[int, str] = {}
    for leaf in leaves_of(tree):
        if leaf.may_not_apply and posted.get(f"na{leaf.id}"):
            marks[leaf.id] = NOT_APPLICABLE
            continue
        try:
            marks[leaf.id] = hundredths(posted.get(f"m{leaf.id}", ""), leaf)
        except ValueError as error:
            marks[leaf.id], faults[leaf.id] = None, str(error)
    return marks, faults


def hundredths(typed: object, leaf: Node) -> int | None:
    """`８.5` -> 850; None for nothing. Raises ValueError with what is wrong, in words."""
    text = unicodedata.normalize("NFKC", str(typed)).strip().replace("。", ".").removesuffix("分")
    if not text:
        return None
    try:
        value = Decimal(text)
        within = 0 <= value <= leaf.max_points  # before any reckoning: 1e400000 is typed in a second
    except InvalidOperation:  # no number, or «nan»
        raise ValueError(_("Write a number, for example 8 or 8.5.")) from None
    if not within:
        raise ValueError(_("«%(name)s» is scored from 0 to %(full)s.") % {"name": leaf.name, "full": leaf.max_points})
    if 100 * value % STEP:
        raise ValueError(_("Marks go in halves: 8 or 8.5, not %(typed)s.") % {"typed": text[:10]})
    return int(100 * value)
