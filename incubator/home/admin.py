"""What Django's admin leaves out of other apps (groups, second factors), and the mail that could not be delivered."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.admin import ReadOnlyAdmin, column
from incubator.home.people import reached_by
from incubator.masking import mask_email
from incubator.notices.models import Letter

admin.site.unregister([Group, EmailAddress, Authenticator])


class DeliveryFilter(admin.SimpleListFilter):
    title = _("delivery")
    parameter_name = "delivery"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("waiting", _("Waiting to be sent")), ("all", _("All"))]

    def choices(self, changelist: Any) -> Any:
        """What opens first are the undelivered ones."""
        first, *others = super().choices(changelist)
        yield first | {"display": _("Undelivered letters")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "all":
            return queryset
        return queryset.filter(done_at=None) if self.value() == "waiting" else queryset.given_up(timezone.now())


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """The mail to the people of one's area: whom it could not reach, and why. What it says stays the reader's."""

    list_display = fields = readonly_fields = (
        "recipient", "address", "created_at", column("attempts", _("tries")), column("done_at", _("sent at")), "fault")
    list_filter = (DeliveryFilter,)
    list_select_related = ("recipient",)
    list_display_links = None
    actions = ["try_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        letters = super().get_queryset(request).filter(channel=Letter.Channel.MAIL)
        user: Any = request.user
        return letters if user.is_superuser else letters.filter(recipient__in=reached_by(user))

    @admin.display(description=_("mail address"))
    def address(self, letter: Letter) -> str:
        return mask_email(letter.recipient.email)

    @admin.display(description=_("last fault"))
    def fault(self, letter: Letter) -> str:
        """The kind of fault; what a mail server says repeats the address."""
        return letter.last_error.partition(":")[0]

    @admin.action(description=_("Send again"))
    def try_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        found = Letter.objects.filter(pk__in=list(queryset.values_list("pk", flat=True))).try_again()
        self.message_user(request, _("%(count)s letters will be sent again.") % {"count": found})
