from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account, create_merchant
from server.operator_error import OperatorError
from server.payments.receiving import record_payment

CURRENT, SAVINGS = BankAccount.AccountType.CURRENT, BankAccount.AccountType.SAVINGS

SAMPLES: list[dict[str, Any]] = [
    {
        "name": "Acme Exports Pvt Ltd",
        "email": "finance@acme-exports.in",
        "opening_paise": 1_000_000,
        "accounts": [
            ("1234567890123456", "HDFC0001234", CURRENT, True),
            ("9876543210654321", "ICIC0005678", SAVINGS, False),
        ],
    },
    {
        "name": "GlobalTrade Solutions",
        "email": "accounts@globaltrade.co.in",
        "opening_paise": 500_000,
        "accounts": [("1111222233334444", "SBIN0009999", CURRENT, True)],
    },
]


class Command(BaseCommand):
    help = (
        "Creates two sample merchants with bank accounts and opening payments. It refuses where access is closed, since"
        " no bank has that money. Safe to run again."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-open", action="store_true", help="where access is closed, create nothing and succeed")

    def handle(self, *_args: Any, if_open: bool, **_options: Any) -> None:
        if not settings.PAYOUT_OPEN_ACCESS:
            if if_open:
                self.stdout.write("Access is closed: no sample merchants.")
                return
            raise OperatorError(
                "Access is closed, so this engine's ledger is for real money: the sample merchants' opening payments"
                " are not. Set PAYOUT_OPEN_ACCESS=true for an engine that is to have them."
            )
        for sample in SAMPLES:
            created = self._seed(**sample)
            self.stdout.write(f"Sample merchant {sample['name']}: {'created' if created else 'exists already'}")

    @transaction.atomic
    def _seed(self, *, name: str, email: str, opening_paise: int, accounts: list[tuple[str, str, Any, bool]]) -> bool:
        merchant = Merchant.objects.filter(email__iexact=email).first()
        created = merchant is None
        merchant = merchant or create_merchant(name=name, email=email)
        existing = {(account.account_number, account.ifsc_code) for account in merchant.bank_accounts.all()}
        for number, ifsc, account_type, is_verified in accounts:
            if (number, ifsc) not in existing:
                add_bank_account(
                    merchant_id=merchant.id,
                    account_holder_name=name,
                    account_number=number,
                    ifsc_code=ifsc,
                    account_type=account_type,
                    is_verified=is_verified,
                )
        record_payment(
            merchant_id=merchant.id,
            amount_paise=opening_paise,
            reference="OPENING",
            description="Opening payment",
        )
        return created
