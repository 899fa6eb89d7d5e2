"""The pages of a contract: its sheet, its signature, its payments."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.errors import posted_version, told
from incubator.money import yuan
from incubator.workdays import today
from projects import purchasing
from projects.forms.contracts import ContractSheet, PayForm, SignForm
from projects.models import Contract, Instalment
from projects.views.projects import loaded
from projects.workflow import contract_workflow, instalment_workflow, project_workflow


def contract_new(request: HttpRequest, pk: int) -> HttpResponse:
    project = loaded(request, pk)
    present = Contract.objects.filter(project=project).first()
    if present is not None and request.POST.get("token") == str(present.token):
        return redirect("projects:project", pk)  # the same form sent twice
    project_workflow.require("contract", project, request.user)
    thing = Contract(project=project, number=f"HT{project.number.removeprefix('XM')}")
    sheet = ContractSheet(
        request.POST or None, thing, usual=purchasing.usual_instalments(project, on=today()))
    if sheet.is_valid():
        thing.token = sheet.form.cleaned_data["token"] or thing.token
        purchasing.draft_contract(thing, instalments=sheet.instalments(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("projects:project", pk)
    return sheet_page(request, sheet)


def contract_edit(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, pk)
    contract_workflow.require("edit", thing, request.user)
    sheet = ContractSheet(request.POST or None, thing, usual=[])
    if sheet.is_valid():
        purchasing.edit_contract(
            thing, instalments=sheet.instalments(), by=request.user, seen=posted_version(request))
        messages.success(request, _("Saved."))
        return redirect("projects:project", thing.project_id)
    return sheet_page(request, sheet)


def sheet_page(request: HttpRequest, sheet: ContractSheet) -> HttpResponse:
    project = sheet.contract.project
    return render(request, "projects/contract_form.html", {
        "project": project, "sheet": sheet, "form": sheet.form, "formsets": sheet.formsets,
        "signer": project.host or project.contractor,
    }, status=400 if sheet.form.is_bound else 200)


def found(request: HttpRequest, pk: int) -> Contract:
    return get_object_or_404(
        Contract.objects.visible_to(request.user).select_related(
            "signer", "project__area", "project__contractor", "project__host"), pk=pk)


def contract_sign(request: HttpRequest, pk: int) -> HttpResponse:
    thing = found(request, pk)
    contract_workflow.require("sign", thing, request.user)
    form = SignForm(request.POST or None, initial={"version": thing.version, "signed_on": today()})
    if told(form, lambda: purchasing.sign(
        thing, signed_on=form.cleaned_data["signed_on"], by=request.user, seen=posted_version(request), today=today(),
    )):
        messages.success(request, _("The contract is signed and the project runs."))
        return redirect("projects:project", thing.project_id)
    return render(request, "projects/form.html", {
        "form": form, "title": _("Sign the contract"), "project": thing.project, "submit_label": _("Sign"),
        "facts": [(_("contract number"), thing.number), (_("signing party"), thing.signer),
                  (_("amount (yuan)"), yuan(thing.amount_fen))],
    }, status=400 if form.is_bound else 200)


@require_POST
def contract_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    thing = found(request, pk)
    purchasing.act_on_contract(
        name, thing, by=request.user, seen=posted_version(request), note=request.POST.get("note", ""))
    messages.success(request, _("Done: %(action)s") % {"action": contract_workflow.actions[name].label})
    return redirect("projects:project", thing.project_id)


def instalment_pay(request: HttpRequest, pk: int) -> HttpResponse:
    known = Instalment.objects.visible_to(request.user).select_related("contract__project__area", "contract__signer")
    thing = get_object_or_404(known, pk=pk)
    instalment_workflow.require("pay", thing, request.user)
    form = PayForm(request.POST or None, initial={"version": thing.version, "paid_on": today()})
    if told(form, lambda: purchasing.pay(
        thing, paid_on=form.cleaned_data["paid_on"], payment_no=form.cleaned_data["payment_no"], by=request.user,
        seen=posted_version(request), today=today(),
    )):
        messages.success(request, _("The payment is recorded."))
        return redirect("projects:project", thing.contract.project_id)
    return render(request, "projects/form.html", {
        "form": form, "title": _("Pay instalment %(order)s") % {"order": thing.order},
        "project": thing.contract.project, "submit_label": _("Record the payment"),
        "facts": [(_("paid to"), thing.contract.signer), (_("amount (yuan)"), yuan(thing.amount_fen))],
        "advice": purchasing.duty_advice(thing, request.user),
    }, status=400 if form.is_bound else 200)
