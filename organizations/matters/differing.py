"""What a matter would have the register say otherwise: kept with both values at the hand-in, looked at again at the
grant, so that nothing written in between is lost."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from incubator.sealed import keyed_hashes
from incubator.workflow import Incomplete
from organizations.matters.asking import Question, answer, plain
from organizations.models import NUMBERS, Matter, Organization

Facts = tuple[Question, ...]


def current(organization: Organization, facts: Facts) -> dict[str, Any]:
    """The facts as the register has them, as plain JSON; numbers sealed."""
    return {
        question.name: organization.area_id if question.sort == "area" else getattr(organization, question.name)
        for question in facts}


def before(was: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    """Those of the register's values that would differ, as the snapshot keeps them: numbers masked with their hashes,
    areas by name."""
    found: dict[str, Any] = {}
    for question in facts:
        if question.name in was:
            found |= _told(question, was[question.name])
    return found


def changed(matter: Matter, facts: Facts) -> list[str]:
    """The facts that differed when the matter was handed in.

    Raises Incomplete when the register says something else of one of them since: nobody has looked at that.
    """
    found, since = [question for question in facts if f"was_{question.name}" in matter.facts], moved(matter, facts)
    if overtaken := [str(question.label) for question in found if question.name in since]:
        raise Incomplete(_("The register changed since this was handed in: %(what)s. Return it, to be looked at again.")
                         % {"what": "、".join(overtaken)})
    return [question.name for question in found]


def moved(matter: Matter, facts: Facts) -> set[str]:
    """Those of which the register says something else than at the hand-in, asked otherwise or not."""
    now, found = current(matter.organization, facts), set()
    for question in facts:
        then = "was_" if f"was_{question.name}" in matter.facts else ""
        if any((matter.facts.get(f"{then}{name}") or "") != (value or "")
               for name, value in _told(question, now[question.name]).items()):
            found.add(question.name)
    return found


def asked_otherwise(matter: Matter, facts: Facts) -> dict[str, Any]:
    """As `before`: what the register says of those facts that are answered otherwise."""
    now = current(matter.organization, facts)
    return before({q.name: now[q.name] for q in facts
                   if bare(answer(matter, q.name), q.sort) != bare(now[q.name], q.sort)}, facts)


def bare(value: Any, sort: str = "") -> str:
    """The value of a question of that sort as it is compared; a number in full, no count as none."""
    if sort == "count":
        value = value or 0
    return value.reveal() if hasattr(value, "reveal") else "" if value is None else str(value)


def _told(question: Question, value: Any) -> dict[str, Any]:
    told = {question.name: plain(question, value)}
    return told | {f"{question.name}_hash": keyed_hashes(bare(value))[0]} if question.name in NUMBERS else told
