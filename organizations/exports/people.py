"""Ledgers of office-holders and of credit records: numbers masked, the columns of their pages."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from organizations.importing.columns import type_word
from organizations.models import CreditRecord, OfficeHolder, Organization, Pairing
from organizations.models.credit import CreditRecordQuerySet
from organizations.reports.people import ROLES

# The words of a file's columns are its format, as in the ledger: `importing.holders` reads them again.
HOLDER_HEADER = ("姓名", "职务", "联系电话", "是否党员", "任期起", "任期止", "状态", "离任日期")
ROLE_WORDS = {
    OfficeHolder.Role.RESPONSIBLE_PERSON: "负责人", OfficeHolder.Role.LEGAL_REPRESENTATIVE: "法定代表人",
    OfficeHolder.Role.FINANCE: "财务负责人", OfficeHolder.Role.COUNCIL: "理事", OfficeHolder.Role.SUPERVISOR: "监事",
    OfficeHolder.Role.MEMBER: "成员",
}
STATUS_WORDS = {OfficeHolder.Status.SERVING: "在任", OfficeHolder.Status.LEFT: "离任"}
CREDIT_HEADER = (
    "组织名称", "组织类型", "所属社区", "信用记录", "事由", "依据", "起始日期", "截止日期", "状态", "移出日期")
KIND_WORDS = {
    CreditRecord.Kind.HONOUR: "表彰奖励", CreditRecord.Kind.FAULT: "不良记录",
    CreditRecord.Kind.ABNORMAL: "活动异常名录",
    CreditRecord.Kind.BLACKLIST: "严重违法失信名单",
}


def people_workbook(organization: Organization) -> bytes:
    """Those in office in the order of the offices, then who left; and the pairings with community branches."""
    holders = sorted(organization.holders.all(), key=lambda h: (
        h.status != OfficeHolder.Status.SERVING, ROLES.index(h.role), h.pk))
    pairings = organization.pairings.select_related("area").order_by("pk")
    return workbook([
        Sheet("任职人员", HOLDER_HEADER, [_holder(holder) for holder in holders]),
        Sheet("党建结对", ("社区党支部", "所属社区", "结对日期", "状态", "结束日期", "备注"),
              [_pairing(pairing) for pairing in pairings]),
    ])


def _holder(holder: OfficeHolder) -> list[Any]:
    return [holder.name, ROLE_WORDS[OfficeHolder.Role(holder.role)], str(holder.phone or ""),
            "是" if holder.is_party_member else "否", holder.term_starts_on, holder.term_ends_on,
            STATUS_WORDS[OfficeHolder.Status(holder.status)], holder.left_on]


def _pairing(pairing: Pairing) -> list[Any]:
    living = pairing.status == Pairing.Status.LIVING
    return [pairing.branch_name, pairing.area.name, pairing.since, "结对中" if living else "已结束", pairing.ended_on,
            pairing.note]


def credit_workbook(records: CreditRecordQuerySet, *, on: date) -> bytes:
    """The records as a ledger, organization by organization, the latest first."""
    found = records.select_related("organization__area").order_by("organization", "-started_on", "-pk")
    return workbook([Sheet(_("Credit records"), CREDIT_HEADER, [_credit(record, on=on) for record in found])])


def _credit(record: CreditRecord, *, on: date) -> list[Any]:
    standing = record.status == CreditRecord.Status.STANDING
    over = record.ends_on is not None and record.ends_on < on
    return [
        record.organization.name, type_word(record.organization.org_type), record.organization.area.name,
        KIND_WORDS[CreditRecord.Kind(record.kind)], record.title, record.source, record.started_on, record.ends_on,
        ("已到期" if over else "有效") if standing else "已移出", record.removed_on]
