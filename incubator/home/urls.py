"""Addresses of the roof."""

from django.urls import path

from incubator.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
]
