"""Who may open what in the back office: one row a model and page of Django's admin."""

from typing import Any

from tests.access.walking import Row

OUT = "302 302 302 302 302 302"  # whoever holds no post is sent to sign in
OFFICE = "200 200 200 200"
KEEPERS = "403 200 200 403"
NOBODY = "403 403 403 403"
THERE = "200 200 302 200"  # officers of the area; elsewhere Django's admin leads back to its index
HERE = "200 200 302 302"  # as THERE, of what is the street's and not the community's

# app_model: (the thing of a side, who lists, who adds, who opens one, who deletes)
MODELS: dict[str, tuple[str, str, str, str, str]] = {
    "organizations_organization": ("organization", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_creditrecord": ("credit", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_annualcampaign": ("campaign", OFFICE, NOBODY, HERE, NOBODY),
    "organizations_annualduty": ("duty", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_filing": ("filing_submitted", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_certificate": ("certificate", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_membership": ("membership", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_officeholder": ("holder", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_pairing": ("pairing", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_coachingvisit": ("visit", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_growthstage": ("stage", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_catalogueround": ("round_open", OFFICE, NOBODY, HERE, NOBODY),
    "organizations_catalogueentry": ("entry_listed", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_catalogueobjection": ("objection", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_hublink": ("hub_link", OFFICE, NOBODY, THERE, NOBODY),
    "organizations_papertemplate": ("template", OFFICE, NOBODY, HERE, NOBODY),
    "organizations_importrun": ("run", OFFICE, NOBODY, "302 200 302 302", NOBODY),
    "projects_project": ("project", OFFICE, NOBODY, HERE, NOBODY),
    "projects_contract": ("contract", OFFICE, NOBODY, HERE, NOBODY),
    "projects_instalment": ("instalment", OFFICE, NOBODY, HERE, NOBODY),
    "projects_activity": ("activity", OFFICE, NOBODY, HERE, NOBODY),
    "projects_spending": ("spending", OFFICE, NOBODY, HERE, NOBODY),
    "projects_moneyreturn": ("money_return", OFFICE, NOBODY, THERE, NOBODY),
    "evaluations_scheme": ("scheme", OFFICE, NOBODY, HERE, NOBODY),
    "evaluations_reviewday": ("day_planned", OFFICE, NOBODY, HERE, NOBODY),
    "evaluations_panelist": ("panelist", OFFICE, NOBODY, HERE, NOBODY),
    "evaluations_subject": ("subject_locked", OFFICE, NOBODY, HERE, NOBODY),
    "evaluations_sheet": ("sheet_open", OFFICE, NOBODY, HERE, NOBODY),
    "accounts_user": ("officer", KEEPERS, KEEPERS, "403 200 302 403", NOBODY),
    "accounts_role": ("officer_role", KEEPERS, KEEPERS, "403 200 302 403", "403 403 302 403"),
    "accounts_area": ("community", KEEPERS, NOBODY, "403 200 302 403", NOBODY),
    "accounts_disclosure": ("disclosure", KEEPERS, NOBODY, "403 200 302 403", NOBODY),
    "notices_letter": ("mail", KEEPERS, NOBODY, "403 200 302 403", NOBODY),
    "rulebook_rule": ("rule", OFFICE, "200 200 200 403", "200 200 200 200", NOBODY),
}
FREE = {"rulebook_rule"}  # the rules are everybody's in the office
# Django looks for the thing first here: who is not shown any is led away, not told 403.
HISTORY = dict.fromkeys(["accounts_user", "accounts_role", "accounts_disclosure", "notices_letter"], "302 200 302 302")


def one(thing: Any) -> dict[str, Any]:
    return {"object_id": thing.pk}


def away(status: str) -> str:
    """What whoever gets `status` for a thing gets where there is none."""
    return status if status == "403" else "302"


def elsewhere(statuses: str) -> str:
    """The other street's thing: the two street officers change places, the community worker is away."""
    district, street, other, worker = statuses.split()
    return f"{district} {other} {street} {away(worker)}"


def page(model: str, name: str, statuses: str, thing: str, *, gone: str = "") -> Row:
    far = statuses if model in FREE else elsewhere(statuses)
    if name == "history" and statuses.endswith("403"):
        far = far.removesuffix("403") + "302"
    gone = gone or " ".join(map(away, statuses.split()))
    return Row(f"admin:{model}_{name}", f"{statuses} {OUT}", thing, args=one, missing={"object_id": 9_999_999},
               far=f"{far} {OUT}", gone=f"{gone} {OUT}")


def rows() -> list[Row]:
    found = []
    for model, (thing, lists, adds, opens, deletes) in MODELS.items():
        found += [
            Row(f"admin:{model}_changelist", f"{lists} {OUT}"),
            Row(f"admin:{model}_add", f"{adds} {OUT}"),
            page(model, "change", opens, thing),
            page(model, "history", HISTORY.get(model, opens), thing, gone="302 302 302 302"),
            page(model, "delete", deletes, thing, gone="403 302 302 403" if "302" in deletes else ""),
        ]
    return found


ROWS = [
    Row("admin:index", f"{OFFICE} {OUT}"),
    Row("admin:data", f"{OFFICE} {OUT}"),
    Row("admin:login", "302 302 302 302 403 403 403 403 403 302"),
    Row("admin:logout", "302 302 302 302 302 302 302 302 302 302"),
    Row("admin:password_change", "302 302 302 302 302 302 302 302 302 302"),
    Row("admin:password_change_done", f"{OFFICE} {OUT}"),
    Row("admin:jsi18n", f"{OFFICE} {OUT}"),
    Row("admin:autocomplete", f"403 403 403 403 {OUT}"),
    Row("admin:view_on_site", f"404 404 404 404 {OUT}", missing={"content_type_id": 9_999_999, "object_id": 1}),
    Row("admin:app_list", f"{OFFICE} {OUT}", missing={"app_label": "projects"}),
    Row("admin:app_list", f"{OFFICE} {OUT}", missing={"app_label": "organizations"}),
    Row("admin:app_list", f"{OFFICE} {OUT}", missing={"app_label": "evaluations"}),
    Row("admin:app_list", f"404 200 200 404 {OUT}", missing={"app_label": "accounts"}),
    Row("admin:second-factor", f"403 200 404 403 {OUT}", "officer", far=f"403 404 200 403 {OUT}",
        gone=f"403 404 404 403 {OUT}"),
    *rows(),
]
