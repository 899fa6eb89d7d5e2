"""The matters of an annual duty as rows: its report and rectification, and whom the office telephones about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from incubator.accounts.models import User
from incubator.accounts.revealing import may_reveal
from organizations.models import AnnualDuty, Matter, Organization
from organizations.reports.credit import Mark
from organizations.reports.outcomes import office_said, outcome_mark
from organizations.urging import unheard
from organizations.workflow import annual_duty_workflow, life_of


@dataclass(frozen=True)
class Begun:
    """A matter of the year, as a link."""

    kind: str
    href: str
    label: str
    status: str
    status_label: str
    receipt_no: str
    result: Mark | None  # of a report decided on
    said: str  # why it came back
    edit_href: str  # empty for whoever may not correct it now

    def get_status_display(self) -> str:
        return self.status_label


def begun(matters: Iterable[Matter], *, user: User) -> tuple[Begun, ...]:
    """The matters, loaded with their organization, as this person may open them."""
    return tuple(
        Begun(matter.kind, reverse("organizations:matter", args=[matter.pk]), str(matter.get_kind_display()),
              matter.status, str(matter.get_status_display()), matter.receipt_no, outcome_mark(matter.outcome),
              office_said(matter), _edit_href(matter, user))
        for matter in matters)


def _edit_href(matter: Matter, user: User) -> str:
    corrects = (matter.status == Matter.Status.RETURNED and matter.organization.stands
                and life_of(matter).allows("edit", matter, user))
    return reverse("organizations:matter-edit", args=[matter.pk]) if corrects else ""


@dataclass(frozen=True)
class Answered:
    """What a rectification answers: the report, its outcome, and by when it is to be made good."""

    reports: tuple[Begun, ...]
    outcome: Mark | None
    note: str
    until: date | None


def answered(matter: Matter, *, user: User) -> Answered | None:
    """For the page of a rectification; None for every other kind."""
    if matter.kind != Matter.Kind.RECTIFICATION:
        return None
    duty = AnnualDuty.objects.filter(organization=matter.organization_id, campaign__year=matter.year).exclude(
        outcome="").order_by("-pk").first()
    reports = Matter.objects.visible_to(user).filter(
        organization=matter.organization_id, year=matter.year, kind=Matter.Kind.ANNUAL,
        status=Matter.Status.APPROVED).select_related("organization").order_by("pk")
    decided = duty.changes.filter(action="decide").order_by("-pk").first() if duty else None
    return Answered(begun(reports, user=user), outcome_mark(duty.outcome) if duty else None,
                    decided.note if decided else "", duty.rectify_day if duty else None)


@dataclass(frozen=True)
class Contact:
    person: str
    phone: str  # masked
    reveal_href: str = ""


def contact(duty: AnnualDuty, user: User) -> Contact | None:
    """Whom to telephone where a reminder would reach nobody; for whoever may note that they did."""
    organization = duty.organization
    if not (annual_duty_workflow.allows("telephone", duty, user) and unheard(organization)):
        return None
    return Contact(
        organization.responsible_person, str(organization.phone or ""), phone_href(organization, user))


def phone_href(organization: Organization, user: User) -> str:
    """Where this person sees the organization's phone whole, with a reason; empty where they may not."""
    if not (organization.phone and may_reveal(user, organization)):
        return ""
    return reverse("accounts:reveal", args=["organizations.organization", organization.pk, "phone"])
