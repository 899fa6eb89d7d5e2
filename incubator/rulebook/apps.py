from django.apps import AppConfig


class Config(AppConfig):
    name = "incubator.rulebook"
    label = "rulebook"
