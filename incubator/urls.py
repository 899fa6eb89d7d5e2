"""The address map."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from evaluations.api.days import ReviewDayViewSet
from evaluations.api.schemes import SchemeViewSet
from evaluations.api.sheets import SheetViewSet
from incubator.accounts.views.people import number_by_message
from incubator.home.api_docs import api_docs
from incubator.home.health import healthz, readyz
from organizations.api.annual import AnnualCampaignViewSet, AnnualDutyViewSet
from organizations.api.catalogue import CatalogueEntryViewSet, CatalogueObjectionViewSet, CatalogueRoundViewSet
from organizations.api.credit import CreditRecordViewSet
from organizations.api.filings import FilingViewSet
from organizations.api.growth import CoachingVisitViewSet, GrowthStageViewSet
from organizations.api.hubs import HubLinkViewSet
from organizations.api.ledgers import LedgerViewSet
from organizations.api.matters import MatterViewSet
from organizations.api.organizations import OrganizationViewSet
from organizations.api.people import OfficeHolderViewSet
from organizations.api.templates import PaperTemplateViewSet
from projects.api.projects import ContractViewSet, InstalmentViewSet, ProjectViewSet
from projects.api.reports import ReportViewSet
from projects.api.returns import MoneyReturnViewSet
from projects.api.work import ActivityViewSet, SpendingViewSet

router = DefaultRouter()
router.include_root_view = router.include_format_suffixes = False
# Each storey adds its lines.
router.register("organizations", OrganizationViewSet, basename="organization")
router.register("credit-records", CreditRecordViewSet, basename="credit-record")
router.register("office-holders", OfficeHolderViewSet, basename="office-holder")
router.register("hub-links", HubLinkViewSet, basename="hub-link")
router.register("paper-templates", PaperTemplateViewSet, basename="paper-template")
router.register("coaching-visits", CoachingVisitViewSet, basename="coaching-visit")
router.register("growth-stages", GrowthStageViewSet, basename="growth-stage")
router.register("ledgers", LedgerViewSet, basename="ledger")
router.register("filings", FilingViewSet, basename="filing")
router.register("matters", MatterViewSet, basename="matter")
router.register("annual-campaigns", AnnualCampaignViewSet, basename="annual-campaign")
router.register("annual-duties", AnnualDutyViewSet, basename="annual-duty")
router.register("qualified-rounds", CatalogueRoundViewSet, basename="qualified-round")
router.register("qualified-entries", CatalogueEntryViewSet, basename="qualified-entry")
router.register("qualified-objections", CatalogueObjectionViewSet, basename="qualified-objection")
router.register("projects", ProjectViewSet, basename="project")
router.register("contracts", ContractViewSet, basename="contract")
router.register("instalments", InstalmentViewSet, basename="instalment")
router.register("activities", ActivityViewSet, basename="activity")
router.register("spendings", SpendingViewSet, basename="spending")
router.register("money-returns", MoneyReturnViewSet, basename="money-return")
router.register("reports", ReportViewSet, basename="report")
router.register("schemes", SchemeViewSet, basename="scheme")
router.register("review-days", ReviewDayViewSet, basename="review-day")
router.register("sheets", SheetViewSet, basename="sheet")

api: list[URLPattern | URLResolver] = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", api_docs, name="api-docs"),
    path("", include(router.urls)),
]
urlpatterns = [
    path("", include("incubator.home.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("accounts/phone/<slug:step>/", number_by_message, name="number-by-message"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("incubator.accounts.urls")),
    path("inbox/", include("incubator.notices.urls")),
    path("language/", login_not_required(set_language), name="set_language"),
    path("organizations/", include("organizations.urls")),
    path("projects/", include("projects.urls")),
    path("evaluations/", include("evaluations.urls")),
    path("api/v1/", include(api)),
]
