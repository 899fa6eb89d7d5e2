"""Certificates: the paper for those who may see it, and the public answer whether it stands."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from incubator.documents.serving import hand_over
from incubator.workdays import today
from organizations.certifying import category_of, certificate_pdf, standing
from organizations.models import Certificate, Matter, Organization, grouped, hyphened


def filing_certificate(request: HttpRequest, pk: int) -> HttpResponse:
    certificate = get_object_or_404(
        Certificate.objects.filter(  # what stands no more is not printed any more; its public page says why
            matter__in=Matter.objects.visible_to(request.user), withdrawn_on=None,
            organization__in=Organization.objects.on_record()), matter=pk)
    name = f"{certificate.facts['name']}-备案证书-{certificate.number}.pdf"
    return hand_over(certificate_pdf(certificate), name=name, content_type="application/pdf")


@login_not_required
def public_certificate(request: HttpRequest, code: str) -> HttpResponse:
    certificate = Certificate.objects.select_related("organization").filter(code=code).first()
    if certificate is None:
        return render(request, "organizations/public_certificate_unknown.html", {"asked": ""}, status=404)
    return render(request, "organizations/public_certificate.html", {
        "certificate": certificate, "standing": standing(certificate, on=today()),
        "category": category_of(certificate)})


@login_not_required
def check(request: HttpRequest) -> HttpResponse:
    """Anybody may ask for a certificate by the number printed on it."""
    asked = request.GET.get("number", "").strip()
    if not asked:
        return render(request, "organizations/public_certificate_check.html")
    certificate = Certificate.objects.filter(number__in={asked, hyphened(asked), grouped(asked)}).order_by(
        F("withdrawn_on").desc(nulls_first=True), "-pk").first()  # the one that stands, else the latest
    if certificate is None:
        return render(request, "organizations/public_certificate_unknown.html", {"asked": asked}, status=404)
    return redirect("organizations:public-certificate", certificate.code)
