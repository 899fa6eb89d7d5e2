"""The addresses of projects, their contracts, the work on them and the reports about them."""

from django.urls import path

from incubator.accounts.views.batches import addresses
from projects.views import batches, contracts, projects, reports, returns, work

app_name = "projects"

project_urls = [
    path("", projects.projects, name="projects"),
    path("projects.xlsx", projects.projects_export, name="projects-export"),
    path("new/", projects.project_new, name="project-new"),
    path("<int:pk>/", projects.project, name="project"),
    path("<int:pk>/edit/", projects.project_edit, name="project-edit"),
    path("<int:pk>/history/", projects.project_history, name="project-history"),
    path("<int:pk>/contract/", contracts.contract_new, name="contract-new"),
    path("<int:pk>/activities/", work.activities, name="activities"),
    path("<int:pk>/activities/new/", work.activity_new, name="activity-new"),
    path("<int:pk>/spendings/", work.spendings, name="spendings"),
    path("<int:pk>/spendings/new/", work.spending_new, name="spending-new"),
    path("<int:pk>/returns/", returns.returns, name="returns"),
    path("<int:pk>/returns/new/", returns.return_new, name="return-new"),
    path("<int:pk>/<slug:name>/", projects.project_act, name="project-act"),
]
contract_urls = [
    path("contracts/<int:pk>/edit/", contracts.contract_edit, name="contract-edit"),
    path("contracts/<int:pk>/sign/", contracts.contract_sign, name="contract-sign"),
    path("contracts/<int:pk>/<slug:name>/", contracts.contract_act, name="contract-act"),
    path("instalments/<int:pk>/pay/", contracts.instalment_pay, name="instalment-pay"),
    path("returns/<int:pk>/<slug:name>/", returns.return_act, name="return-act"),
]
work_urls = [
    path("activities/<int:pk>/", work.activity, name="activity"),
    path("activities/<int:pk>/edit/", work.activity_edit, name="activity-edit"),
    path("activities/<int:pk>/photos/<int:photo>/", work.activity_photo, name="activity-photo"),
    path("activities/<int:pk>/<slug:name>/", work.activity_act, name="activity-act"),
    path("spendings/<int:pk>/", work.spending, name="spending"),
    path("spendings/<int:pk>/edit/", work.spending_edit, name="spending-edit"),
    path("spendings/<int:pk>/voucher/", work.spending_voucher, name="spending-voucher"),
    path("spendings/<int:pk>/<slug:name>/", work.spending_act, name="spending-act"),
]
report_urls = [
    path("reports/", reports.report_list, name="reports"),
    *addresses(batches.REPORTS, "reports/"),
    path("reports/summary/", reports.summary, name="summary"),
    path("reports/summary.xlsx", reports.summary_file, name="summary-file"),
    path("reports/<int:pk>/", reports.report_detail, name="report"),
    path("reports/<int:pk>/edit/", reports.report_edit, name="report-edit"),
    path("reports/<int:pk>/report.pdf", reports.report_file, {"kind": "pdf"}, name="report-pdf"),
    path("reports/<int:pk>/report.docx", reports.report_file, {"kind": "docx"}, name="report-docx"),
    path("reports/<int:pk>/<slug:name>/", reports.report_act, name="report-act"),
]

urlpatterns = [*report_urls, *project_urls, *contract_urls, *work_urls]
