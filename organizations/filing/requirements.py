"""What a filing must have before it is handed in, and what the office should look at: rules as data."""

from datetime import date
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from incubator.accounts.models import within
from incubator.rulebook.models import rule
from incubator.workdays import add_workdays
from organizations.filing.facts import STEPS, label_of
from organizations.models import Filing, Organization, normalized

ALIKE = 0.8  # share of equal characters from which two names are worth a second look
SHOWN_ALIKE = 5


def shortcomings(filing: Filing, *, on: date) -> dict[str, list[str]]:
    """Everything the filing lacks, by fact or paper, in words; empty when it may be handed in."""
    organization = filing.organization
    area = organization.area.code
    found: dict[str, list[str]] = {}
    papers = {material.kind for material in filing.materials.all()}
    required = {*rule("filing-form-requires", area=area, on=on), *rule("filing-requires", area=area, on=on)}
    for name in [name for names in STEPS.values() for name in names if name in required]:
        answered = name in papers if name in STEPS["materials"] else getattr(organization, name) not in ("", None)
        if not answered:
            found[name] = [_("%(what)s is missing.") % {"what": label_of(name)}]
    least = rule("filing-min-members", area=area, on=on)
    if organization.member_count is not None and organization.member_count < least:
        found["member_count"] = [
            _("A filing needs at least %(least)s members; %(given)s are given.")
            % {"least": least, "given": organization.member_count}
        ]
    if more_party_members(organization.member_count, organization.party_member_count):
        found["party_member_count"] = [too_many_party_members()]
    if taken_name(organization.name, apart_from=organization.pk):
        found["name"] = [name_is_taken()]
    return found


def more_party_members(members: int | None, party: int | None) -> bool:
    return members is not None and (party or 0) > members


def too_many_party_members() -> str:
    return _("There cannot be more party members than members.")


def taken_name(name: str, *, apart_from: int | None = None) -> bool:
    """True when an organization on record bears this name, written this way or another."""
    return Organization.objects.on_record().filter(normalized_name=normalized(name)).exclude(pk=apart_from).exists()


def name_is_taken() -> str:
    return _(
        "An organization of this name is on record already. Choose another name; if it is yours, ask its "
        "administrator or the street office for an invitation."
    )


def similar_names(organization: Organization) -> list[str]:
    """Names on record in the same street that are easily taken for this one, the nearest first."""
    own = organization.normalized_name
    others = Organization.objects.on_record().filter(
        within("area__code", [organization.area.street_code])
    ).exclude(pk=organization.pk).values_list("name", "normalized_name")
    scored = [(_likeness(own, other), name) for name, other in others]
    return [name for likeness, name in sorted(scored, reverse=True) if likeness >= ALIKE][:SHOWN_ALIKE]


def _likeness(one: str, other: str) -> float:
    if min(len(one), len(other)) > 3 and (one in other or other in one):
        return 1.0
    matcher = SequenceMatcher(None, one, other)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE else 0.0


def answer_due(filing: Filing, *, submitted: date) -> date:
    """The last day of the office's promise to answer."""
    area = filing.organization.area.code
    return add_workdays(submitted, rule("filing-answer-workdays", area=area, on=submitted))
