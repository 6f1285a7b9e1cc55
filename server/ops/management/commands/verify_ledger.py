import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from server.integrity.runs import recorded
from server.operator_error import OperatorError
from server.payouts.models import Payout


class Command(BaseCommand):
    help = "Checks every invariant of the ledger, the payouts and the bank's records. Exits with 1 on a fault."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.payouts') IS NOT NULL")
            [is_migrated] = cursor.fetchone() or [False]
        if not is_migrated:
            raise OperatorError("The database has no tables of the engine. Run `migrate` first.")
        faulty = 0
        for finding in recorded():
            mark = "FAULT" if finding.faults else "ok"
            self.stdout.write(f"{mark:>5}  {finding.rule.statement}  ({finding.rows:,})")
            for fault in finding.faults:
                self.stdout.write(f"         {fault}")
            faulty += bool(finding.faults)
        if faulty:
            self.stdout.write(f"{faulty} rules are broken.")
            sys.exit(1)
        # Not a fault: their money is held until the bank says what became of them.
        if unknown := Payout.objects.filter(needs_review=True).count():
            self.stdout.write(f"Payouts that need review, since the bank has not said what became of them: {unknown:,}")
        self.stdout.write("Every paisa is accounted for.")
