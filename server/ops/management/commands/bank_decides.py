from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from server.bank import simulator
from server.bank.models import BankTransfer
from server.payouts.models import Payout


class Command(BaseCommand):
    help = "Ends a transfer in progress, as an employee of the simulated bank would."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("payout", help="the payout's id")
        parser.add_argument(
            "decision", choices=["pays", "refuses"], help="pays: the money arrives; refuses: it never will"
        )

    def handle(self, *_args: Any, payout: str, decision: str, **_options: Any) -> None:
        if settings.PAYOUT_BANK != "simulator":
            raise CommandError("The bank is not the simulated one: what it decides is for it to say.")
        try:
            reference = Payout.objects.get(pk=payout).bank_reference
            simulator.decide(reference, pays=decision == "pays")
        except (Payout.DoesNotExist, ValidationError):
            raise CommandError(f"There is no payout {payout}.") from None
        except BankTransfer.DoesNotExist:
            raise CommandError(f"The bank has never heard of payout {payout}.") from None
        except ValueError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The bank {decision}. The payout ends when the engine next asks; askBankAgain asks at once.")
