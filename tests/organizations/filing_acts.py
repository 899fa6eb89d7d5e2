"""Makers for the tests of filings: a draft, a complete one, and one in each later status."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from incubator.documents.models import Document
from incubator.rulebook.models import Rule
from organizations import filing as acts
from organizations.models import Filing, Material
from tests.factories import make_user, numbers

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
IDENTITY = "330105197707020001"
FACTS = {
    "purpose": "陪伴辖区独居老人", "venue": "桥弄街139号", "responsible_person": "曹波文", "identity_no": IDENTITY,
    "phone": "14200006848", "member_count": 12, "party_member_count": 3, "has_party_branch": True,
}


def draft(community, by=None, name="") -> Filing:
    by = by or make_user("申请人")
    return acts.start(
        by=by, name=name or f"桥西第{next(numbers)}助老队", area=community, category="service", token=uuid.uuid4())


def applicant_of(filing: Filing):
    return filing.organization.memberships.get(right="administrator").user


def a_document(kind: str = "charter") -> Document:
    return Document.objects.create(
        kind=kind, file=f"{kind}/{uuid.uuid4().hex}", name="章程.pdf", content_type="application/pdf", size=10,
        sha256=uuid.uuid4().hex * 2)


def complete(community, by=None, name="") -> Filing:
    """A draft with everything the office asks for."""
    filing = draft(community, by, name)
    by = applicant_of(filing)
    acts.fill(filing, FACTS, by=by, seen=filing.version)
    acts.attach(filing, {Material.Kind.CHARTER: a_document()}, by=by, seen=filing.version)
    return filing


def submitted(community, by=None, name="") -> Filing:
    filing = complete(community, by, name)
    acts.submit(filing, by=applicant_of(filing), seen=filing.version, now=NOW)
    return filing


def in_status(status: str, community, officer) -> Filing:
    if status == "draft":
        return complete(community)
    if status in ("examining", "reviewed"):
        Rule.objects.get_or_create(
            key="matter-chain", area_code=community.code[:9], effective_from=date(2026, 1, 1),
            defaults={"value": {"filing": ["accept", "review"]}, "source": "街道办法"})
    filing = submitted(community)
    person = applicant_of(filing)
    if status == "withdrawn":
        acts.withdraw(filing, by=person, seen=filing.version)
    elif status == "returned":
        acts.take("return", filing, by=officer, seen=filing.version, now=NOW, note="请补正",
                  remarks={"venue": "请写门牌号"})
    elif status in ("examining", "reviewed"):
        acts.take("accept", filing, by=officer, seen=filing.version, now=NOW)
        if status == "reviewed":
            acts.take("review", filing, by=officer, seen=filing.version, now=NOW, note="材料齐全，同意")
    elif status == "refused":
        acts.take("refuse", filing, by=officer, seen=filing.version, now=NOW, note="不属于社区社会组织")
    elif status == "approved":
        acts.approve(filing, by=officer, seen=filing.version, now=NOW)
    return filing
