"""The facts a filing asks for: where each is asked, and how they are kept at a submit."""

from collections.abc import Callable
from typing import Any

from incubator.accounts.entering import clean_phone
from incubator.accounts.models import phone_validator
from incubator.accounts.validators import identity_validator
from incubator.masking import is_masked
from incubator.values import in_words
from organizations.matters import asking
from organizations.matters.asking import about
from organizations.models import Filing, Material, Organization

STEPS: dict[str, tuple[str, ...]] = {
    "basics": ("name", "area", "category", "purpose", "venue"),
    "people": (
        "responsible_person", "identity_no", "phone", "member_count", "party_member_count", "has_party_branch",
    ),
    "materials": (Material.Kind.CHARTER.value, Material.Kind.VENUE.value, Material.Kind.ROSTER.value),
}
FACTS = STEPS["basics"] + STEPS["people"]
QUESTIONS = tuple(about(name) for name in FACTS)
CHECKS: dict[str, Callable[[str], Any]] = {"identity_no": identity_validator, "phone": phone_validator}


def step_of(name: str) -> str:
    """The page on which a fact or paper is asked for."""
    return next(step for step, names in STEPS.items() if name in names)


def label_of(name: str) -> str:
    """What people call the fact or paper, in the language of the moment."""
    return asking.label_of(QUESTIONS, name)


def personal(thing: Any, name: str, typed: str) -> Any:
    """What was typed as `identity_no` or `phone` of the thing; the mask shown before means «leave as it is».

    Raises ValidationError in words.
    """
    kept, number = getattr(thing, name, ""), clean_phone(typed).upper()
    if is_masked(number) and number == str(kept):
        return kept
    if number:
        CHECKS[name](number)
    return number


def snapshot(filing: Filing) -> dict[str, Any]:
    """The facts and papers as they stand: plain JSON, personal numbers masked (their keyed hashes tell changes)."""
    organization = filing.organization
    facts: dict[str, Any] = {name: getattr(organization, name) for name in FACTS}
    facts |= {
        "area": organization.area.name,
        "identity_no": str(organization.identity_no or ""),
        "phone": str(organization.phone or ""),
        "identity_hash": organization.identity_hash,
        "phone_hash": organization.phone_hash,
    }
    for material in filing.materials.all():
        facts[material.kind] = material.document.name
        facts[f"{material.kind}_hash"] = material.document.sha256
    return facts


def shown(name: str, value: Any) -> str:
    """One fact of a snapshot as people read it; nothing answered is an empty text."""
    return str(value or "") if name in STEPS["materials"] else in_words(Organization._meta.get_field(name), value)
