"""A campaign's list as a workbook: the rows and the order of the page."""

from collections.abc import Iterable
from typing import Any

from incubator.documents.workbooks import Sheet, workbook
from organizations.models import AnnualCampaign
from organizations.reports.annual import TABLE, DutyRow
from organizations.reports.credit import Mark


def annual_workbook(campaign: AnnualCampaign, rows: Iterable[DutyRow]) -> bytes:
    return workbook([Sheet(
        str(campaign.year), [str(label) for label, _name in TABLE],
        ([_plain(getattr(row, name)) for _label, name in TABLE] for row in rows))])


def _plain(value: Any) -> Any:
    return value.label if isinstance(value, Mark) else value
