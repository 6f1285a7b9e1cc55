from django.apps import AppConfig

from server.rails.rules import rules


class PayoutsConfig(AppConfig):
    name = "server.payouts"

    def ready(self) -> None:
        rules()  # faulty ones stop the start
