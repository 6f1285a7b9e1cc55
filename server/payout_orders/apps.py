from django.apps import AppConfig

from server.ledger.credits import when_credited


class PayoutOrdersConfig(AppConfig):
    name = "server.payout_orders"

    def ready(self) -> None:
        from .doorbell import ring  # noqa: PLC0415 - models are there from now on

        when_credited(ring)
