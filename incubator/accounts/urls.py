"""Addresses about people."""

from django.urls import path

from incubator.accounts.views import filters, people

app_name = "accounts"
urlpatterns = [
    path("password/<str:key>/<str:token>/", people.set_password, name="set-password"),
    path("filters/save/", filters.filter_save, name="filter-save"),
    path("filters/<int:pk>/delete/", filters.filter_delete, name="filter-delete"),
    path("reveal/<str:label>/<int:pk>/<slug:field>/", people.reveal, name="reveal"),
]
