"""The value of a rule in words for a reader: codes by their names, fen as yuan."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from incubator.money import yuan

# What stands in the values of the rules as a code; the storeys above use the same codes for their own words.
CODES: dict[str, Any] = {
    "outline": pgettext_lazy("rule", "number"), "stage": pgettext_lazy("rule", "stage"),
    "responsible_person": pgettext_lazy("rule", "responsible person"), "charter": pgettext_lazy("rule", "charter"),
    "new_charter": pgettext_lazy("rule", "revised charter"),
    "venue": pgettext_lazy("rule", "venue"), "name": pgettext_lazy("rule", "name"),
    "area": pgettext_lazy("rule", "community"), "category": pgettext_lazy("rule", "class"),
    "purpose": pgettext_lazy("rule", "purpose and scope"), "identity_no": pgettext_lazy("rule", "identity number"),
    "phone": pgettext_lazy("rule", "contact phone"), "member_count": pgettext_lazy("rule", "members"),
    "party_member_count": pgettext_lazy("rule", "party members"),
    "has_party_branch": pgettext_lazy("rule", "party organization"), "remark": pgettext_lazy("rule", "remark"),
    "has_charter": pgettext_lazy("rule", "has a charter"),
    "resident_group": pgettext_lazy("rule", "resident group"),
    "courtyard_group": pgettext_lazy("rule", "courtyard group"), "association": pgettext_lazy("rule", "association"),
    "service_agency": pgettext_lazy("rule", "service agency"), "foundation": pgettext_lazy("rule", "foundation"),
    "filed": pgettext_lazy("rule", "filed community organization"),
    "social_enterprise": pgettext_lazy("rule", "social enterprise"),
    "venture_grant": pgettext_lazy("rule", "venture grant"),
    "direct_commission": pgettext_lazy("rule", "direct commission"),
    "procurement": pgettext_lazy("rule", "government procurement"), "filing": pgettext_lazy("rule", "filing"),
    "promotion": pgettext_lazy("rule", "filing of a listed group"),
    "registration": pgettext_lazy("rule", "opinion on a registration"),
    "change": pgettext_lazy("rule", "change of recorded facts"),
    "cancellation": pgettext_lazy("rule", "cancellation"), "annual": pgettext_lazy("rule", "annual report"),
    "rectification": pgettext_lazy("rule", "rectification report"),
    "catalogue": pgettext_lazy("rule", "entry in the catalogue"),
    "reissue": pgettext_lazy("rule", "certificate anew"), "lost": pgettext_lazy("rule", "lost"),
    "damaged": pgettext_lazy("rule", "damaged"), "run_out": pgettext_lazy("rule", "run out"),
    "none_yet": pgettext_lazy("rule", "none yet"),
    "loss_statement": pgettext_lazy("rule", "declaration of the loss"),
    "accept": pgettext_lazy("rule", "accept for examination"), "review": pgettext_lazy("rule", "examine"),
    "return": pgettext_lazy("rule", "send back"), "refuse": pgettext_lazy("rule", "refuse"),
    "remind": pgettext_lazy("rule", "remind"), "kinds": pgettext_lazy("rule", "by kind of matter"),
    "resolution": pgettext_lazy("rule", "resolution"),
    "appointment": pgettext_lazy("rule", "appointment"), "venue_proof": pgettext_lazy("rule", "proof of the venue"),
    "liquidation": pgettext_lazy("rule", "liquidation report"), "application": pgettext_lazy("rule", "application"),
    "roster": pgettext_lazy("rule", "roster of members"), "capital": pgettext_lazy("rule", "proof of the capital"),
    "finance_report": pgettext_lazy("rule", "financial report"), "evidence": pgettext_lazy("rule", "evidence"),
    "staff_list": pgettext_lazy("rule", "list of staff"), "tax_record": pgettext_lazy("rule", "record of taxes"),
    "month": pgettext_lazy("rule", "month"), "day": pgettext_lazy("rule", "day"),
    "here": pgettext_lazy("rule", "to the street"), "elsewhere": pgettext_lazy("rule", "to another authority"),
    "none": pgettext_lazy("rule", "says nothing"), "no": pgettext_lazy("rule", "not needed"),
    "warn": pgettext_lazy("rule", "warns"), "bar": pgettext_lazy("rule", "bars"),
    "liability": pgettext_lazy("rule", "independent liability"), "governance": pgettext_lazy("rule", "governance"),
    "staff": pgettext_lazy("rule", "staff"), "taxes": pgettext_lazy("rule", "taxes and insurance"),
    "annual_report": pgettext_lazy("rule", "annual report in order"),
    "lists": pgettext_lazy("rule", "lists of civil affairs"), "faults": pgettext_lazy("rule", "grave faults"),
    "performance": pgettext_lazy("rule", "past performance"), "weight": pgettext_lazy("rule", "weight"),
    "source": pgettext_lazy("rule", "source"), "hard": pgettext_lazy("rule", "must be met"),
    "soft": pgettext_lazy("rule", "needs a reason if not met"), "off": pgettext_lazy("rule", "not used"),
    "count": pgettext_lazy("rule", "length"), "unit": pgettext_lazy("rule", "unit"),
    "workdays": pgettext_lazy("rule", "working days"), "days": pgettext_lazy("rule", "calendar days"),
    "about": pgettext_lazy("rule", "what it means"),
    "seed": pgettext_lazy("rule", "starting"), "admitted": pgettext_lazy("rule", "admitted"),
    "growing": pgettext_lazy("rule", "growing"), "graduated": pgettext_lazy("rule", "graduated"),
    "leading": pgettext_lazy("rule", "leading"), "left": pgettext_lazy("rule", "left"),
    "percent": pgettext_lazy("rule", "percent"), "trigger": pgettext_lazy("rule", "when paid"),
    "report_number": pgettext_lazy("rule", "number of the report"),
    "report_accepted": pgettext_lazy("rule", "report accepted"), "agreement": pgettext_lazy("rule", "once signed"),
    "midterm_pass": pgettext_lazy("rule", "midterm passed"),
    "acceptance": pgettext_lazy("rule", "accepted"), "peer": pgettext_lazy("rule", "peers"),
    "expert": pgettext_lazy("rule", "experts"), "resident": pgettext_lazy("rule", "residents"),
    "org_building": pgettext_lazy("rule", "organization building"),
    "mgmt_service": pgettext_lazy("rule", "management and service"),
    "work_performance": pgettext_lazy("rule", "performance of the work"),
    "max_points": pgettext_lazy("rule", "most points"), "guidance": pgettext_lazy("rule", "how to score"),
    "may_not_apply": pgettext_lazy("rule", "may not apply"), "grade": pgettext_lazy("rule", "grade"),
    "from": pgettext_lazy("rule", "from points"), "excellent": pgettext_lazy("rule", "excellent"),
    "good": pgettext_lazy("rule", "good"), "fair": pgettext_lazy("rule", "fair"),
    "poor": pgettext_lazy("rule", "poor"),
}


ORDER = {code: place for place, code in enumerate(CODES)}


def value_in_words(key: str, value: Any) -> str:
    """One line; a code nobody has named stays as it is."""
    if key.endswith("-fen") and isinstance(value, int):
        return _("%(yuan)s yuan") % {"yuan": yuan(value)}
    if key.endswith("reminder-days"):
        return _("%(days)s days before the day itself") % {"days": "、".join(str(-days) for days in value) or "—"}
    return _told(value)


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):  # in the order of the codes above: PostgreSQL keeps keys in one of its own
        return _(", ").join(
            _("%(name)s: %(value)s") % {"name": word(name), "value": _told(value[name])}
            for name in sorted(value, key=lambda name: ORDER.get(name, len(ORDER))))
    if isinstance(value, list):
        nested = any(isinstance(one, dict) for one in value)
        return (_("; ") if nested else "、").join(_told(one) for one in value) or "—"
    return word(value)


def word(value: Any) -> str:
    """What the office calls a code; anything else as it is."""
    return str(CODES.get(value, value))
