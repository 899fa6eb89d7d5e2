"""Who may open what about projects, contracts, the work on them and the reports about them."""

import uuid
from decimal import Decimal
from typing import Any

from incubator.workdays import today
from tests.access.organizations import act, seen, why
from tests.access.walking import Row
from tests.documents.corpus import pdf, upload

# What the street buys is not a community worker's to read; what is bought for the community is.
SEEN_BY_ALL = "200 200 404 404 200 200 404 404 404 302"
OFFICE_READS = "200 200 404 404 404 404 404 404 404 302"  # a draft project is the office's
STREET_ACTS = "403 200 404 404 403 403 404 404 404 302"
STREET_DOES = "403 302 404 404 403 403 404 404 404 302"
MEMBERS_WRITE = "403 403 404 404 200 403 404 404 404 302"
MEMBERS_DO = "403 403 404 404 302 403 404 404 404 302"


def activity(project: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "date": today(), "place": "桥西之家", "content": "探访", "sessions": 1,
            "person_times": 3, "beneficiaries": 2, "hours": Decimal("1.5"), "volunteers": 1}


def spending(project: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "line": project.budget_lines.first().pk, "date": today(), "amount_fen": "1.00",
            "payee": "某店", "purpose": "物资", "voucher_no": "P-77", "file": upload("凭证.pdf", pdf())}


def signing(contract: Any) -> dict[str, Any]:
    return {"version": contract.version, "signed_on": today()}


def paying(instalment: Any) -> dict[str, Any]:
    return {"version": instalment.version, "paid_on": today()}


def returning(project: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "amount_fen": "1.00", "returned_on": today(), "receipt_no": "R-77"}


def narrative(report: Any) -> dict[str, Any]:
    return {"version": report.version, "results": "探访 12 次", "problems": "", "next_plan": ""}


def rows_of(prefix: str) -> Any:
    """A sheet posted empty: every fault is told, nothing is kept."""
    return lambda thing: {
        "save": "1", "version": getattr(thing, "version", 0), **{
            f"{name}-{count}": 0 for name in prefix.split() for count in ("TOTAL_FORMS", "INITIAL_FORMS")}}


APP = "projects:"
#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row(APP + "projects", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "projects-export", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "project-new", "200 200 200 403 403 403 403 403 403 302"),
    Row(APP + "project-new", "400 400 400 403 403 403 403 403 403 302", method="POST", data=rows_of("lines targets")),
    Row(APP + "project", SEEN_BY_ALL, "project"),
    Row(APP + "project", SEEN_BY_ALL, "project_approved"),
    Row(APP + "project", OFFICE_READS, "project_draft"),
    Row(APP + "project", "200 200 404 200 200 200 404 404 404 302", "project_of_community"),
    Row(APP + "project-act", "403 302 404 403 403 403 404 404 404 302", "project_of_community", "POST",
        args=act("terminate"), data=why),
    Row(APP + "project-edit", "403 200 404 404 404 404 404 404 404 302", "project_draft"),
    Row(APP + "project-edit", "403 400 404 404 404 404 404 404 404 302", "project_draft", "POST",
        data=rows_of("lines targets")),
    Row(APP + "project-edit", "403 409 404 404 403 403 404 404 404 302", "project"),
    Row(APP + "project-history", SEEN_BY_ALL, "project"),
    Row(APP + "contract-new", STREET_ACTS, "project_approved"),
    Row(APP + "contract-new", "403 400 404 404 403 403 404 404 404 302", "project_approved", "POST",
        data=rows_of("instalments")),
    Row(APP + "project-act", "403 302 404 404 404 404 404 404 404 302", "project_draft", "POST", args=act("approve"),
        data=seen),
    Row(APP + "project-act", STREET_DOES, "project", "POST", args=act("terminate"), data=why),
    Row(APP + "project-act", "403 400 404 404 403 403 404 404 404 302", "project", "POST", args=act("close"),
        data=seen),
    Row(APP + "project-act", "403 403 404 404 403 403 404 404 404 302", "project", "POST", args=act("start"),
        data=seen),
    Row(APP + "contract-edit", STREET_ACTS, "contract_draft"),
    Row(APP + "contract-edit", "403 400 404 404 403 403 404 404 404 302", "contract_draft", "POST",
        data=rows_of("instalments")),
    Row(APP + "contract-sign", STREET_ACTS, "contract_draft"),
    Row(APP + "contract-sign", STREET_DOES, "contract_draft", "POST", data=signing),
    Row(APP + "contract-act", STREET_DOES, "contract", "POST", args=act("pass_midterm"), data=why),
    Row(APP + "contract-act", "403 403 404 404 403 403 404 404 404 302", "contract", "POST", args=act("end"), data=why),
    Row(APP + "instalment-pay", STREET_ACTS, "instalment"),
    Row(APP + "instalment-pay", STREET_DOES, "instalment", "POST", data=paying),
    Row(APP + "returns", "200 200 404 200 200 200 404 404 404 302", "project_of_community"),
    Row(APP + "returns", SEEN_BY_ALL, "project_closed"),
    Row(APP + "return-new", STREET_ACTS, "project_closed"),
    Row(APP + "return-new", STREET_DOES, "project_closed", "POST", data=returning),
    Row(APP + "return-new", "403 409 404 404 403 403 404 404 404 302", "project_approved"),
    Row(APP + "return-act", "403 302 404 403 403 403 404 404 404 302", "money_return", "POST", args=act("strike"),
        data=why),
    Row(APP + "activities", SEEN_BY_ALL, "project"),
    Row(APP + "activity-new", MEMBERS_WRITE, "project"),
    Row(APP + "activity-new", MEMBERS_DO, "project", "POST", data=activity),
    Row(APP + "activity", SEEN_BY_ALL, "activity"),
    Row(APP + "activity-edit", MEMBERS_WRITE, "activity"),
    Row(APP + "activity-edit", MEMBERS_DO, "activity", "POST",
        data=lambda thing: activity(thing.project) | {"version": thing.version}),
    Row(APP + "activity-act", MEMBERS_DO, "activity", "POST", args=act("strike"), data=why),
    Row(APP + "activity-photo", SEEN_BY_ALL, "photo",
        args=lambda photo: {"pk": photo.activity_id, "photo": photo.pk}, missing={"pk": 9_999_999, "photo": 9_999_999}),
    Row(APP + "spendings", SEEN_BY_ALL, "project"),
    Row(APP + "spending-new", MEMBERS_WRITE, "project"),
    Row(APP + "spending-new", MEMBERS_DO, "project", "POST", data=spending),
    Row(APP + "spending", SEEN_BY_ALL, "spending"),
    Row(APP + "spending-edit", MEMBERS_WRITE, "spending"),
    Row(APP + "spending-edit", MEMBERS_DO, "spending", "POST",
        data=lambda thing: spending(thing.project) | {"version": thing.version}),
    Row(APP + "spending-voucher", SEEN_BY_ALL, "spending"),
    Row(APP + "spending-act", MEMBERS_DO, "spending", "POST", args=act("strike"), data=why),
    Row(APP + "reports", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "summary", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "summary-file", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "report", SEEN_BY_ALL, "report_due"),
    Row(APP + "report", SEEN_BY_ALL, "report_submitted"),
    Row(APP + "report", SEEN_BY_ALL, "report_accepted"),
    Row(APP + "report-edit", MEMBERS_WRITE, "report_due"),
    Row(APP + "report-edit", MEMBERS_DO, "report_due", "POST", data=narrative),
    Row(APP + "report-edit", "403 403 404 404 409 403 404 404 404 302", "report_submitted"),
    Row(APP + "report-edit", "403 403 404 404 409 403 404 404 404 302", "report_accepted", "POST", data=narrative),
    Row(APP + "report-pdf", SEEN_BY_ALL, "report_accepted"),
    Row(APP + "report-docx", SEEN_BY_ALL, "report_accepted"),
    Row(APP + "report-act", MEMBERS_DO, "report_due", "POST", args=act("submit"), data=seen),
    Row(APP + "report-act", STREET_DOES, "report_due", "POST", args=act("remind"), data=seen),
    Row(APP + "report-act", STREET_DOES, "report_submitted", "POST", args=act("accept"), data=seen),
    Row(APP + "report-act", STREET_DOES, "report_submitted", "POST", args=act("return"), data=why),
    Row(APP + "report-act", "403 409 404 404 403 403 404 404 404 302", "report_accepted", "POST", args=act("return"),
        data=why),
]
