"""Ledgers for tests: the street with its communities, workbooks made on the spot, and what the files should give."""

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from django.urls import reverse
from stdnum.cn import uscc

from organizations.importing.doubting import inner_digit
from organizations.models import Organization
from tests.factories import make_area

DATA = Path(__file__).resolve().parent.parent / "data"
TODAY = date(2026, 11, 23)
COMMUNITIES = ["桥西", "永庆路", "蚕花园", "台州路", "温州路", "金华路", "登云路", "丽水路", "荣华里", "大塘巷"]
HEADER = [
    "序号", "组织名称", "组织类型", "统一社会信用代码", "负责人", "身份证号", "联系电话", "成员人数", "章程",
    "活动场所", "所属社区", "类别", "成立（备案）日期", "党员人数", "是否建立党组织", "备注",
]
TYPES = {"association": "社会团体", "service_agency": "民办非企业单位", "filed": "备案"}
CODE_STARTS = {"association": "51", "service_agency": "52", "foundation": "53", "social_enterprise": "91"}
CATEGORIES = {"service": "服务类", "culture": "文体类", "self_governance": "自治类", "safety": "平安类",
              "other": "其他"}


def a_code(kind: str, number: int) -> str:
    """A registered kind's credit code, right in all its digits; of six digits at most."""
    body = f"MJ{number:06d}"
    begun = f"{CODE_STARTS[kind]}330105{body}{inner_digit(body)}"
    return begun + uscc.calc_check_digit(begun)


def url(name: str, *args: Any) -> str:
    return reverse(f"organizations:{name}", args=args)


def content(name: str) -> bytes:
    return (DATA / name).read_bytes()


def expected(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / name).read_text("utf-8"))


def make_communities(street: Any) -> None:
    for number, name in enumerate(COMMUNITIES, start=1):
        make_area(f"{street.code}{number:03}", f"{name}社区", street)


def sheet(rows: list[list[Any]], header: list[Any] | None = None, above: int = 0) -> bytes:
    """A workbook: `above` title rows, the header, the rows."""
    book = openpyxl.Workbook()
    for _title in range(above):
        book.active.append(["某街道社会组织台账"])
    for row in [HEADER if header is None else header, *rows]:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    book.close()
    return target.getvalue()


def row(**cells: Any) -> list[Any]:
    """One faultless row of a filed organization, changed by header."""
    plain = {
        "序号": 1, "组织名称": "桥西社区太极拳队", "组织类型": "备案", "统一社会信用代码": None, "负责人": "张三",
        "身份证号": "330105197707020001", "联系电话": "14200006848", "成员人数": 20, "章程": "有",
        "活动场所": "桥弄街1号", "所属社区": "桥西社区", "类别": "文体类", "成立（备案）日期": "2014-05-05",
        "党员人数": 3, "是否建立党组织": "是", "备注": None,
    }
    assert cells.keys() <= plain.keys()
    return list((plain | cells).values())


def told(organization: Organization, number: int) -> dict[str, Any]:
    """The organization as the ledger's expected rows say it, numbers whole."""
    return {
        "序号": number, "组织名称": organization.name, "组织类型": TYPES[organization.org_type],
        "统一社会信用代码": organization.uscc, "负责人": organization.responsible_person,
        "身份证号": organization.identity_no.reveal(), "联系电话": organization.phone.reveal(),
        "成员人数": organization.member_count, "章程": "有" if organization.has_charter else "无",
        "活动场所": organization.venue, "所属社区": organization.area.name,
        "类别": CATEGORIES[organization.category], "成立（备案）日期": organization.founded_on.isoformat(),
        "党员人数": organization.party_member_count, "是否建立党组织": "是" if organization.has_party_branch else "否",
        "备注": organization.remark,
    }
