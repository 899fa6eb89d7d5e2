"""Certificates: whether one stands, what its public page shows, and the paper itself."""

import base64
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.documents.typesetting import pdf
from organizations.models import Certificate, Organization

WORDS: dict[str, Any] = {
    Organization.Status.ACTIVE: _("On record and valid"),
    Organization.Status.SUSPENDED: _("The organization is suspended"),
    Organization.Status.CANCELLED: _("The organization is cancelled"),
    Organization.Status.REVOKED: _("The organization is revoked"),
}


@dataclass(frozen=True)
class Standing:
    """The answer of the public page: does it stand, in a word, and since what day not."""

    stands: bool
    label: Any


def standing(certificate: Certificate, *, on: date) -> Standing:
    """A certificate stands while the organization is in good standing, the paper was not taken back, and its days last.
    """
    status = certificate.organization.status
    if certificate.withdrawn_on:
        return Standing(False, _("Certificate withdrawn"))
    if certificate.has_run_out(on=on):
        return Standing(False, _("Certificate run out"))
    return Standing(status == Organization.Status.ACTIVE, WORDS.get(status, _("Not on record")))


def category_of(certificate: Certificate) -> Any:
    return Organization.Category(certificate.facts["category"]).label


def public_address(certificate: Certificate) -> str:
    """What the QR code holds."""
    return settings.SITE_URL.rstrip("/") + reverse("organizations:public-certificate", args=[certificate.code])


def qr_svg(address: str) -> str:
    """A QR code as an SVG picture of its own."""
    target = io.BytesIO()
    segno.make(address, error="m").save(target, kind="svg", border=2, scale=4, xmldecl=False)
    return target.getvalue().decode()


def qr_data_uri(address: str) -> str:
    """The same for an `img`: the page's security policy allows pictures as data."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(address).encode()).decode()


def certificate_pdf(certificate: Certificate) -> bytes:
    """The paper as it was issued, A4, in Chinese whatever language the reader uses."""
    return pdf("certificate", printed(certificate))


def printed(certificate: Certificate) -> dict[str, Any]:
    """What is set on the paper: plain values and the QR code's drawing."""
    with translation.override("zh-hans"):
        category = str(category_of(certificate))
    return {
        **certificate.facts,
        "number": certificate.number,
        "category": category,
        "community": certificate.facts["area"],
        "issued_on": _in_chinese(certificate.issued_on),
        "valid_until": _in_chinese(certificate.valid_until) if certificate.valid_until else "",
        "address": public_address(certificate),
        "qr": qr_svg(public_address(certificate)),
        "demo": settings.DEMO_OFFICE,
    }


def _in_chinese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
