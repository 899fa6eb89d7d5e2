"""Addresses of the inbox."""

from django.urls import path

from incubator.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read-all"),
    path("<int:pk>/open/", views.open_letter, name="open"),
]
