import sys
from typing import Any

from django.core.management.base import BaseCommand

from server.account_numbers import Unreadable
from server.merchants import key_rotation


class Command(BaseCommand):
    help = "Seal every account number under the first of PAYOUT_ENCRYPTION_KEYS; then the others may go."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            done = key_rotation.reencrypt()
        except Unreadable as error:
            self.stderr.write(f"{error}. Name its key as well, after the new one.")
            sys.exit(1)
        self.stdout.write(f"{done} account numbers were sealed anew; all are under the first key.")
