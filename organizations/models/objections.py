"""Objections to entries of the catalogue under publicity: what anybody may say, and the office's answer."""

import secrets
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, within
from incubator.documents.models import Document
from incubator.sealed import SealedField
from incubator.tracking import Change, Tracked, change_of
from organizations.models.belonging import own_organizations
from organizations.models.catalogue import CatalogueEntry

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH = 20


def new_code() -> str:
    """The code by which who objected looks the answer up: `7K3M-9QPX-2RTV-…`; nobody guesses one of 2**100."""
    letters = "".join(secrets.choice(LETTERS) for _n in range(CODE_LENGTH))
    return "-".join(letters[start:start + 4] for start in range(0, CODE_LENGTH, 4))


class CatalogueObjectionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "CatalogueObjectionQuerySet":
        """The officers of the area alone, and none who belongs to the organization: who objects is protected."""
        if not user.is_authenticated or not user.is_officer:
            return self.none()
        there = self.filter(within("entry__organization__area__code", user.reading_codes))
        own = own_organizations(user)
        return there.exclude(entry__organization__in=own) if own else there

    def open(self) -> "CatalogueObjectionQuerySet":
        return self.filter(status="received")

    def counted(self, by: str) -> Any:
        """For each row of another query, whose key stands at `by`: how many these are."""
        these = self.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(these), Value(0))


class CatalogueObjection(Tracked):
    """One objection to one entry. Its words, name and phone are the office's alone."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("To be answered")  # 待答复
        UPHELD = "upheld", _("Upheld")  # 成立
        DISMISSED = "dismissed", _("Dismissed")  # 不成立

    class Way(models.TextChoices):
        PAGE = "page", _("Public page")  # 网上
        COUNTER = "counter", _("At the counter")  # 窗口

    area_path = "entry__organization__area"  # whose officers may see the number whole

    tracked = ("answered_on",)

    entry = models.ForeignKey(
        CatalogueEntry, models.PROTECT, verbose_name=_("entry of the catalogue"), related_name="objections")
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.RECEIVED, editable=False)
    code = models.CharField(_("receipt code"), max_length=30, unique=True, default=new_code, editable=False)
    way = models.CharField(_("received by way of"), max_length=10, choices=Way, default=Way.PAGE, editable=False)
    name = models.CharField(_("name of who objects"), max_length=50, blank=True)
    phone = SealedField(_("contact phone"), kind="phone", blank=True, default="")
    text = models.TextField(_("what is objected to"))
    paper = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("paper"), related_name="+")
    received_on = models.DateField(_("received on"))
    answer = models.TextField(_("answer of the office"), blank=True, editable=False)
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)

    objects = CatalogueObjectionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name, verbose_name_plural = _("objection"), _("objections")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="received", answered_on=None) | (
                    ~Q(status="received") & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="answered_objection_has_its_answer",
                violation_error_message=_("An answered objection has the answer and its day, no other has one.")),
        ]

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def area(self) -> Area:
        """The organization's."""
        return self.entry.organization.area


class CatalogueObjectionChange(Change):
    objection = change_of("organizations.CatalogueObjection")

    class Meta(Change.Meta):
        verbose_name, verbose_name_plural = _("change of an objection"), _("changes of objections")
