"""What may stand in the value of a rule: the codes to choose from, and the names beside the ones so far."""

FACTS = (
    "name", "area", "category", "purpose", "responsible_person", "identity_no", "phone", "venue", "member_count",
    "party_member_count", "has_party_branch")
PAPERS = (
    "application", "charter", "venue_proof", "roster", "capital", "resolution", "appointment", "liquidation",
    "finance_report", "evidence", "staff_list", "tax_record", "loss_statement")
OF_A_GROUP = ("responsible_person", "phone", "venue", "purpose", "member_count")
TYPES = ("resident_group", "courtyard_group", "filed", "association", "service_agency", "foundation",
         "social_enterprise")
STEPS = ("review", "return", "refuse", "remind")
KINDS = ("filing", "promotion", "registration", "change", "cancellation", "annual", "rectification", "catalogue",
         "reissue")

# By the rule, or by the name of the part of its value.
CHOICES: dict[str, tuple[str, ...]] = {
    "filing-requires": (*FACTS, "charter", "venue_proof", "roster"),
    "filing-form-requires": FACTS,
    "listing-requires": OF_A_GROUP,
    "filing-methods": ("venture_grant", "direct_commission"),
    "matter-chain": ("accept", "review"),
    "annual-report-bars": ("none", "warn", "bar"),
    "annual-report-types": ("here", "elsewhere"),
    "purchase-needs-catalogue": ("no", "warn", "bar"),
    "weight": ("hard", "soft", "off"),
    "unit": ("workdays", "days"),
    "trigger": ("agreement", "report_accepted", "midterm_pass", "acceptance"),
    "grade": ("excellent", "good", "fair", "poor"),
    "stage": ("seed", "admitted", "growing", "graduated", "leading", "left"),
}
NAMES: dict[str, tuple[str, ...]] = {
    "change-papers": (*FACTS, "remark", "new_charter"), "paper-valid-months": PAPERS, "matter-chain": KINDS,
    "annual-report-types": TYPES, "kinds": KINDS, "instalment-split": ("report_number",),
    **dict.fromkeys(KINDS, STEPS),
}
EXAMPLES = {"report_number": 1}  # how such a name is written where it is not written as those beside it
# Of these the countrywide value counts for what a street's own leaves out.
COMPLETED = {"matter-chain", "catalogue-conditions"}


def choices(key: str, part: str = "") -> tuple[str, ...]:
    """The codes one of which, or some of which, may be chosen in the rule or in that part of it; none: free words."""
    if key.endswith("-papers"):
        return PAPERS
    return CHOICES.get(part) or CHOICES.get(key, ())


def names(key: str, part: str = "") -> tuple[str, ...]:
    """The names that may stand in the rule, or in that part of it, beside the ones that stand there so far."""
    return NAMES.get(part) or (() if part else NAMES.get(key, ()))
