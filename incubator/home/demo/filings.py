"""Demo filings: one waits for the office, one went back with words beside the fields."""

import uuid
from datetime import date, datetime, time

from django.utils import timezone

from incubator.accounts.models import Area
from incubator.documents.receiving import keep
from incubator.documents.typesetting import docx
from incubator.home.demo import script
from incubator.home.demo.people import People
from organizations.filing import deciding, drafting


def charter(name: str) -> bytes:
    """A short charter, as an organization would bring it."""
    return docx("charter", {"name": name})


def file_all(*, people: People, today: date) -> None:
    now = timezone.make_aware(datetime.combine(today, time(9)))
    for n, (username, person, name, community, category, state) in enumerate(script.FILINGS, start=1):
        by = people.add(username, person, about=f"申请备案：{name}")
        filing = drafting.start(
            by=by, name=name, area=Area.objects.get(name=community), category=category, token=uuid.uuid4())
        drafting.fill(filing, {
            "purpose": "组织居民互助，改善社区公共环境。", "venue": f"{community}邻里中心二楼",
            "responsible_person": person,
            "identity_no": ["330105198003070017", "330105197511120033"][n - 1], "phone": f"1410000{n:04d}",
            "member_count": 16 + n, "party_member_count": 3,
        }, by=by, seen=filing.version)
        paper = keep(charter(name), kind="charter", name=f"{name}章程.docx", found="docx", by=by)
        drafting.attach(filing, {"charter": paper}, by=by, seen=filing.version)
        drafting.submit(filing, by=by, seen=filing.version, now=now)
        if state == "returned":
            deciding.send_back(
                filing, by=people["street1"], seen=filing.version, note="请补正以下内容后重新提交。", now=now,
                remarks={"venue": "请写明门牌号，并上传场所使用证明。",
                         "purpose": "宗旨过于笼统，请写明服务对象与内容。"})
