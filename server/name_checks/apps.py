from django.apps import AppConfig


class NameChecksConfig(AppConfig):
    name = "server.name_checks"
