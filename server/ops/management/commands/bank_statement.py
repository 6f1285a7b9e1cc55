import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from server.api.http.parsing import read_day
from server.bank.own_statement import FORMS
from server.bank.own_statement.book import own_statement
from server.bank.own_statement.faults import with_faults
from server.errors import InvalidInput
from server.reconciliation.accounts import our_accounts
from server.reconciliation.importing import import_statement
from server.reconciliation.models import Form


class Command(BaseCommand):
    help = (
        "Writes the simulated bank's statement of our account, from the bank's own book. --import reads it as an "
        "operator would send it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="starts_on", required=True, help="the first day, of India: 2026-11-01")
        parser.add_argument("--to", dest="ends_before", required=True, help="the day after the last one")
        parser.add_argument(
            "--format", choices=sorted(FORMS), default="csv", help="csv, camt053 (ISO 20022) or mt940 (SWIFT)"
        )
        parser.add_argument("--faults", metavar="SEED", help="spoil a few lines, by this seed, and tell which")
        parser.add_argument("--out", type=Path, help="the file to write; without it, standard output")
        parser.add_argument("--import", dest="reads", action="store_true", help="read the statement into the engine")

    def handle(
        self,
        *_args: Any,
        starts_on: str,
        ends_before: str,
        format: str,  # noqa: A002 - the option's name
        faults: str | None,
        **options: Any,
    ) -> None:
        if settings.PAYOUT_BANK != "simulator":
            raise CommandError("The bank is not the simulated one: its statements are for it to write.")
        try:
            first, end = read_day(starts_on, "--from"), read_day(ends_before, "--to")
        except InvalidInput as refusal:
            raise CommandError(refusal.message) from None
        if end <= first:
            raise CommandError("--to must be after --from: it is the day after the last one.")
        statement = own_statement(our_accounts()[0], first, end)
        if faults is not None:
            statement, spoiled = with_faults(statement, faults)
            for fault, line in spoiled:
                self.stderr.write(f"{fault.value}: {line.booked_on} {line.amount_paise} {line.utr}")
        content = FORMS[format](statement).encode()
        if options["reads"]:
            self._read(content, Form(format))
        if options["out"]:
            options["out"].write_bytes(content)
        elif not options["reads"]:
            sys.stdout.write(content.decode())

    def _read(self, content: bytes, form: Form) -> None:
        try:
            found = import_statement(content, form)
        except InvalidInput as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(
            f"statement {found.statement.id}: {found.statement.lines} lines, {found.new_lines} new, "
            f"{found.matched} matched{', read before' if found.replayed else ''}"
        )
