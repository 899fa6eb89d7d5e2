"""The catalogue as workbooks: the rows and the order of the page they stand beside."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from incubator.documents.workbooks import Sheet, workbook
from organizations.reports.catalogue import EntryRow, PublicRow


def public_workbook(rows: Iterable[PublicRow]) -> bytes:
    """For anybody: no personal number, no condition, nothing about objections."""
    header = [_("number in the catalogue"), _("organization name"), _("organization type"), _("fields of service"),
              _("community"), _("street"), _("year"), _("valid until")]
    return workbook([Sheet(_("Catalogue of qualified organizations"), header, [
        [row.label, row.name, row.kind, "、".join(row.fields), row.place, row.street, row.year, row.valid_until]
        for row in rows])])


def round_workbook(title: str, rows: Iterable[EntryRow]) -> bytes:
    """For the office: all entries of a round with their conditions at a glance."""
    header = [_("number in the catalogue"), _("organization name"), _("community"), _("fields of service"),
              _("how it came in"), _("status"), _("conditions"), _("objections not answered")]
    return workbook([Sheet(title, header, [
        [row.label, row.organization, row.place, row.fields, row.way, row.status_label, row.glance, row.objections]
        for row in rows])])
