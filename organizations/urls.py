"""The addresses of organizations, their ledgers and their papers."""

from django.urls import path, re_path

from incubator.accounts.views.batches import addresses
from organizations.views import (
    annual,
    annual_batches,
    batches,
    catalogue,
    certificates,
    credit,
    filings,
    growth,
    hubs,
    invitations,
    ledgers,
    listing,
    matters,
    organizations,
    overview,
    people,
    people_import,
    portal,
    public_catalogue,
    registering,
    statistics,
    templates,
)

app_name = "organizations"

organization_urls = [
    path("", organizations.organization_list, name="organizations"),
    path("export/", organizations.organization_export, name="organizations-export"),
    path("print/", organizations.organization_print, name="organizations-print"),
    path("new/", listing.group_new, name="group-new"),
    path("name-check/", listing.name_check, name="name-check"),
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/export/", statistics.statistics_file, name="statistics-file"),
    path("<int:pk>/", overview.organization_detail, name="organization"),
    path("<int:pk>/timeline/", overview.timeline, name="timeline"),
    path("<int:pk>/papers/", overview.papers, name="papers"),
    path("papers/<int:pk>/", overview.paper, name="paper"),
    path("<int:pk>/edit/", organizations.organization_edit, name="organization-edit"),
    re_path(r"^(?P<pk>\d+)/(?P<name>suspend|resume|disband)/$", organizations.organization_act,
            name="organization-act"),
    path("<int:pk>/revoke/", organizations.organization_revoke, name="organization-revoke"),
]
credit_urls = [
    path("<int:pk>/credit/new/", credit.credit_new, name="credit-new"),
    path("credit/export/", credit.credit_export, name="credit-export"),
    path("credit/<int:pk>/edit/", credit.credit_edit, name="credit-edit"),
    re_path(r"^credit/(?P<pk>\d+)/(?P<name>remove)/$", credit.credit_act, name="credit-act"),
]
people_urls = [
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/people/export/", people.people_export, name="people-export"),
    path("<int:pk>/people/import/", people_import.people_import, name="people-import"),
    path("<int:pk>/people/new/", people.holder_new, name="holder-new"),
    path("holders/<int:pk>/edit/", people.holder_edit, name="holder-edit"),
    path("holders/<int:pk>/leave/", people.holder_leave, name="holder-leave"),
    path("<int:pk>/pairings/new/", people.pairing_new, name="pairing-new"),
    path("pairings/<int:pk>/end/", people.pairing_end, name="pairing-end"),
]
hub_urls = [
    path("<int:pk>/supports/new/", hubs.hub_link_new, name="hub-link-new"),
    path("supports/<int:pk>/end/", hubs.hub_link_end, name="hub-link-end"),
]
template_urls = [
    path("templates/", templates.template_list, name="templates"),
    path("templates/<slug:kind>/", templates.template_file, name="template"),
    path("templates/<slug:kind>/example/", templates.template_example, name="template-example"),
    path("templates/<str:code>/<slug:kind>/own/", templates.template_own, name="template-own"),
    path("templates/versions/<int:pk>/file/", templates.template_version, name="template-version"),
    path("templates/versions/<int:pk>/withdraw/", templates.template_withdraw, name="template-withdraw"),
]
growth_urls = [
    path("<int:pk>/growth/", growth.growth, name="growth"),
    path("<int:pk>/growth/growth.pdf", growth.growth_print, name="growth-print"),
    path("<int:pk>/growth/growth.xlsx", growth.growth_export, name="growth-export"),
    path("<int:pk>/stages/new/", growth.stage_new, name="stage-new"),
    re_path(r"^stages/(?P<pk>\d+)/(?P<name>remove)/$", growth.stage_act, name="stage-act"),
    path("<int:pk>/visits/new/", growth.visit_new, name="visit-new"),
    path("visits/", growth.visit_list, name="visits"),
    path("visits/export/", growth.visit_export, name="visits-export"),
    path("visits/<int:pk>/", growth.visit, name="visit"),
    path("visits/<int:pk>/edit/", growth.visit_edit, name="visit-edit"),
    re_path(r"^visits/(?P<pk>\d+)/(?P<name>remove)/$", growth.visit_act, name="visit-act"),
]
ledger_urls = [
    path("imports/", ledgers.import_list, name="imports"),
    path("imports/<int:pk>/", ledgers.import_detail, name="import"),
    path("imports/<int:pk>/confirm/", ledgers.import_confirm, name="import-confirm"),
    path("imports/<int:pk>/annotated/", ledgers.import_annotated, name="import-annotated"),
]
filing_urls = [
    path("mine/", portal.mine, name="mine"),
    path("filings/", filings.filing_list, name="filings"),
    path("filings/export/", filings.filing_export, name="filings-export"),
    *addresses(batches.FILINGS, "filings/"),
    path("filings/start/", filings.filing_start, name="filing-start"),
    path("filings/<int:pk>/", filings.filing_detail, name="filing-detail"),
    re_path(r"^filings/(?P<pk>\d+)/(?P<step>basics|people)/$", filings.filing_edit, name="filing-edit"),
    path("filings/<int:pk>/materials/", filings.filing_materials, name="filing-materials"),
    path("filings/<int:pk>/materials/<slug:kind>/", filings.filing_material, name="filing-material"),
    path("filings/<int:pk>/materials/<slug:kind>/earlier/", filings.filing_material_earlier,
         name="filing-material-earlier"),
    path("filings/<int:pk>/materials/<slug:kind>/remove/", filings.filing_material_remove,
         name="filing-material-remove"),
    path("filings/<int:pk>/check/", filings.filing_check, name="filing-check"),
    path("filings/<int:pk>/submit/", filings.filing_submit, name="filing-submit"),
    path("filings/<int:pk>/return/", filings.filing_return, name="filing-return"),
    path("filings/<int:pk>/receipt/", filings.filing_receipt, name="filing-receipt"),
    path("filings/<int:pk>/certificate/", certificates.filing_certificate, name="filing-certificate"),
    re_path(
        r"^filings/(?P<pk>\d+)/(?P<name>withdraw|reopen|accept|review|approve|refuse|remind|undo)/$",
        filings.filing_act, name="filing-act"),
    path("<int:pk>/members/", invitations.member_list, name="members"),
    path("<int:pk>/invitations/", invitations.invitation_create, name="invitation-create"),
    path("invitations/<int:pk>/withdraw/", invitations.invitation_withdraw, name="invitation-withdraw"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("memberships/<int:pk>/end/", invitations.membership_end, name="membership-end"),
    path("memberships/<int:pk>/right/", invitations.membership_right, name="membership-right"),
    path("memberships/<int:pk>/hand-over/", invitations.membership_hand_over, name="membership-hand-over"),
    path("public/certificates/", certificates.check, name="check"),
    path("public/certificates/<str:code>/", certificates.public_certificate, name="public-certificate"),
]
matter_urls = [
    path("matters/", matters.matter_list, name="matters"),
    path("matters/export/", matters.matter_export, name="matters-export"),
    *addresses(batches.MATTERS, "matters/"),
    path("matters/registration/start/", registering.registration_start, name="registration-start"),
    path("<int:pk>/matters/<slug:kind>/", matters.matter_start, name="matter-start"),
    path("matters/<int:pk>/", matters.matter_detail, name="matter"),
    path("matters/<int:pk>/edit/", matters.matter_edit, name="matter-edit"),
    path("matters/<int:pk>/papers/<slug:kind>/", matters.matter_paper, name="matter-paper"),
    path("matters/<int:pk>/papers/<slug:kind>/remove/", matters.matter_paper_remove, name="matter-paper-remove"),
    path("matters/<int:pk>/check/", matters.matter_check, name="matter-check"),
    path("matters/<int:pk>/submit/", matters.matter_submit, name="matter-submit"),
    path("matters/<int:pk>/receipt/", matters.matter_receipt, name="matter-receipt"),
    path("matters/<int:pk>/return/", matters.matter_return, name="matter-return"),
    path("matters/<int:pk>/record/", registering.matter_record, name="matter-record"),
    re_path(
        r"^matters/(?P<pk>\d+)/(?P<name>withdraw|reopen|accept|review|approve|refuse|remind|undo|forward|not_registered)/$",
        matters.matter_act, name="matter-act"),
]
qualified_urls = [  # the catalogue of qualified organizations
    path("qualified/", catalogue.round_list, name="qualified-rounds"),
    path("qualified/new/", catalogue.round_new, name="qualified-round-new"),
    path("qualified/<int:pk>/", catalogue.round_detail, name="qualified-round"),
    path("qualified/<int:pk>/edit/", catalogue.round_edit, name="qualified-round-edit"),
    path("qualified/<int:pk>/export/", catalogue.round_export, name="qualified-round-export"),
    path("qualified/<int:pk>/nominate/", catalogue.nominate, name="qualified-nominate"),
    re_path(r"^qualified/(?P<pk>\d+)/(?P<name>open|publicise|list)/$", catalogue.round_act, name="qualified-round-act"),
    path("qualified/entries/<int:pk>/", catalogue.entry_detail, name="qualified-entry"),
    path("qualified/entries/<int:pk>/object/", catalogue.object_at_the_counter, name="qualified-object"),
    re_path(r"^qualified/entries/(?P<pk>\d+)/(?P<name>agree|verify|resume|decline|reject|suspend|remove)/$",
            catalogue.entry_act, name="qualified-entry-act"),
    path("qualified/objections/<int:pk>/uphold/", catalogue.objection_uphold, name="qualified-objection-uphold"),
    re_path(r"^qualified/objections/(?P<pk>\d+)/(?P<name>dismiss)/$", catalogue.objection_act,
            name="qualified-objection-act"),
    path("qualified/objections/<int:pk>/paper/", catalogue.objection_paper, name="qualified-objection-paper"),
    path("public/qualified/", public_catalogue.catalogue, name="public-qualified"),
    path("public/qualified/export/", public_catalogue.catalogue_file, name="public-qualified-file"),
    path("public/qualified/rounds/<int:pk>/", public_catalogue.round_page, name="public-qualified-round"),
    path("public/qualified/entries/<int:pk>/", public_catalogue.entry_page, name="public-qualified-entry"),
    path("public/qualified/entries/<int:pk>/object/", public_catalogue.object_to, name="public-qualified-object"),
    path("public/qualified/objections/", public_catalogue.answer_search, name="public-qualified-answer"),
    path("public/qualified/objections/<str:code>/", public_catalogue.objection_page,
         name="public-qualified-objection"),
]

annual_urls = [
    path("annual/", annual.annual_list, name="annual-campaigns"),
    path("annual/new/", annual.annual_new, name="annual-new"),
    path("annual/<int:pk>/", annual.annual_detail, name="annual"),
    path("annual/<int:pk>/edit/", annual.annual_edit, name="annual-edit"),
    path("annual/<int:pk>/export/", annual.annual_export, name="annual-export"),
    re_path(r"^annual/(?P<pk>\d+)/(?P<name>open|refresh|close|reopen)/$", annual.annual_act, name="annual-act"),
    path("annual/duties/", annual_batches.annual_duties, name="annual-duties"),
    *addresses(annual_batches.DUTIES, "annual/duties/"),
    path("annual/duties/<int:pk>/", annual.annual_duty, name="annual-duty"),
    path("annual/duties/<int:pk>/postpone/", annual.annual_postpone, name="annual-postpone"),
    re_path(r"^annual/duties/(?P<pk>\d+)/(?P<name>urge|telephone|exempt|oblige)/$", annual.annual_duty_act,
            name="annual-duty-act"),
    path("<int:pk>/annual/", annual.annual_years, name="annual-years"),
]

urlpatterns = [
    *organization_urls, *credit_urls, *people_urls, *growth_urls, *hub_urls, *template_urls, *ledger_urls,
    *filing_urls, *matter_urls, *annual_urls, *qualified_urls]
