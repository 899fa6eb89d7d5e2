"""Files in and out: kept private, checked by content, served only by views that ask who may see them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def random_path(document: "Document", filename: str) -> str:
    """A stored name that says nothing and cannot be guessed."""
    return f"{document.kind}/{uuid.uuid4().hex}"


class Document(models.Model):
    """One file. It is reached only through the thing it belongs to (a filing, an activity, a report)."""

    kind = models.SlugField(_("kind"))  # charter, photo, voucher, certificate, report, import
    file = models.FileField(_("file"), upload_to=random_path, max_length=200)
    name = models.CharField(_("file name"), max_length=150)
    content_type = models.CharField(_("content type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))  # bytes
    sha256 = models.CharField(_("checksum"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kept by")
    )
    at = models.DateTimeField(_("kept at"), auto_now_add=True)
    unused_since = models.DateTimeField(_("unused since"), null=True, editable=False)  # noted by the sweep

    class Meta:
        verbose_name, verbose_name_plural = _("document"), _("documents")

    def __str__(self) -> str:
        return self.name
