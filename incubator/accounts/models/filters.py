"""Filters a person keeps under a name: the part of a list's address that narrows it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedFilterQuerySet":
        """Everybody's own ones only."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class SavedFilter(models.Model):
    """How one person narrows one list, by its name. What it says is understood anew whenever it is opened."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters", verbose_name=_("person"))
    page = models.CharField(_("list"), max_length=60)  # the URL name of the list
    name = models.CharField(_("name of the filter"), max_length=30)
    query = models.CharField(_("filter"), max_length=1000)  # without a question mark, page number and tokens

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ("page", "name")
        verbose_name, verbose_name_plural = _("saved filter"), _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"], name="one_saved_filter_per_person_list_and_name",
                violation_error_message=_("You keep a filter under this name already.")),
        ]

    def __str__(self) -> str:
        return self.name
