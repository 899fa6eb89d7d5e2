"""The street's own templates of the papers that organizations hand in, in place of the house's."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.documents.models import Document
from incubator.tracking import Change, Tracked, change_of
from organizations.models.papers import Material


class PaperTemplateQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PaperTemplateQuerySet":
        """Officers read those of their streets, with what stood before."""
        if not user.is_authenticated or not user.is_officer:
            return self.none()
        return self.filter(within("area__code", user.reading_codes))

    def in_use(self) -> "PaperTemplateQuerySet":
        """What is given out, to everybody who fills in a form."""
        return self.filter(status=PaperTemplate.Status.IN_USE)


class PaperTemplate(Tracked):
    """One file of one street for one kind of paper. A new one takes its place; the old one stays in the table."""

    class Status(models.TextChoices):
        IN_USE = "in_use", _("In use")  # 使用中
        REPLACED = "replaced", _("Replaced")  # 已替换

    tracked = ("area", "kind", "document")

    area = models.ForeignKey(Area, models.PROTECT, verbose_name=_("street"), related_name="+")
    kind = models.CharField(_("material"), max_length=20, choices=Material.Kind)
    document = models.ForeignKey(Document, models.PROTECT, verbose_name=_("document"), related_name="+")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.IN_USE, editable=False)

    objects = PaperTemplateQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name, verbose_name_plural = _("template of a paper"), _("templates of papers")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind"], condition=Q(status="in_use"), name="one_template_in_use_per_street_and_paper",
                violation_error_message=_("Another template of this paper is in use already."),
            ),
        ]

    def __str__(self) -> str:
        return self.document.name


class PaperTemplateChange(Change):
    paper_template = change_of("organizations.PaperTemplate")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of a template"), _("changes of templates")
