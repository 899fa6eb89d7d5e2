"""Who may ask the API for what; people without a session are told 403."""

import uuid
from typing import Any

from evaluations.models import Panelist
from incubator.workdays import today
from tests.access.organizations import act, confirmed, seen, why
from tests.access.projects import narrative
from tests.access.walking import MISSING, Row
from tests.documents.corpus import pdf, picture, upload
from tests.evaluations.makers import leaves

ANY = "200 200 200 200 200 200 200 200 200 403"
SEEN = "200 200 404 200 200 200 404 404 404 403"
SEEN_NOT_BY_COMMUNITY = "200 200 404 404 200 200 404 404 404 403"
OFFICE_READS = "200 200 404 404 404 404 404 404 404 403"
STREET = "403 200 404 403 403 403 404 404 404 403"
STREET_AND_COMMUNITY = "403 200 404 200 403 403 404 404 404 403"
STREET_ABOVE = "403 200 404 404 403 403 404 404 404 403"
STREET_ALONE = "403 200 404 404 404 404 404 404 404 403"
MEMBERS = "403 403 404 404 200 403 404 404 404 403"
PUT_BY_WRITERS = "404 404 404 404 200 403 404 404 404 403"
EVALUATOR = "404 404 404 404 404 404 404 200 404 403"


def sheet_marks(sheet: Any) -> dict[str, Any]:
    return {"version": sheet.version, "marks": {str(leaf.id): "8" for leaf in leaves(sheet.subject.day)}}


def activity(side: Any) -> dict[str, Any]:
    return {"project": side.project.pk, "date": str(today()), "place": "桥西", "content": "探访", "sessions": 1,
            "person_times": 3, "beneficiaries": 2, "hours": "1.50", "volunteers": 1, "token": str(uuid.uuid4())}


def put(thing: Any) -> dict[str, Any]:
    """A paper in its place, on the version of the thing that is written."""
    written = thing.organization if thing.kind == thing.Kind.FILING else thing
    return {"version": written.version, "file": upload("材料.pdf", pdf())}


def spending(side: Any) -> dict[str, Any]:
    return {"project": side.project.pk, "line": side.project.budget_lines.first().pk, "date": str(today()),
            "amount_fen": 100, "payee": "某店", "purpose": "物资", "voucher_no": "P-78", "token": str(uuid.uuid4()),
            "file": upload("凭证.pdf", pdf())}


def returned(side: Any) -> dict[str, Any]:
    return {"project": side.project_closed.pk, "amount_fen": 100, "returned_on": str(today()), "receipt_no": "R-78",
            "token": str(uuid.uuid4())}


def project(side: Any) -> dict[str, Any]:
    return {"area": side.street.pk, "name": "新项目", "need": "需要", "field": "elder_care", "method": "venture_grant",
            "contractor": side.organization.pk, "amount_fen": 1000, "starts_on": "2026-12-01", "ends_on": "2027-06-30",
            "negative_list_note": "不在", "token": str(uuid.uuid4())}


def credit(side: Any) -> dict[str, Any]:
    return {"organization": side.organization.pk, "kind": "honour", "title": "优秀社区社会组织", "source": "区民政局",
            "started_on": "2026-03-02", "token": str(uuid.uuid4())}


def listed(side: Any) -> dict[str, Any]:
    return {"name": "晨光健身队", "org_type": "resident_group", "area": side.community.code, "category": "culture",
            "responsible_person": "张三", "phone": "14200000001", "member_count": 8, "token": str(uuid.uuid4())}


def supported(side: Any) -> dict[str, Any]:
    return {"hub": side.organization.pk, "name": f"{side.marks.name}书苑", "since": str(today()),
            "token": str(uuid.uuid4())}


def holder(side: Any) -> dict[str, Any]:
    return {"organization": side.organization.pk, "name": "新监事", "role": "supervisor", "token": str(uuid.uuid4())}


def visit(side: Any) -> dict[str, Any]:
    return {"organization": side.organization.pk, "kind": "coaching", "visited_on": str(today()),
            "visitors": "街道干部", "subject": "章程辅导", "findings": "缺会议记录", "token": str(uuid.uuid4())}


def stage(side: Any) -> dict[str, Any]:
    return {"organization": side.organization.pk, "stage": "growing", "since": str(today()), "reason": "团队稳定",
            "token": str(uuid.uuid4())}


def scheme(side: Any) -> dict[str, Any]:
    return {"area": side.street.code, "name": "新方案", "target": "organization", "token": str(uuid.uuid4())}


def drawn(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "name": "改过的方案", "target": "organization", "tree": [
        {"name": "组织建设", "weight": 40, "children": [{"name": "章程", "weight": 100, "max_points": 10}]},
        {"name": "工作绩效", "weight": 60}]}


def day(side: Any) -> dict[str, Any]:
    return {"area": side.street.code, "name": "新评审日", "date": "2026-12-01", "scheme": side.scheme.pk,
            "token": str(uuid.uuid4())}


def moved(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "area": thing.area.code, "name": "改期", "date": "2026-12-02",
            "scheme": thing.scheme_id}


def seated(thing: Any) -> dict[str, Any]:
    someone = Panelist.objects.exclude(day=thing).exclude(user__in=thing.panelists.values("user")).first()
    return {"version": thing.version, "user": someone.user_id, "group": "expert"}


def contract(side: Any) -> dict[str, Any]:
    thing = side.project_approved
    return {"project": thing.pk, "number": "HT-API-1", "token": str(uuid.uuid4()), "instalments": [
        {"amount_fen": thing.amount_fen, "trigger": "agreement"}]}


def start(side: Any) -> dict[str, Any]:
    return {"name": "晨光助老队", "area": side.community.code, "token": str(uuid.uuid4())}


def batch(name: str) -> Any:
    """One to be returned; whoever may not is told so for the one, not for the whole."""
    return lambda side: {"action": "return", "note": "请补正", "items": [
        {"id": getattr(side, name).pk, "version": getattr(side, name).version}]}


def paper(thing: Any) -> dict[str, Any]:
    return {"pk": thing.pk, "kind": "charter"}


#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    *[Row(f"{name}-list", ANY, api=True) for name in (
        "organization", "credit-record", "annual-campaign", "annual-duty", "office-holder", "hub-link",
        "coaching-visit", "growth-stage", "ledger", "filing", "matter", "project", "contract", "instalment",
        "activity", "spending", "money-return", "report", "scheme", "review-day", "sheet")],
    Row("organization-detail", SEEN, "organization", api=True),
    Row("organization-detail", STREET_AND_COMMUNITY, "organization", "PATCH", data=lambda thing: {
        "version": thing.version, "remark": "更新"}, api=True),
    Row("organization-act", STREET, "organization", "POST", args=act("suspend"), data=why, api=True),
    Row("organization-act", STREET_AND_COMMUNITY, "group", "POST", args=act("disband"), data=why, api=True),
    Row("organization-list", "403 201 400 201 403 403 403 403 403 403", method="POST", data=listed, api=True),
    Row("hub-link-detail", SEEN, "hub_link", api=True),
    Row("hub-link-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=supported, api=True),
    Row("hub-link-act", STREET, "hub_link", "POST", args=act("end"), data=lambda thing: {
        "version": thing.version, "ended_on": str(today())}, api=True),
    Row("paper-template-list", ANY, api=True),
    Row("paper-template-list", "403 201 400 400 403 403 403 403 403 403", method="POST", data=lambda side: {
        "area": side.street.code, "kind": "resolution", "seen": 0, "file": upload("决议.pdf", pdf())}, api=True),
    Row("paper-template-detail", OFFICE_READS, "template", api=True),
    Row("paper-template-file", OFFICE_READS, "template", api=True),
    Row("paper-template-act", "403 200 404 404 404 404 404 404 404 403", "template", "POST", args=act("replace"),
        data=seen, api=True),
    Row("credit-record-detail", SEEN, "credit", api=True),
    Row("credit-record-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=credit, api=True),
    Row("credit-record-detail", STREET, "credit", "PATCH", data=lambda thing: {
        "version": thing.version, "source": "区民政局"}, api=True),
    Row("credit-record-act", STREET, "credit", "POST", args=act("remove"), data=why, api=True),
    Row("office-holder-detail", SEEN, "holder", api=True),
    Row("office-holder-list", "403 201 400 403 201 403 400 400 400 403", method="POST", data=holder, api=True),
    Row("office-holder-detail", "403 200 404 403 200 403 404 404 404 403", "holder", "PATCH", data=lambda thing: {
        "version": thing.version, "name": "改了名"}, api=True),
    Row("office-holder-act", "403 200 404 403 200 403 404 404 404 403", "holder", "POST", args=act("depart"), data=why,
        api=True),
    *[Row(f"organization-{name}", SEEN, "organization", api=True) for name in ("growth", "papers", "timeline")],
    Row("coaching-visit-detail", SEEN, "visit", api=True),
    Row("coaching-visit-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=visit, api=True),
    Row("coaching-visit-detail", STREET, "visit", "PATCH", data=lambda thing: {
        "version": thing.version, "subject": "改了主题"}, api=True),
    Row("coaching-visit-act", STREET, "visit", "POST", args=act("remove"), data=why, api=True),
    Row("growth-stage-detail", SEEN, "stage", api=True),
    Row("growth-stage-list", "403 201 400 403 403 403 400 400 400 403", method="POST", data=stage, api=True),
    Row("growth-stage-act", STREET, "stage", "POST", args=act("remove"), data=why, api=True),
    Row("ledger-detail", "404 200 404 404 404 404 404 404 404 403", "run", api=True),
    Row("ledger-list", "403 400 400 403 403 403 403 403 403 403", method="POST", api=True),
    Row("ledger-confirm", "404 200 404 404 404 404 404 404 404 403", "run", "POST", data=confirmed, api=True),
    Row("ledger-confirm", "404 412 404 404 404 404 404 404 404 403", "run", "POST", data=lambda run: {
        "version": run.version, "plan": "of-another-preview"}, api=True),
    Row("filing-detail", "404 404 404 404 200 200 404 404 404 403", "filing_draft", api=True),
    Row("filing-detail", SEEN, "filing_submitted", api=True),
    Row("filing-list", "403 403 403 403 201 201 201 201 201 403", method="POST", data=start, api=True),
    Row("filing-detail", "404 404 404 404 200 403 404 404 404 403", "filing_draft", "PATCH", data=lambda thing: {
        "version": thing.version, "purpose": "陪伴"}, api=True),
    Row("filing-act", "404 404 404 404 200 403 404 404 404 403", "filing_draft", "POST", args=act("submit"), data=seen,
        api=True),
    Row("filing-act", STREET, "filing_submitted", "POST", args=act("approve"), data=seen, api=True),
    Row("filing-act", STREET, "filing_submitted", "POST", args=act("return"), data=why, api=True),
    Row("filing-act", "403 403 404 403 200 403 404 404 404 403", "filing_submitted", "POST", args=act("withdraw"),
        data=seen, api=True),
    Row("filing-material", "404 404 404 404 200 200 404 404 404 403", "filing_draft", args=paper, api=True),
    Row("filing-material", SEEN, "filing_submitted", args=paper, api=True),
    Row("filing-material", PUT_BY_WRITERS, "filing_draft", "PUT", args=paper, data=put, api=True),
    Row("filing-material", "403 403 404 403 409 403 404 404 404 403", "filing_submitted", "PUT", args=paper, data=put,
        api=True),
    Row("matter-detail", "404 404 404 404 200 200 404 404 404 403", "matter_change", api=True),
    Row("matter-detail", SEEN, "matter_cancellation", api=True),
    Row("matter-list", "403 403 404 403 201 403 404 404 404 403", method="POST", data=lambda side: {
        "organization": side.organization.pk, "kind": "change", "token": str(uuid.uuid4())}, api=True),
    Row("matter-found", "403 403 403 403 201 201 201 201 201 403", method="POST", api=True, data=lambda side: {
        "name": "拱墅区晨光助老中心", "org_type": "association", "area": side.community.code,
        "token": str(uuid.uuid4())}),
    Row("matter-detail", "404 404 404 404 200 403 404 404 404 403", "matter_change", "PATCH", data=lambda thing: {
        "version": thing.version, "answers": {"venue": "丽水路88号"}}, api=True),
    *[Row(f"{name}-batch", ANY, method="POST", api=True, data=batch(thing)) for name, thing in (
        ("filing", "filing_submitted"), ("matter", "matter_cancellation"), ("report", "report_submitted"))],
    Row("matter-act", "404 404 404 404 200 403 404 404 404 403", "matter_change", "POST", args=act("submit"),
        data=seen, api=True),
    Row("matter-act", STREET, "matter_cancellation", "POST", args=act("accept"), data=seen, api=True),
    Row("matter-act", STREET, "matter_cancellation", "POST", args=act("return"), data=why, api=True),
    *[Row("matter-act", STREET, "matter_registration", "POST", args=act(name), data=why, api=True)
      for name in ("forward", "not_registered")],
    Row("matter-material", "404 404 404 404 200 200 404 404 404 403", "matter_change", args=paper, api=True),
    Row("matter-material", SEEN, "matter_cancellation", args=paper, api=True),
    Row("matter-material", PUT_BY_WRITERS, "matter_change", "PUT", args=paper, data=put, api=True),
    Row("matter-material", "403 403 404 403 409 403 404 404 404 403", "matter_cancellation", "PUT", args=paper,
        data=put, api=True),
    Row("project-detail", SEEN_NOT_BY_COMMUNITY, "project", api=True),
    Row("project-detail", OFFICE_READS, "project_draft", api=True),
    Row("project-list", "403 201 400 403 403 403 403 403 403 403", method="POST", data=project, api=True),
    Row("project-detail", STREET_ALONE, "project_draft", "PATCH", data=lambda thing: {
        "version": thing.version, "name": "新名"}, api=True),
    Row("project-act", STREET_ALONE, "project_draft", "POST", args=act("approve"), data=seen, api=True),
    Row("project-act", STREET_ABOVE, "project", "POST", args=act("terminate"), data=why, api=True),
    Row("contract-detail", SEEN_NOT_BY_COMMUNITY, "contract", api=True),
    Row("contract-list", "403 201 400 400 403 403 400 400 400 403", method="POST", data=contract, api=True),
    Row("contract-detail", STREET_ABOVE, "contract_draft", "PATCH", data=lambda thing: {
        "version": thing.version, "number": "HT-API-2"}, api=True),
    Row("contract-act", STREET_ABOVE, "contract_draft", "POST", args=act("sign"), data=lambda thing: {
        "version": thing.version, "signed_on": str(today())}, api=True),
    Row("instalment-detail", SEEN_NOT_BY_COMMUNITY, "instalment", api=True),
    Row("instalment-act", STREET_ABOVE, "instalment", "POST", args=act("pay"), data=lambda thing: {
        "version": thing.version, "paid_on": str(today())}, api=True),
    Row("activity-detail", SEEN_NOT_BY_COMMUNITY, "activity", api=True),
    Row("activity-list", "403 403 400 400 201 403 400 400 400 403", method="POST", data=activity, api=True),
    Row("activity-detail", MEMBERS, "activity", "PATCH", data=lambda thing: {
        "version": thing.version, "place": "别处"}, api=True),
    Row("activity-act", MEMBERS, "activity", "POST", args=act("strike"), data=why, api=True),
    Row("activity-photo", SEEN_NOT_BY_COMMUNITY, "photo", args=lambda photo: {
        "pk": photo.activity_id, "photo": photo.pk}, missing={"pk": MISSING, "photo": MISSING}, api=True),
    Row("activity-photos", "403 403 404 404 201 403 404 404 404 403", "activity", "POST", data=lambda thing: {
        "version": thing.version, "file": upload("照片.jpg", picture())}, api=True),
    Row("spending-detail", SEEN_NOT_BY_COMMUNITY, "spending", api=True),
    Row("spending-list", "403 403 400 400 201 403 400 400 400 403", method="POST", data=spending, api=True),
    Row("spending-detail", MEMBERS, "spending", "PATCH", data=lambda thing: {
        "version": thing.version, "purpose": "别的"}, api=True),
    Row("spending-voucher", "403 403 404 404 201 403 404 404 404 403", "spending", "POST", data=lambda thing: {
        "version": thing.version, "file": upload("凭证.pdf", pdf())}, api=True),
    Row("spending-act", MEMBERS, "spending", "POST", args=act("strike"), data=why, api=True),
    Row("money-return-detail", "200 200 404 200 200 200 404 404 404 403", "money_return", api=True),
    Row("money-return-list", "403 201 400 400 403 403 400 400 400 403", method="POST", data=returned, api=True),
    Row("money-return-act", "403 200 404 403 403 403 404 404 404 403", "money_return", "POST", args=act("strike"),
        data=why, api=True),
    Row("report-detail", SEEN_NOT_BY_COMMUNITY, "report_due", api=True),
    Row("report-detail", MEMBERS, "report_due", "PATCH", data=narrative, api=True),
    Row("report-act", MEMBERS, "report_due", "POST", args=act("submit"), data=seen, api=True),
    Row("report-act", STREET_ABOVE, "report_due", "POST", args=act("remind"), data=seen, api=True),
    Row("report-act", STREET_ABOVE, "report_submitted", "POST", args=act("accept"), data=seen, api=True),
    Row("scheme-detail", OFFICE_READS, "scheme", api=True),
    Row("scheme-list", "400 201 400 403 403 403 403 403 403 403", method="POST", data=scheme, api=True),
    Row("scheme-detail", STREET_ALONE, "scheme_draft", "PUT", data=drawn, api=True),
    Row("scheme-copy", "403 201 404 404 404 404 404 404 404 403", "scheme", "POST", data=lambda thing: {
        "name": "副本"}, api=True),
    Row("scheme-act", STREET_ALONE, "scheme", "POST", args=act("retire"), data=seen, api=True),
    Row("scheme-act", STREET_ALONE, "scheme_draft", "POST", args=act("ready"), data=seen, api=True),
    Row("review-day-list", "400 201 400 403 403 403 403 403 403 403", method="POST", data=day, api=True),
    Row("review-day-detail", STREET_ALONE, "day_planned", "PUT", data=moved, api=True),
    Row("review-day-subjects", STREET_ALONE, "day_planned", "PUT", data=lambda thing: {
        "version": thing.version, "chosen": [subject.organization_id for subject in thing.subjects.all()]}, api=True),
    Row("review-day-panelists", STREET_ALONE, "day_planned", "POST", data=seated, api=True),
    Row("review-day-unseat", STREET_ALONE, "panelist", "DELETE", args=lambda panelist: {
        "pk": panelist.day_id, "panelist": panelist.pk}, missing={"pk": MISSING, "panelist": MISSING},
        data=lambda panelist: {"version": panelist.day.version}, api=True),
    Row("review-day-people", STREET_ALONE, "day_planned", query="?q=柿子", api=True),
    Row("review-day-detail", OFFICE_READS, "day_planned", api=True),
    Row("review-day-act", STREET_ALONE, "day_planned", "POST", args=act("open"), data=seen, api=True),
    Row("review-day-act", STREET_ALONE, "day_confirmed", "POST", args=act("publish"), data=seen, api=True),
    Row("review-day-results", OFFICE_READS, "day_locked", api=True),
    Row("review-day-results", "404 404 404 404 404 404 404 404 404 403", "day_scoring", api=True, alike=False,
        far="404 404 404 404 404 404 404 404 404 403"),
    Row("sheet-detail", EVALUATOR, "sheet_open", api=True),
    Row("sheet-scores", EVALUATOR, "sheet_open", "PUT", data=sheet_marks, api=True),
    Row("sheet-act", EVALUATOR, "sheet_assigned", "POST", args=act("declare"), data=seen, api=True),
]
