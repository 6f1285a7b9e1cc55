import sys
from typing import Any

from django.core.management.base import BaseCommand

from server.access import second_factor
from server.account_numbers import Unreadable
from server.merchants import key_rotation
from server.webhooks import secrets as webhook_secrets


class Command(BaseCommand):
    help = (
        "Encrypts every account number and every secret of a second factor or a webhook endpoint with the first of "
        "PAYOUT_ENCRYPTION_KEYS. "
        "Then the other keys can be removed."
    )
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            done = key_rotation.reencrypt()
            duplicates = key_rotation.make_comparable()
            factors = second_factor.reencrypt()
            endpoints = webhook_secrets.reencrypt()
        except (Unreadable, second_factor.Unreadable, webhook_secrets.Unreadable) as error:
            self.stderr.write(f"{error}. Add its key to PAYOUT_ENCRYPTION_KEYS, after the new one.")
            sys.exit(1)
        self.stdout.write(f"{done} account numbers were re-encrypted; all now use the first key.")
        if factors:
            self.stdout.write(f"So do the secrets of {factors} second factors.")
        if endpoints:
            self.stdout.write(f"So do the secrets of {endpoints} webhook endpoints.")
        for account in duplicates:
            self.stdout.write(f"Merchant {account.merchant_id} has the account {account.id} ({account}) already.")
