from django.apps import AppConfig


class ExpectedReceiptsConfig(AppConfig):
    name = "server.expected_receipts"
