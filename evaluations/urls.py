"""Addresses of schemes, review days, score sheets and results."""

from django.urls import path

from evaluations.views import days, results, schemes, sheets

app_name = "evaluations"
urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.scheme_new, name="scheme-new"),
    path("schemes/<int:pk>/", schemes.scheme_detail, name="scheme"),
    path("schemes/<int:pk>/edit/", schemes.scheme_edit, name="scheme-edit"),
    path("schemes/<int:pk>/copy/", schemes.scheme_copy, name="scheme-copy"),
    path("schemes/<int:pk>/act/<slug:name>/", schemes.scheme_act, name="scheme-act"),
    path("days/", days.days, name="days"),
    path("days/new/", days.day_new, name="day-new"),
    path("days/<int:pk>/", days.day_detail, name="day-detail"),
    path("days/<int:pk>/edit/", days.day_edit, name="day-edit"),
    path("days/<int:pk>/subjects/", days.day_subjects, name="day-subjects"),
    path("days/<int:pk>/panel/", days.day_panel, name="day-panel"),
    path("days/<int:pk>/panel/<int:panelist>/remove/", days.day_unseat, name="day-unseat"),
    path("days/<int:pk>/act/<slug:name>/", days.day_act, name="day-act"),
    path("days/<int:pk>/open/", days.day_open, name="day-open"),
    path("days/<int:pk>/board/", days.day_board, name="day-board"),
    path("days/<int:pk>/lock/", days.day_lock, name="day-lock"),
    path("days/<int:pk>/results/", results.day_results, name="day-results"),
    path("days/<int:pk>/results.xlsx", results.day_workbook, name="day-workbook"),
    path("days/<int:pk>/results.pdf", results.day_pdf, name="day-pdf"),
    path("subjects/<int:pk>/", results.subject, name="subject"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/<int:pk>/", sheets.sheet, name="sheet"),
    path("sheets/<int:pk>/save/", sheets.sheet_save, name="sheet-save"),
    path("sheets/<int:pk>/sign/", sheets.sheet_sign, name="sheet-sign"),
    path("sheets/<int:pk>/act/<slug:name>/", sheets.sheet_act, name="sheet-act"),
    path("sheets/<int:pk>/print/", sheets.sheet_print, name="sheet-print"),
    path("sheets/<int:pk>/exclude/", sheets.sheet_exclude, name="sheet-exclude"),
    path("public/", results.public, name="public"),
    path("public/<int:pk>/", results.public_day, name="public-day"),
]
