from django.apps import AppConfig


class CoolingOffConfig(AppConfig):
    name = "server.cooling_off"
