"""What an organization must bring to an end before it is cancelled: its projects, their money, their reports."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incubator.accounts.models import User
from incubator.money import yuan
from organizations.models import Organization
from organizations.rules.duties import Duty
from projects.models import Instalment, ProgressReport, Project

WORDS = {  # what the table of actions offers in this status
    Project.Status.APPROVED: gettext_lazy(
        "The project «%(name)s» is approved and has no signed contract: it has to be terminated first."),
    Project.Status.RUNNING: gettext_lazy(
        "The project «%(name)s» is running: it has to be closed out first, or terminated."),
}
NOT_IN_HAND = (Project.Status.DRAFT, Project.Status.CLOSED, Project.Status.TERMINATED)


def open_duties(organization: Organization, by: User | None) -> list[Duty]:
    """Each project in hand, as its contractor or host, with what is paid and not spent and what is not reported.

    Of projects that the reader may not open only their number is told.
    """
    in_hand = Project.objects.filter(Q(contractor=organization) | Q(host=organization)).exclude(status__in=NOT_IN_HAND)
    seen = in_hand.filter(pk__in=Project.objects.visible_to(by).values("pk")) if by else in_hand.none()
    late = Count("progress_reports", filter=Q(progress_reports__status__in=ProgressReport.OPEN), distinct=True)
    paid = dict(Instalment.objects.filter(
        contract__project__in=seen, status=Instalment.Status.PAID,
    ).values_list("contract__project").annotate(fen=Sum("amount_fen")))
    found, told = [], list(seen.annotate(unreported=late).order_by("pk"))
    for project in told:
        href = reverse("projects:project", args=[project.pk])
        found.append(Duty(WORDS[Project.Status(project.status)] % {"name": project.name}, href))
        if (left := paid.get(project.pk, 0) - project.spent_fen) > 0:
            found.append(Duty(_("«%(name)s»: %(yuan)s yuan are paid and neither spent nor returned.") % {
                "name": project.name, "yuan": yuan(left)}, href))
        if project.unreported:
            found.append(Duty(_("«%(name)s»: %(n)s reports are not handed in.") % {
                "name": project.name, "n": project.unreported}, href))
    if more := in_hand.count() - len(told):
        found.append(Duty(ngettext(
            "%(n)s project has to be closed out or terminated first.",
            "%(n)s projects have to be closed out or terminated first.", more) % {"n": more}))
    return found
