from django.apps import AppConfig


class Config(AppConfig):
    name = "incubator.home"
    label = "home"
