from argparse import ArgumentParser
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from server.audit_log.recording import record
from server.bank import submissions
from server.bank.failures import FailureCode, Reason
from server.bank.gateway import UnknownReference
from server.bank.registry import bank
from server.payouts import review
from server.payouts.models import Payout

WAITED = timedelta(hours=1)
LONGEST_NAME = 100


class Command(BaseCommand):
    help = "Ends a payout that the bank left without an answer, after a person has looked for it at the bank."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("payout", help="the payout's id")
        parser.add_argument("--seen-by", required=True, help="who looked at the bank and did not find it")

    def handle(self, *_args: Any, payout: str, seen_by: str, **_options: Any) -> None:
        if settings.PAYOUT_BANK == "simulator":
            raise CommandError("The bank is the simulated one: bank_decides plays the person there.")
        name = seen_by.strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise CommandError(f"--seen-by must be a name of up to {LONGEST_NAME} characters.")
        try:
            found = Payout.objects.get(pk=payout)
        except (Payout.DoesNotExist, ValidationError):
            raise CommandError(f"There is no payout {payout}.") from None
        self._end(found, name)
        self.stdout.write("The payout is void. It fails when the engine next asks, and its money is available again.")

    def _end(self, payout: Payout, name: str) -> None:
        row = submissions.find(payout.bank_reference)
        if row is None or row.last_sent_at is None:
            raise CommandError("This payout was never sent to the bank: cancel it instead.")
        if datetime.now(UTC) - row.last_sent_at < WAITED:
            raise CommandError("It was sent less than an hour ago: the bank may still have it.")
        if not isinstance(bank().fetch_status(payout.bank_reference), UnknownReference):
            raise CommandError("The bank does not say that it has no such payout. Nothing was changed.")
        why = Reason(f"The bank never took the transfer, as {name} saw there.", FailureCode.NOT_CONFIRMED)
        if not submissions.declare_void(payout.bank_reference, why, WAITED):
            raise CommandError(
                "The bank has this payout, it was decided, or it was sent again meanwhile. Nothing was changed."
            )
        record(
            "bank.declared_void",
            merchant_id=payout.merchant_id,
            subject_id=payout.id,
            changes={"seen_by": (None, name)},
        )
        review.ask_again(payout.id)
