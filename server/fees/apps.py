from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "server.fees"
