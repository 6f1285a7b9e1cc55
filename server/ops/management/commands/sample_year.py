import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from server.errors import InvalidInput
from server.merchants.models import Merchant
from server.operator_error import OperatorError
from server.ops.sample_year.suppliers import EMAIL, NAME
from server.ops.sample_year.writing import write_the_year


class Command(BaseCommand):
    help = (
        "Adds a sample merchant with twelve suppliers and a year of payments and payouts, some failed and one with an"
        " unknown outcome. It refuses where access is closed, since no bank has that money. Safe to run again."
    )
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.PAYOUT_OPEN_ACCESS:
            raise OperatorError(
                "Access is closed, so this engine's ledger is for real money: a sample year's is not. Set"
                " PAYOUT_OPEN_ACCESS=true for an engine that is to have it."
            )
        if Merchant.objects.with_email(EMAIL).exists():
            self.stdout.write(f"{NAME} has its year already: nothing to do.")
            return
        begun = time.monotonic()
        try:
            write_the_year(self.stdout.write)
        except InvalidInput as error:  # another run was quicker, or a newer list of banks has lost one of these
            raise CommandError(str(error)) from None
        self.stdout.write(f"Written in {time.monotonic() - begun:.1f} s. `verify_ledger` proves it.")
