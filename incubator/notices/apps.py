from django.apps import AppConfig


class Config(AppConfig):
    name = "incubator.notices"
    label = "notices"
