"""Ledgers brought in: the uploaded file, what it would do, and whether it was done."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.documents.models import Document
from incubator.tracking import Change, Tracked, change_of


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ImportRunQuerySet":
        """An uploaded ledger holds personal numbers: only who uploaded it sees it, as long as the street is theirs."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(within("area__code", user.street_codes), by=user)


class ImportRun(Tracked):
    """One uploaded ledger. Previewing writes nothing but this row; confirming writes all or nothing."""

    class Status(models.TextChoices):
        PREVIEWED = "previewed", _("Preview")
        DONE = "done", _("Imported")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("street"), related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("ledger"), related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.PREVIEWED, editable=False)
    faults = models.PositiveIntegerField(_("faults"), default=0, editable=False)  # found at the upload
    outcome = models.JSONField(_("outcome"), default=dict)  # rows, created, updated, unchanged: what was done
    noted = models.JSONField(_("to be looked at"), default=list, editable=False)  # `importing.FaultRow` as it was done
    at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("import of a ledger"), _("imports of ledgers")

    def __str__(self) -> str:
        return self.document.name


class ImportRunChange(Change):
    run = change_of("organizations.ImportRun")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an import"), _("changes of imports")
