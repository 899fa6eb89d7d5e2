from django.apps import AppConfig


class Config(AppConfig):
    name = "incubator.accounts"
    label = "accounts"
