from django.apps import AppConfig


class InwardPaymentsConfig(AppConfig):
    name = "server.inward_payments"
