"""What lists may be narrowed by. The register: words that name it, its head or their numbers; place, type, class,
standing, credit. Filings and matters: the organization or the receipt, kind, status and year."""

import re
from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Area, User
from incubator.sealed import SealedTail, keyed_hashes
from incubator.workdays import today
from organizations.models import (
    CreditRecord,
    Filing,
    Matter,
    OfficeHolder,
    Organization,
    grouped,
    hyphened,
    normalized,
    status_words,
    unspaced,
)
from organizations.models.finding import Among, HoldsPairs
from organizations.models.matters import MatterQuerySet
from organizations.models.organizations import OrganizationQuerySet

ALL = _("All")
STANDING = "on_record"  # in good standing or suspended: who counts in the figures
MOST_KEY = 10**18  # keys are smaller
PHONE_TAIL = SealedTail.length
BEGINNING, WHOLE = 6, 18  # characters of a filing number or credit code: from how many on its beginning is understood
RECEIPT = re.compile(r"([A-Z]{2}\d{9})(\d{0,8})(\d*)|[A-Z]{2}\d{4,8}", re.ASCII)  # or its beginning, without dashes
IDENTITY = re.compile(r"\d{17}[\dx]", re.ASCII)  # whole, as `normalized`


def communities(request: Any) -> Any:
    """The communities this person may narrow the register to."""
    if request is None or not request.user.is_officer:
        return Area.objects.none()
    return Area.objects.visible_to(request.user).filter(level=Area.Level.COMMUNITY)


def narrowed_in_words(found: django_filters.FilterSet) -> list[str]:
    """What the list is narrowed by, as its title says it: «Tier: filed at the street»; what somebody looked for by a
    word of their own stands in no title.
    """
    told = []
    for name, field in found.form.fields.items():
        value = found.form.cleaned_data.get(name) if found.form.is_valid() else None
        if value and hasattr(field, "choices"):
            told.append(f"{field.label}：{dict(field.choices).get(value, value)}")
    return told


class OrganizationFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(
        label=_("Name, its pinyin, number, person, phone or identity number"), method="named",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _(
            "Name, its pinyin or initials; number; name of a person; last four digits of a phone")}))
    area = django_filters.ModelChoiceFilter(label=_("community"), queryset=communities, empty_label=ALL)
    tier = django_filters.ChoiceFilter(
        label=_("Tier"), choices=Organization.Tier.choices, method="tiered", empty_label=ALL)
    org_type = django_filters.ChoiceFilter(
        label=_("organization type"), choices=Organization.Type.choices, empty_label=ALL)
    category = django_filters.ChoiceFilter(label=_("class"), choices=Organization.Category.choices, empty_label=ALL)
    status = django_filters.ChoiceFilter(
        label=_("standing"), choices=[(STANDING, _("On the register")), *Organization.Status.choices],
        method="standing", empty_label=ALL)
    credit = django_filters.ChoiceFilter(
        label=_("Credit"), choices=CreditRecord.Kind.choices, method="credited", empty_label=ALL)

    class Meta:
        model = Organization
        fields = ["name", "area", "tier", "org_type", "category", "status", "credit"]

    def standing(self, organizations: OrganizationQuerySet, name: str, status: str) -> OrganizationQuerySet:
        return organizations.on_record() if status == STANDING else organizations.filter(status=status)

    def tiered(self, organizations: OrganizationQuerySet, name: str, tier: str) -> OrganizationQuerySet:
        return organizations.of_tier(tier)

    def credited(self, organizations: OrganizationQuerySet, name: str, kind: str) -> OrganizationQuerySet:
        """Those of whom a record of this kind stands today."""
        records = CreditRecord.objects.standing(on=today()).filter(kind=kind)
        return organizations.filter(pk__in=records.values("organization"))

    def named(self, organizations: OrganizationQuerySet, name: str, typed: str) -> OrganizationQuerySet:
        """As `named_like`, or by a phone, its own or of one of its people: the whole number or its tail."""
        found, plain = named_like(typed), normalized(typed)
        if found is None:
            return organizations
        if plain.isdigit():
            tail = len(plain) == PHONE_TAIL
            phone = Q(phone_tail=plain) if tail else Q(phone_hash__in=keyed_hashes(plain))
            found |= phone | Q(Among(OfficeHolder.objects.serving().filter(phone).values("organization")))
        return organizations.filter(found)


def named_like(typed: str, *, holders: bool = True) -> Q | None:
    """Organizations by part of the name, of its head's or (`holders`) of anybody's in office, however written; by
    pinyin or initials; by the code or filing number (with any dashes or none), whole or its beginning; by the whole
    identity number of the head.

    None where signs alone were typed, which narrow nothing.
    """
    plain = normalized(typed)
    if not plain:
        return None
    named = Q(normalized_name__contains=plain) | Q(normalized_head__contains=plain)
    if plain.isascii():
        named |= Q(pinyin__contains=plain)
    if holders:
        named |= Q(normalized_holders__contains=plain)
    found = named & Q(HoldsPairs(plain))
    number = normalized(hyphened(typed))  # a minus sign is a dash, too
    if number.isascii():
        found |= numbered(typed, number)
    if IDENTITY.fullmatch(number):
        found |= Q(identity_hash__in=keyed_hashes(number))
    return found


def numbered(typed: str, number: str) -> Q:
    """By the code or filing number, as typed and without its dashes (`number`): whole, or its beginning."""
    written = {unspaced(typed), hyphened(typed), grouped(number)}
    found = Q(uscc=number.upper()) | Q(filing_no__in=written)
    if number[:1].isdigit() and BEGINNING <= len(number) < WHOLE:
        found |= Q(uscc__startswith=number.upper())
        for beginning in sorted(written):
            found |= Q(filing_no__startswith=beginning)
    return found


def receipted(typed: str) -> Q | None:
    """Matters by their receipt number (`matters/handing.py`) with any dashes or none, whole or its beginning.

    None where what was typed is no beginning of one, or too short a one.
    """
    written = hyphened(typed).upper()
    found = RECEIPT.fullmatch(normalized(written).upper())
    if not found:
        return None
    grouped_ = "-".join(filter(None, found.groups())) or found[0]
    return Q(receipt_no__startswith=written) | Q(receipt_no__startswith=grouped_)


def filtered(request: Any) -> OrganizationFilter:
    """The register as the address narrows it: for officers those on record, where it names no standing.

    A narrowing that is not understood finds nobody, and says so.
    """
    seen = Organization.objects.visible_to(request.user).defer("normalized_holders")  # long, and only searched
    asked = request.GET.copy()
    if request.user.is_officer:
        asked.setdefault("status", STANDING)
    found = OrganizationFilter(asked, seen, request=request)
    return found if found.is_valid() else OrganizationFilter(asked, seen.none(), request=request)


def everywhere(request: Any) -> str:
    """The query of the same narrowing whatever the standing or status; empty where that is asked already. Officers
    begin with one that leaves others out."""
    asked = request.GET.copy()
    if asked.get("status") == "" or not request.user.is_officer:
        return ""
    asked["status"] = ""
    for page in ("page", "after"):
        asked.pop(page, None)
    return asked.urlencode()


def _listed(matters: MatterQuerySet) -> MatterQuerySet:
    """With what a line says of the organization."""
    return matters.select_related("organization__area").defer("organization__normalized_holders")


class MatterFilter(forms.Form):
    """The matters a person sees, as the address narrows them: officers begin with what waits for them.

    What is not understood finds nothing, and says so.
    """

    WAITING = "waiting"  # for the office, whatever the step

    name = forms.CharField(
        label=_("Receipt number, or the organization's name, its pinyin, number, person or identity number"),
        required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search", "placeholder": _(
            "Receipt number; name of the organization, its pinyin or initials; number; name of a person")}))
    kind = forms.ChoiceField(label=_("Matter"), required=False, choices=[("", ALL), *Matter.Kind.choices])
    status = forms.ChoiceField(label=_("Status"), required=False)
    year = forms.IntegerField(label=_("year"), required=False, min_value=2000, max_value=2100)
    organization = forms.IntegerField(required=False, min_value=1, max_value=MOST_KEY, widget=forms.HiddenInput)

    def __init__(self, given: Any, *, user: User) -> None:
        asked = given.copy()
        asked.setdefault("status", self.WAITING if user.is_officer else "")
        super().__init__(asked)
        self.user = user
        self.fields["status"].choices = [("", ALL), *self.statuses()]

    def statuses(self) -> list[tuple[str, Any]]:
        return [(self.WAITING, _("With the office")), *Matter.Status.choices]

    def seen(self) -> MatterQuerySet:
        """What is due first comes first."""
        return _listed(Matter.objects.visible_to(self.user)).order_by("answer_due_on", "pk")

    @property
    def qs(self) -> MatterQuerySet:
        if not self.is_valid():
            return self.seen().none()
        matters, wanted = self.seen(), self.cleaned_data
        if wanted["status"] == self.WAITING:
            matters = matters.waiting_for_office()
        elif wanted["status"]:
            matters = matters.in_status(wanted["status"])
        if (found := named_like(wanted["name"])) and (known := named_like(wanted["name"], holders=False)):
            # whose matter one sees, not always oneself: a draft's people are its own
            named = Organization.objects.visible_to(self.user).filter(found) | Organization.objects.filter(known)
            matters = matters.filter(self._meant(named, receipted(wanted["name"])))
        if year := wanted["year"]:  # it is about, or of its hand-in where it is about none
            matters = matters.filter(Q(year=year) | Q(year=0, submitted_at__year=year))
        asked = {name: wanted[name] for name in ("kind", "organization") if wanted.get(name)}
        return matters.filter(**asked)

    def _meant(self, named: OrganizationQuerySet, receipts: Q | None) -> Q:
        """Matters of these organizations, or with such a receipt: each looked up by its own index, then put together,
        because a plain «or» of both would have all matters read."""
        if receipts is None:
            return Q(organization__in=named.values("pk"))
        theirs = Matter.objects.order_by().filter(organization__in=named.values("pk")).values("pk")
        return Q(pk__in=theirs.union(Matter.objects.order_by().filter(receipts).values("pk")))


class FilingFilter(MatterFilter):
    """The filings, in the order they came in."""

    WAITING = Filing.Status.SUBMITTED
    kind = organization = None

    def statuses(self) -> list[tuple[str, Any]]:
        words = status_words(Filing.Kind.FILING)
        return [(code, label) for code, label in words.items() if code != Filing.Status.DRAFT]

    def seen(self) -> MatterQuerySet:
        return _listed(Filing.objects.visible_to(self.user)).order_by("submitted_at", "pk")
