from django.apps import AppConfig


class RequestLogConfig(AppConfig):
    name = "server.request_log"
