"""Addresses about people."""

from django.urls import path

from incubator.accounts import views

app_name = "accounts"
urlpatterns = [
    path("password/<str:key>/<str:token>/", views.set_password, name="set-password"),
    path("reveal/<str:label>/<int:pk>/<slug:field>/", views.reveal, name="reveal"),
]
