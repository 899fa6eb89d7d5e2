"""Results as files: the workbook with ranking, sheets and marks; the printed record."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.models import ReviewDay
from evaluations.models.marking import NOT_APPLICABLE, leaves_of, plant
from evaluations.reports.results import explanation, grade_label, group_label, ranking, two_decimals
from incubator.documents.typesetting import pdf
from incubator.documents.workbooks import Sheet, workbook


def results_workbook(day: ReviewDay) -> bytes:
    """Three sheets: the ranking; every sheet with its total and what became of it; every mark."""
    results = day.results
    shown = ranking(day)
    leaves = leaves_of(plant(results["rule"]["tree"]))
    rank_rows = [
        [one["rank"], one["name"], one["organization_name"], two_decimals(one["total"]), str(grade_label(one["grade"])),
         *[two_decimals(dimension["mean"]) for dimension in one["dimensions"]],
         *[two_decimals(group["mean"]) for group in one["groups"]], one["total"]]
        for one in results["subjects"]]
    sheet_rows, mark_rows = [], []
    dropped = {"highest": _("highest, left out"), "lowest": _("lowest, left out"), "": ""}
    for one in results["subjects"]:
        for group in one["groups"]:
            for sheet in group["sheets"]:
                who = [one["name"], str(group_label(group["kind"])), sheet["name"], sheet["for"]]
                sheet_rows.append([
                    *who, two_decimals(sheet["total"]), dropped[sheet["dropped"]],
                    _("far from the others") if sheet["flagged"] else "", sheet["comment"]])
                mark_rows.append([*who, *[_cell(sheet["marks"].get(str(leaf.id))) for leaf in leaves]])
    who_head = [_("Subject"), _("group"), _("Evaluator"), _("Speaks for")]
    return workbook([
        Sheet(_("Ranking"), [
            _("Rank"), _("Subject"), _("organization"), _("Total"), pgettext("grade", "Grade"), *shown.dimensions,
            *[str(label) for label in shown.groups], _("Exact value")], rank_rows),
        Sheet(_("Score sheets"), [*who_head, _("Total"), _("Left out"), _("Note"), _("comment")], sheet_rows),
        Sheet(_("Marks"), [*who_head, *[leaf.name for leaf in leaves]], mark_rows),
    ])


def _cell(mark: Any) -> Any:
    if mark == NOT_APPLICABLE:
        return pgettext("mark", "N/A")
    return None if mark is None else mark / 100


def results_pdf(day: ReviewDay) -> bytes:
    """The record of the day for the file: ranking, rule and every group's mean, in the office's fonts."""
    shown = ranking(day)
    rule = day.results["rule"]
    facts = [
        [_("review day"), day.name], [_("date"), day.date.isoformat()], [_("place"), day.place or "—"],
        [_("scheme"), rule["scheme"]],
        [_("Weights of the groups"), "　".join(f"{group_label(g['kind'])} {g['weight']}%" for g in rule["groups"])],
        [_("Rule"), explanation(day.results, day.results["subjects"][0]["subject"], named=False).rule_line],
        [_("Computed at"), localtime(datetime.fromisoformat(day.results["at"])).strftime("%Y-%m-%d %H:%M")],
    ]
    head = [
        _("Rank"), _("Subject"), *shown.dimensions, *[str(label) for label in shown.groups], _("Total"),
        pgettext("grade", "Grade")]
    rows = [
        [str(row.rank), f"{row.name}（{row.organization}）" if row.organization else row.name,
         *[mean for _name, mean in [*row.dimensions, *row.groups]], row.total, str(row.grade)] for row in shown.rows]
    return pdf("document", {
        "title": _("Result of %(day)s") % {"day": day.name}, "demo": settings.DEMO_OFFICE, "facts": facts,
        "sections": [
            {"heading": _("Ranking"), "table": {
                "header": head, "rows": rows, "widths": [1, 3, *[1.4] * (len(head) - 3), 1],
                "align": ["right", "left", *["right"] * (len(head) - 3), "left"]}},
            {"heading": _("Signatures"), "facts": [[_("Confirmed by"), ""], [_("Date"), ""]]},
        ],
        "footer": day.name,
    })
