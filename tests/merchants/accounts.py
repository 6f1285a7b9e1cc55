"""Adds accounts as an operator does."""

from server.merchants.models import BankAccount, Merchant
from server.merchants.onboarding import add_bank_account


def add(merchant: Merchant, number: str, *, ifsc: str = "SBIN0001234", primary: bool = False) -> BankAccount:
    return add_bank_account(
        merchant_id=merchant.id,
        account_holder_name=merchant.name,
        account_number=number,
        ifsc_code=ifsc,
        account_type=BankAccount.AccountType.CURRENT,
        is_primary=primary,
    )
