"""What the tests of purchases share: days, a draft, an approved project with its contract."""

import hashlib
import uuid
from datetime import date

import pytest

from incubator.documents.models import Document
from projects.models import BudgetLine, Project, Target
from projects.purchasing import create_project

TODAY = date(2026, 6, 15)


@pytest.fixture
def today(monkeypatch):
    """The pages and the API live on this day."""
    for room in ("views.projects", "views.contracts", "views.work", "api.projects", "api.work"):
        monkeypatch.setattr(f"projects.{room}.today", lambda: TODAY)
    return TODAY


def make_draft(area, contractor, by, **fields) -> Project:
    """A draft through the real door, ready to be approved."""
    defaults = {
        "name": "独居老人日间照料", "need": "桥西片独居老人白天无人照料", "field": "elder_care",
        "method": "venture_grant",
        "amount_fen": 1_000_000, "starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31),
        "negative_list_note": "政府职责内的养老服务，不涉及劳务派遣",
    }
    project = Project(area=area, contractor=contractor, **defaults | fields)
    half = project.amount_fen // 2
    return create_project(
        project, by=by, today=TODAY,
        lines=[BudgetLine(name="人员补贴", amount_fen=half),
               BudgetLine(name="活动物资", amount_fen=project.amount_fen - half)],
        targets=[Target(indicator="service_hours", planned=500)])


def make_voucher(*, content: str = "") -> Document:
    """A file of its own content, unless two are to be the same one."""
    digest = hashlib.sha256((content or uuid.uuid4().hex).encode()).hexdigest()
    return Document.objects.create(
        kind="voucher", name="发票.jpg", content_type="image/jpeg", size=1, sha256=digest, file="gone.jpg")


@pytest.fixture
def draft(street, organization, officer):
    return make_draft(street, organization, officer)
