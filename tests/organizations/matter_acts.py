"""Makers for the tests of matters: a draft, a complete one, and one in each later status."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from incubator.documents.models import Document
from incubator.rulebook.models import Rule
from organizations.matters import acts
from organizations.models import Matter, Organization
from tests.factories import make_member
from tests.organizations import filing_acts
from tests.organizations.filing_acts import a_document

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
ANSWERS = {
    "change": {"venue": "丽水路88号二楼", "effective_on": date(2026, 11, 20), "reason": "原场地拆迁"},
    "cancellation": {
        "ground": "dissolved", "reason": "骨干成员搬离社区", "settled_on": date(2026, 11, 10), "property": "无"},
    "registration": {
        "wanted": "service_agency", "name": "拱墅区晨光助老服务中心", "supervising_unit": "拱宸桥街道",
        "funds_fen": 3_000_000, "member_count": 12, "venue": "桥弄街139号", "purpose": "陪伴独居老人",
        "category": "service", "responsible_person": "顾春生", "identity_no": filing_acts.IDENTITY,
        "phone": "13800000017"},
}
PAPERS = {
    "change": ("venue_proof",), "cancellation": ("resolution", "liquidation"),
    "registration": ("application", "charter", "venue_proof", "roster", "capital"),
}


def writer_of(organization: Organization):
    membership = organization.memberships.filter(right="administrator").select_related("user").first()
    return membership.user if membership else make_member(organization)


def document(kind: str) -> Document:
    found = a_document("paper")
    Document.objects.filter(pk=found.pk).update(name=f"{kind}.pdf")
    found.name = f"{kind}.pdf"
    return found


def draft(kind: str, organization: Organization) -> Matter:
    return acts.start(kind, organization, by=writer_of(organization), token=uuid.uuid4())


def complete(kind: str, organization: Organization, **answers) -> Matter:
    matter = draft(kind, organization)
    acts.fill(matter, ANSWERS[kind] | answers, papers={paper: document(paper) for paper in PAPERS[kind]},
              by=writer_of(organization), seen=matter.version)
    return matter


def submitted(kind: str, organization: Organization, **answers) -> Matter:
    matter = complete(kind, organization, **answers)
    acts.submit(matter, by=writer_of(organization), seen=matter.version, now=NOW)
    return matter


def take(name: str, matter: Matter, *, by, note: str = "", **more) -> None:
    acts.take(name, matter, by=by, seen=matter.version, now=NOW, note=note, **more)


def examined(kind: str, organization: Organization, officer, **answers) -> Matter:
    """Ready for the decision, whatever steps the chain has."""
    matter = submitted(kind, organization, **answers)
    if "accept" in matter.chain:
        take("accept", matter, by=officer)
    if "review" in matter.chain:
        take("review", matter, by=officer, note="材料齐全，拟同意")
    return matter


def in_status(status: str, organization: Organization, officer) -> Matter:
    """A cancellation, whose chain has every step."""
    if status == "draft":
        return complete("cancellation", organization)
    matter = submitted("cancellation", organization)
    steps = {
        "examining": ["accept"], "reviewed": ["accept", "review"], "approved": ["accept", "review", "approve"],
        "returned": ["return"], "refused": ["refuse"], "withdrawn": [],
    }
    for name in steps.get(status, []):
        take(name, matter, by=officer, note="意见")
    if status == "withdrawn":
        take("withdraw", matter, by=writer_of(organization))
    return matter


def chain(organization: Organization, **steps: list[str]) -> None:
    """Another chain in the organization's street."""
    Rule.objects.create(
        key="matter-chain", area_code=organization.area.code[:9], effective_from=date(2026, 1, 1), value=steps,
        source="街道办法")


def filed(community, officer, **facts) -> Organization:
    """Filed through its own matter, with its certificate."""
    filing = filing_acts.submitted(community)
    filing_acts.acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    Organization.objects.filter(pk=filing.organization_id).update(**facts)
    return Organization.objects.select_related("area").get(pk=filing.organization_id)
