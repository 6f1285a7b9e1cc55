import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from server.access import second_factor
from server.access.models import SecondFactor
from server.database import role_rights
from server.database.grants import RIGHTS
from server.integrity.audit import Finding, run_audit
from server.merchants import key_rotation
from server.merchants.models import BankAccount
from server.payouts.models import Payout


class Command(BaseCommand):
    help = "Checks every invariant of the ledger, the payouts and the bank's records. Exits with 1 on a fault."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        faulty = 0
        for finding in _findings():
            mark = "FAULT" if finding.faults else "ok"
            self.stdout.write(f"{mark:>5}  {finding.rule}  ({finding.rows:,})")
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


def _findings() -> Iterator[Finding]:
    yield from run_audit()
    rule = "every account number can be read, and is the one that is shown"
    yield Finding(rule, BankAccount.objects.count(), list(key_rotation.faults()))
    rule = "every second factor's secret can be read"
    yield Finding(rule, SecondFactor.objects.count(), list(second_factor.faults()))
    rule = "the web server and the worker have the rights that they need, and no others"
    yield Finding(rule, len(RIGHTS), list(role_rights.faults(settings.DB_APP["USER"])))
