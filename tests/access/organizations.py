"""Who may open what about organizations, their ledgers, filings, members and certificates."""

import uuid
from typing import Any

from incubator.workdays import today
from organizations import importing, templating
from organizations.models import Organization
from tests.access.walking import Row
from tests.documents.corpus import pdf, upload


def seen(thing: Any) -> dict[str, Any]:
    return {"version": thing.version}


def why(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "note": "核查"}


def step(name: str) -> Any:
    return lambda thing: {"pk": thing.pk, "step": name}


def act(name: str) -> Any:
    return lambda thing: {"pk": thing.pk, "name": name}


def charter(thing: Any) -> dict[str, Any]:
    return {"pk": thing.pk, "kind": "charter"}


def kind(name: str) -> Any:
    return lambda thing: {"pk": thing.pk, "kind": name}


def started(thing: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "name": "晨光助老队", "area": thing.community.pk, "category": "service"}


def founded(thing: Any) -> dict[str, Any]:
    """A new body that is to be registered."""
    return started(thing) | {"name": "拱墅区晨光助老中心", "org_type": "service_agency"}


def holder(thing: Any) -> dict[str, Any]:
    """A new office-holder of an organization, or the one there is with another name."""
    return {"token": uuid.uuid4(), "version": thing.version, "name": "新理事", "role": "council"}


def leaving(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "left_on": today()}


def paired(thing: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "version": 0, "area": thing.area_id, "branch_name": "新党支部", "since": today()}


def parting(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "ended_on": today()}


def confirmed(run: Any) -> dict[str, Any]:
    return {"version": run.version, "plan": importing.preview(run, today=today()).fingerprint()}


def credited(thing: Any) -> dict[str, Any]:
    return {"version": thing.version, "token": uuid.uuid4(), "kind": "honour", "title": "优秀社区社会组织",
            "source": "拱墅区民政局", "started_on": "2026-03-02", "ends_on": ""}


def enrolled(thing: Any) -> dict[str, Any]:
    return {"file": upload("名单.csv", "姓名,职务\n赵六,理事\n".encode())}


def listed(side: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "name": "晨光健身队", "org_type": "resident_group", "area": side.community.pk,
            "category": "culture", "responsible_person": "张三", "phone": "14200000001", "member_count": 8}


def supported(thing: Any) -> dict[str, Any]:
    """Of an organization, another of the same street: the one whose filing stands."""
    other = Organization.objects.on_record().filter(
        area=thing.area, hubs=None).exclude(pk=thing.pk).latest("pk")
    return {"token": uuid.uuid4(), "name": other.name, "since": today()}


def own_charter(street: Any) -> dict[str, Any]:
    return {"code": street.code, "kind": "charter"}


NOWHERE = {"code": "330105999"}


def own_template(street: Any) -> dict[str, Any]:
    used = templating.current(street, "charter")
    return {"token": uuid.uuid4(), "seen": used.pk if used else 0, "file": upload("章程.pdf", pdf())}


def visited(thing: Any) -> dict[str, Any]:
    """A new visit of an organization, or the one there is with other words."""
    return {"token": uuid.uuid4(), "version": thing.version, "kind": "visit", "visited_on": today(),
            "visitors": "街道干部", "subject": "走访", "findings": "正常", "agreed": "", "next_on": "",
            "internal_note": ""}


def staged(thing: Any) -> dict[str, Any]:
    return {"token": uuid.uuid4(), "version": 0, "stage": "growing", "since": today(), "reason": "团队稳定"}


APP = "organizations:"
#                             D   S   T   W   A   R   X   E   N   -
ROWS = [
    Row(APP + "organizations", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "organizations-export", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "organizations-print", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "credit-export", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "group-new", "403 200 200 200 403 403 403 403 403 302"),
    Row(APP + "group-new", "403 302 400 302 403 403 403 403 403 302", method="POST", data=listed),
    Row(APP + "name-check", "403 200 200 200 403 403 403 403 403 302", query="?name=柿子"),
    Row(APP + "statistics", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "statistics-file", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "organization", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "organization-edit", "403 200 404 200 403 403 404 404 404 302", "organization"),
    Row(APP + "organization-edit", "403 400 404 400 403 403 404 404 404 302", "organization", "POST", data=seen),
    Row(APP + "organization-act", "403 302 404 403 403 403 404 404 404 302", "organization", "POST",
        args=act("suspend"), data=why),
    Row(APP + "organization-act", "403 302 404 302 403 403 404 404 404 302", "group", "POST", args=act("disband"),
        data=why),
    Row(APP + "organization-act", "403 403 404 403 403 403 404 404 404 302", "organization", "POST",
        args=act("disband"), data=why),
    Row(APP + "organization-act", "405 405 405 405 405 405 405 405 405 302", "organization", args=act("suspend"),
        far="405 405 405 405 405 405 405 405 405 302", gone="405 405 405 405 405 405 405 405 405 302"),
    Row(APP + "organization-revoke", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "organization-revoke", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=why),
    Row(APP + "organization-revoke", "403 400 404 403 403 403 404 404 404 302", "organization", "POST", data=seen),
    Row(APP + "credit-new", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "credit-new", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=credited),
    Row(APP + "credit-new", "403 400 404 403 403 403 404 404 404 302", "organization", "POST", data=seen),
    Row(APP + "credit-edit", "403 200 404 403 403 403 404 404 404 302", "credit"),
    Row(APP + "credit-edit", "403 302 404 403 403 403 404 404 404 302", "credit", "POST", data=credited),
    Row(APP + "credit-act", "403 302 404 403 403 403 404 404 404 302", "credit", "POST", args=act("remove"), data=why),
    Row(APP + "people", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "holder-new", "403 200 404 403 200 403 404 404 404 302", "organization"),
    Row(APP + "holder-new", "403 302 404 403 302 403 404 404 404 302", "organization", "POST", data=holder),
    Row(APP + "holder-edit", "403 200 404 403 200 403 404 404 404 302", "holder"),
    Row(APP + "holder-edit", "403 302 404 403 302 403 404 404 404 302", "holder", "POST", data=holder),
    Row(APP + "holder-leave", "403 200 404 403 200 403 404 404 404 302", "holder"),
    Row(APP + "holder-leave", "403 302 404 403 302 403 404 404 404 302", "holder", "POST", data=leaving),
    Row(APP + "pairing-new", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "pairing-new", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=paired),
    Row(APP + "pairing-end", "403 200 404 403 403 403 404 404 404 302", "pairing"),
    Row(APP + "pairing-end", "403 302 404 403 403 403 404 404 404 302", "pairing", "POST", data=parting),
    Row(APP + "people-export", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "people-import", "403 200 404 403 200 403 404 404 404 302", "organization"),
    Row(APP + "people-import", "403 302 404 403 302 403 404 404 404 302", "organization", "POST", data=enrolled),
    Row(APP + "hub-link-new", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "hub-link-new", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=supported),
    Row(APP + "hub-link-end", "403 200 404 403 403 403 404 404 404 302", "hub_link"),
    Row(APP + "hub-link-end", "403 302 404 403 403 403 404 404 404 302", "hub_link", "POST", data=parting),
    # What is given out is for everybody who fills in a form; what was given out before, for the office.
    Row(APP + "templates", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "template", "200 200 200 200 200 200 200 200 200 302", missing={"kind": "charter"}),
    Row(APP + "template-example", "200 200 200 200 200 200 200 200 200 302", missing={"kind": "roster"}),
    Row(APP + "template-own", "403 200 404 404 404 404 404 404 404 302", "street", args=own_charter, missing=NOWHERE),
    Row(APP + "template-own", "403 302 404 404 404 404 404 404 404 302", "street", "POST", args=own_charter,
        missing=NOWHERE, data=own_template),
    Row(APP + "template-version", "200 200 404 404 404 404 404 404 404 302", "template"),
    Row(APP + "template-withdraw", "403 302 404 404 404 404 404 404 404 302", "template", "POST", data=seen),
    Row(APP + "timeline", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "papers", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "paper", "200 200 404 200 200 200 404 404 404 302", "handed_in"),
    Row(APP + "growth", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "growth-print", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "growth-export", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "stage-new", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "stage-new", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=staged),
    Row(APP + "stage-act", "403 302 404 403 403 403 404 404 404 302", "stage", "POST", args=act("remove"), data=why),
    Row(APP + "visits", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "visits-export", "200 200 200 200 403 403 403 403 403 302"),
    Row(APP + "visit", "200 200 404 200 200 200 404 404 404 302", "visit"),
    Row(APP + "visit-new", "403 200 404 403 403 403 404 404 404 302", "organization"),
    Row(APP + "visit-new", "403 302 404 403 403 403 404 404 404 302", "organization", "POST", data=visited),
    Row(APP + "visit-new", "403 400 404 403 403 403 404 404 404 302", "organization", "POST", data=seen),
    Row(APP + "visit-edit", "403 200 404 403 403 403 404 404 404 302", "visit"),
    Row(APP + "visit-edit", "403 302 404 403 403 403 404 404 404 302", "visit", "POST", data=visited),
    Row(APP + "visit-act", "403 302 404 403 403 403 404 404 404 302", "visit", "POST", args=act("remove"), data=why),
    Row(APP + "imports", "403 200 200 403 403 403 403 403 403 302"),
    Row(APP + "imports", "403 400 400 403 403 403 403 403 403 302", method="POST", data=lambda side: {"area": ""}),
    Row(APP + "import", "404 200 404 404 404 404 404 404 404 302", "run"),
    Row(APP + "import-annotated", "404 200 404 404 404 404 404 404 404 302", "run"),
    Row(APP + "import-confirm", "404 302 404 404 404 404 404 404 404 302", "run", "POST", data=confirmed),
    Row(APP + "import-confirm", "404 409 404 404 404 404 404 404 404 302", "run", "POST",
        data=lambda run: {"version": run.version, "plan": "of-another-preview"}),
    Row(APP + "mine", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "filings", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "filings-export", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "filing-start", "403 403 403 403 200 200 200 200 200 302"),
    Row(APP + "filing-start", "403 403 403 403 302 302 302 302 302 302", method="POST", data=started),
    Row(APP + "registration-start", "403 403 403 403 200 200 200 200 200 302"),
    Row(APP + "registration-start", "403 403 403 403 302 302 302 302 302 302", method="POST", data=founded),
    # A draft is its makers'; once handed in, the office of the street reads it.
    Row(APP + "filing-detail", "404 404 404 404 200 200 404 404 404 302", "filing_draft"),
    Row(APP + "filing-detail", "200 200 404 200 200 200 404 404 404 302", "filing_submitted"),
    Row(APP + "filing-detail", "200 200 404 200 200 200 404 404 404 302", "filing_approved"),
    Row(APP + "filing-edit", "404 404 404 404 200 403 404 404 404 302", "filing_draft", args=step("basics")),
    Row(APP + "filing-edit", "404 404 404 404 200 403 404 404 404 302", "filing_draft", args=step("people")),
    Row(APP + "filing-edit", "403 403 404 403 409 403 404 404 404 302", "filing_submitted", args=step("people")),
    Row(APP + "filing-edit", "404 404 404 404 400 403 404 404 404 302", "filing_draft", "POST", args=step("basics"),
        data=seen),
    Row(APP + "filing-materials", "404 404 404 404 200 403 404 404 404 302", "filing_draft"),
    Row(APP + "filing-materials", "404 404 404 404 302 403 404 404 404 302", "filing_draft", "POST", data=seen),
    Row(APP + "filing-material", "404 404 404 404 200 200 404 404 404 302", "filing_draft", args=charter),
    Row(APP + "filing-material", "200 200 404 200 200 200 404 404 404 302", "filing_submitted", args=charter),
    Row(APP + "filing-material-earlier", "404 404 404 404 404 404 404 404 404 302", "filing_submitted", args=charter),
    Row(APP + "filing-material-earlier", "200 200 404 200 200 200 404 404 404 302", "filing_corrected", args=charter),
    Row(APP + "filing-material-remove", "404 404 404 404 302 403 404 404 404 302", "filing_draft", "POST",
        args=charter, data=seen),
    Row(APP + "filing-check", "404 404 404 404 200 403 404 404 404 302", "filing_draft"),
    Row(APP + "filing-submit", "404 404 404 404 302 403 404 404 404 302", "filing_draft", "POST", data=seen),
    Row(APP + "filing-submit", "403 403 404 403 409 403 404 404 404 302", "filing_submitted", "POST", data=seen),
    Row(APP + "filing-return", "403 200 404 403 403 403 404 404 404 302", "filing_submitted"),
    Row(APP + "filing-return", "403 302 404 403 403 403 404 404 404 302", "filing_submitted", "POST", data=why),
    Row(APP + "filing-receipt", "404 404 404 404 200 200 404 404 404 302", "filing_submitted"),
    Row(APP + "filing-certificate", "200 200 404 200 200 200 404 404 404 302", "filing_approved"),
    Row(APP + "filing-act", "403 403 404 403 302 403 404 404 404 302", "filing_submitted", "POST",
        args=act("withdraw"), data=seen),
    Row(APP + "filing-act", "403 403 404 403 302 403 404 404 404 302", "filing_withdrawn", "POST",
        args=act("reopen"), data=seen),
    Row(APP + "filing-act", "403 302 404 403 403 403 404 404 404 302", "filing_submitted", "POST",
        args=act("approve"), data=seen),
    Row(APP + "filing-act", "403 302 404 403 403 403 404 404 404 302", "filing_submitted", "POST",
        args=act("refuse"), data=why),
    Row(APP + "matters", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "matters-export", "200 200 200 200 200 200 200 200 200 302"),
    Row(APP + "matter-start", "403 403 404 403 302 403 404 404 404 302", "organization", "POST",
        args=kind("change"), data=lambda thing: {"token": uuid.uuid4()}),
    Row(APP + "matter", "404 404 404 404 200 200 404 404 404 302", "matter_change"),
    Row(APP + "matter", "200 200 404 200 200 200 404 404 404 302", "matter_cancellation"),
    Row(APP + "matter-edit", "404 404 404 404 200 403 404 404 404 302", "matter_change"),
    Row(APP + "matter-edit", "404 404 404 404 302 403 404 404 404 302", "matter_change", "POST", data=seen),
    Row(APP + "matter-edit", "403 403 404 403 409 403 404 404 404 302", "matter_cancellation"),
    Row(APP + "matter-paper", "404 404 404 404 200 200 404 404 404 302", "matter_change", args=charter),
    Row(APP + "matter-paper", "200 200 404 200 200 200 404 404 404 302", "matter_cancellation", args=charter),
    Row(APP + "matter-paper-remove", "404 404 404 404 302 403 404 404 404 302", "matter_change", "POST",
        args=charter, data=seen),
    Row(APP + "matter-check", "404 404 404 404 200 403 404 404 404 302", "matter_change"),
    Row(APP + "matter-submit", "404 404 404 404 302 403 404 404 404 302", "matter_change", "POST", data=seen),
    Row(APP + "matter-receipt", "404 404 404 404 200 200 404 404 404 302", "matter_cancellation"),
    Row(APP + "matter-return", "403 200 404 403 403 403 404 404 404 302", "matter_cancellation"),
    Row(APP + "matter-return", "403 302 404 403 403 403 404 404 404 302", "matter_cancellation", "POST", data=why),
    Row(APP + "matter-act", "403 302 404 403 403 403 404 404 404 302", "matter_cancellation", "POST",
        args=act("accept"), data=seen),
    Row(APP + "matter-act", "403 403 404 403 302 403 404 404 404 302", "matter_cancellation", "POST",
        args=act("withdraw"), data=seen),
    Row(APP + "matter-act", "403 302 404 403 403 403 404 404 404 302", "matter_registration", "POST",
        args=act("forward"), data=why),
    Row(APP + "matter-act", "403 302 404 403 403 403 404 404 404 302", "matter_registration", "POST",
        args=act("not_registered"), data=why),
    Row(APP + "matter-act", "403 403 404 403 403 403 404 404 404 302", "matter_cancellation", "POST",
        args=act("forward"), data=why),
    Row(APP + "matter-record", "403 200 404 403 403 403 404 404 404 302", "matter_registration"),
    Row(APP + "matter-record", "403 403 404 403 403 403 404 404 404 302", "matter_cancellation"),
    Row(APP + "matter-record", "403 400 404 403 403 403 404 404 404 302", "matter_registration", "POST", data=seen),
    Row(APP + "members", "200 200 404 200 200 200 404 404 404 302", "organization"),
    Row(APP + "invitation-create", "403 200 404 403 200 403 404 404 404 302", "organization", "POST",
        data=lambda organization: {"token": uuid.uuid4(), "right": "editor"}),
    # Whoever holds the link: it is the secret. A member is told on accepting that there is nothing to accept, an
    # officer that officers act for no organization.
    Row(APP + "invitation", "200 200 200 200 200 200 200 200 200 200", "secret",
        args=lambda secret: {"secret": secret}, missing={"secret": "made-up"},
        far="200 200 200 200 200 200 200 200 200 200"),
    Row(APP + "invitation", "403 403 403 403 400 400 302 302 302 302", "secret", "POST",
        args=lambda secret: {"secret": secret}, missing={"secret": "made-up"},
        far="403 403 403 403 302 302 400 302 302 302",
        gone="404 404 404 404 404 404 404 404 404 302"),
    Row(APP + "invitation-withdraw", "403 302 404 403 302 403 404 404 404 302", "invitation", "POST"),
    Row(APP + "membership-end", "403 302 404 403 302 302 404 404 404 302", "membership", "POST"),
    Row(APP + "membership-right", "403 302 404 403 302 403 404 404 404 302", "membership", "POST",
        data=lambda membership: {"right": "editor"}),
    Row(APP + "membership-hand-over", "403 302 404 403 302 403 404 404 404 302", "membership", "POST"),
    Row(APP + "check", "200 200 200 200 200 200 200 200 200 200"),
    Row(APP + "check", "404 404 404 404 404 404 404 404 404 404", query="?number=330105-005-1999-1-0001"),
    Row(APP + "public-certificate", "200 200 200 200 200 200 200 200 200 200", "certificate",
        args=lambda certificate: {"code": certificate.code}, missing={"code": "made-up"},
        far="200 200 200 200 200 200 200 200 200 200"),
]
