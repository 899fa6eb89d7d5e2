from django.apps import AppConfig


class Config(AppConfig):
    name = "incubator.documents"
    label = "documents"
