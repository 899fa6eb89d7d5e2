"""The pages of credit records: write one down, put it right, take it off."""


from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.documents.serving import hand_over
from incubator.errors import posted_version, told
from incubator.workdays import today
from incubator.workflow import No
from organizations import crediting
from organizations.exports.ledgers import FILE_TYPE
from organizations.exports.people import credit_workbook
from organizations.filters import filtered
from organizations.forms.credit import CreditForm
from organizations.models import CreditRecord, Organization
from organizations.reports.credit import PROPOSALS
from organizations.rules.credit import records_credit
from organizations.workflow import credit_workflow


def credit_new(request: HttpRequest, pk: int) -> HttpResponse:
    organization = get_object_or_404(Organization.objects.visible_to(request.user).select_related("area"), pk=pk)
    if not (may := records_credit(request.user, organization)):
        raise PermissionDenied(may if isinstance(may, No) else "create")
    kind = request.GET.get("kind", "")  # what the page that led here speaks of
    chosen = CreditRecord(organization=organization, kind=kind if kind in CreditRecord.Kind.values else "")
    form = CreditForm(request.POST or None, instance=chosen, today=today())
    if told(form, lambda: crediting.record(form.instance, by=request.user, today=today())):
        messages.success(request, _("Saved."))
        return redirect("organizations:organization", pk)
    return _form_page(request, form, organization, title=PROPOSALS.get(kind, _("Add a credit record")))


@require_safe
def credit_export(request: HttpRequest) -> HttpResponse:
    """The credit records of the organizations in the list, as the list is narrowed."""
    if not request.user.is_officer:
        raise PermissionDenied
    seen = filtered(request).qs.values("pk")
    content = credit_workbook(CreditRecord.objects.visible_to(request.user).filter(organization__in=seen), on=today())
    return hand_over(content, name=f"社会组织信用记录-{today():%Y%m%d}.xlsx", content_type=FILE_TYPE)


def credit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    record = _get(request, pk)
    credit_workflow.require("edit", record, request.user)
    form = CreditForm(request.POST or None, instance=record, today=today())
    if told(form, lambda: crediting.edit(
        record, by=request.user, seen=form.cleaned_data["version"], today=today(),
    )):
        messages.success(request, _("Saved."))
        return redirect("organizations:organization", record.organization_id)
    return _form_page(request, form, record.organization, title=_("Correct the credit record"),
                      changes=list(record.changes.telling()))


@require_POST
def credit_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    record = _get(request, pk)
    crediting.act(name, record, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""),
                  today=today())
    messages.success(request, _("Done: %(action)s") % {"action": credit_workflow.actions[name].label})
    return redirect("organizations:organization", record.organization_id)


def _get(request: HttpRequest, pk: int) -> CreditRecord:
    known = CreditRecord.objects.visible_to(request.user).select_related("organization__area")
    return get_object_or_404(known, pk=pk)


def _form_page(
    request: HttpRequest, form: CreditForm, organization: Organization, *, title: str, changes: list | None = None
) -> HttpResponse:
    return render(request, "organizations/credit_form.html", {
        "form": form, "title": title, "name": organization.name, "changes": changes,
        "cancel_url": reverse("organizations:organization", args=[organization.pk]),
    }, status=400 if form.errors else 200)
