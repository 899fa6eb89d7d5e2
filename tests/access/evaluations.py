"""Who may open what about schemes, review days, score sheets and results."""

import uuid
from typing import Any

from tests.access.organizations import act, seen, why
from tests.access.walking import Row
from tests.evaluations.makers import leaves

OFFICE_READS = "200 200 404 404 404 404 404 404 404 302"
STREET_OPENS = "403 200 404 404 404 404 404 404 404 302"
STREET_DOES = "403 302 404 404 404 404 404 404 404 302"
STREET_IS_TOLD = "403 400 404 404 404 404 404 404 404 302"
NOT_NOW = "403 409 404 404 404 404 404 404 404 302"
EVALUATOR_ONLY = "404 404 404 404 404 404 404 200 404 302"
EVALUATOR_DOES = "404 404 404 404 404 404 404 302 404 302"


def marks(sheet: Any) -> dict[str, Any]:
    given = dict(zip([f"m{leaf.id}" for leaf in leaves(sheet.subject.day)], ("8", "8", "80", "80"), strict=True))
    return given | {"saves": sheet.saves, "version": sheet.version, "comment": "好"}


def locking(day: Any) -> dict[str, Any]:
    return {"version": day.version, "confirmed": "1"}


def unseating(panelist: Any) -> dict[str, Any]:
    return {"pk": panelist.day_id, "panelist": panelist.pk}


APP = "evaluations:"
#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row(APP + "schemes", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "scheme-new", "200 200 200 403 403 403 403 403 403 302"),
    Row(APP + "scheme-new", "400 400 400 403 403 403 403 403 403 302", method="POST", data=lambda side: {"name": ""}),
    Row(APP + "scheme", OFFICE_READS, "scheme"),
    Row(APP + "scheme-edit", STREET_OPENS, "scheme_draft"),
    Row(APP + "scheme-edit", NOT_NOW, "scheme"),
    Row(APP + "scheme-edit", STREET_IS_TOLD, "scheme_draft", "POST",
        data=lambda scheme: {"version": scheme.version, "lines-TOTAL_FORMS": 0, "lines-INITIAL_FORMS": 0}),
    Row(APP + "scheme-copy", STREET_DOES, "scheme", "POST", data=lambda scheme: {"token": uuid.uuid4()}),
    Row(APP + "scheme-act", STREET_DOES, "scheme", "POST", args=act("retire"), data=seen),
    Row(APP + "scheme-act", STREET_DOES, "scheme_draft", "POST", args=act("ready"), data=seen),
    Row(APP + "days", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "day-new", "200 200 200 403 403 403 403 403 403 302"),
    Row(APP + "day-new", "400 400 400 403 403 403 403 403 403 302", method="POST", data=lambda side: {"name": ""}),
    Row(APP + "day-detail", OFFICE_READS, "day_planned"),
    Row(APP + "day-detail", OFFICE_READS, "day_scoring"),
    Row(APP + "day-edit", STREET_OPENS, "day_planned"),
    Row(APP + "day-edit", STREET_IS_TOLD, "day_planned", "POST", data=seen),
    Row(APP + "day-edit", NOT_NOW, "day_scoring"),
    Row(APP + "day-subjects", STREET_OPENS, "day_planned"),
    Row(APP + "day-subjects", STREET_DOES, "day_planned", "POST", data=seen),
    Row(APP + "day-panel", STREET_OPENS, "day_planned"),
    Row(APP + "day-panel", STREET_OPENS, "day_planned", query="?q=柿子"),
    Row(APP + "day-panel", STREET_IS_TOLD, "day_planned", "POST", data=seen),
    Row(APP + "day-unseat", STREET_DOES, "panelist", "POST", args=unseating, missing={"panelist": 9_999_999},
        data=lambda panelist: {"version": panelist.day.version},
        gone="403 404 404 404 404 404 404 404 404 302"),
    Row(APP + "day-open", STREET_OPENS, "day_planned"),
    Row(APP + "day-open", NOT_NOW, "day_scoring"),
    Row(APP + "day-act", STREET_DOES, "day_planned", "POST", args=act("open"), data=seen),
    Row(APP + "day-act", STREET_DOES, "day_locked", "POST", args=act("unlock"), data=why),
    Row(APP + "day-act", STREET_DOES, "day_locked", "POST", args=act("confirm"), data=seen),
    Row(APP + "day-act", STREET_DOES, "day_confirmed", "POST", args=act("publish"), data=seen),
    Row(APP + "day-act", NOT_NOW, "day_scoring", "POST", args=act("publish"), data=seen),
    Row(APP + "day-act", "403 403 404 404 404 404 404 404 404 302", "day_signed", "POST", args=act("lock"), data=seen),
    Row(APP + "day-board", OFFICE_READS, "day_scoring"),
    Row(APP + "day-lock", STREET_OPENS, "day_signed"),
    Row(APP + "day-lock", STREET_DOES, "day_signed", "POST", data=locking),
    Row(APP + "day-results", OFFICE_READS, "day_locked"),
    Row(APP + "day-results", "404 404 404 404 404 404 404 404 404 302", "day_scoring", alike=False,
        far="404 404 404 404 404 404 404 404 404 302"),
    Row(APP + "day-workbook", OFFICE_READS, "day_locked"),
    Row(APP + "day-pdf", OFFICE_READS, "day_locked"),
    # The judged organization reads its own result once it is published.
    Row(APP + "subject", OFFICE_READS, "subject_locked"),
    Row(APP + "subject", OFFICE_READS, "subject_confirmed"),
    Row(APP + "subject", "200 200 404 404 200 200 404 404 404 302", "subject_published"),
    Row(APP + "sheets", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "sheet", EVALUATOR_ONLY, "sheet_assigned"),
    Row(APP + "sheet", EVALUATOR_ONLY, "sheet_open"),
    Row(APP + "sheet", EVALUATOR_ONLY, "sheet_signed"),
    Row(APP + "sheet-save", EVALUATOR_DOES, "sheet_open", "POST", data=marks),
    Row(APP + "sheet-sign", EVALUATOR_ONLY, "sheet_scored"),
    Row(APP + "sheet-sign", EVALUATOR_DOES, "sheet_scored", "POST", data=seen),
    Row(APP + "sheet-act", EVALUATOR_DOES, "sheet_assigned", "POST", args=act("declare"), data=seen),
    Row(APP + "sheet-act", EVALUATOR_DOES, "sheet_assigned", "POST", args=act("recuse"), data=why),
    Row(APP + "sheet-act", EVALUATOR_DOES, "sheet_signed", "POST", args=act("reopen"), data=seen),
    Row(APP + "sheet-act", "404 404 404 404 404 404 404 403 404 302", "sheet_open", "POST", args=act("exclude"),
        data=why),
    Row(APP + "sheet-print", EVALUATOR_ONLY, "sheet_open"),
    Row(APP + "sheet-print", "404 404 404 404 404 404 404 404 404 302", "sheet_assigned"),
    # A conflict that came to light is the officer's to record, without seeing the marks.
    Row(APP + "sheet-exclude", STREET_OPENS, "sheet_open"),
    Row(APP + "sheet-exclude", STREET_DOES, "sheet_open", "POST", data=why),
    Row(APP + "public", "200 200 200 200 200 200 200 200 200 200"),
    Row(APP + "public-day", "200 200 200 200 200 200 200 200 200 200", "day_published",
        far="200 200 200 200 200 200 200 200 200 200"),
    Row(APP + "public-day", "404 404 404 404 404 404 404 404 404 404", "day_confirmed",
        far="404 404 404 404 404 404 404 404 404 404"),
]
