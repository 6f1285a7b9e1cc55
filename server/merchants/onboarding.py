"""Creates merchants and adds their bank accounts. For operators."""

from uuid import UUID

from django.db import IntegrityError, transaction

from server import account_numbers
from server.audit_log.recording import record
from server.email_addresses import clean_email
from server.errors import InvalidInput
from server.ids import new_id
from server.ifsc.lookup import bank_key
from server.text import clean_text

from .banks import check_ifsc
from .duplicates import is_known
from .models import BankAccount, Merchant

EMAIL_IN_USE = "There is a merchant with this e-mail address already."


def create_merchant(*, name: str, email: str) -> Merchant:
    """An e-mail address, however it is spelled (`server/email_addresses.py`), belongs to one merchant. Raises
    InvalidInput."""
    name, email = clean_text(name, "name", 200), clean_email(email, "email", 254)
    try:
        with transaction.atomic():
            if Merchant.objects.with_email(email).exists():
                raise InvalidInput(EMAIL_IN_USE, "email")
            merchant = Merchant.objects.create(name=name, email=email)
            record("merchant.created", merchant_id=merchant.id, subject_id=merchant.id)
            return merchant
    except IntegrityError:
        raise InvalidInput(EMAIL_IN_USE, "email") from None


def add_bank_account(
    *,
    merchant_id: UUID,
    account_holder_name: str,
    account_number: str,
    ifsc_code: str,
    account_type: BankAccount.AccountType,
    is_primary: bool = False,
    is_verified: bool = False,
) -> BankAccount:
    """Without a primary account before, it becomes that; so a merchant's first one does.

    `banks.warnings_about` has what is to be said about an IFSC that is accepted. Raises InvalidInput; also for an
    account that the merchant has already, be it with other leading zeros or at another branch of its bank.
    """
    account_holder_name = clean_text(account_holder_name, "account_holder_name", 200)
    if not account_numbers.FORM.fullmatch(account_number):
        raise InvalidInput("An account number has 9 to 18 digits.", "account_number")
    if not account_numbers.plain(account_number):
        raise InvalidInput("An account number is more than zeros.", "account_number")
    check_ifsc(ifsc_code)
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        accounts = BankAccount.objects.filter(merchant=merchant)
        if is_known(merchant_id, account_number, ifsc_code):
            raise InvalidInput("This merchant has this bank account already.", "account_number")
        is_primary = is_primary or not accounts.filter(is_primary=True).exists()
        if is_primary:
            accounts.filter(is_primary=True).update(is_primary=False)
        account_id = new_id()
        account = BankAccount.objects.create(
            id=account_id,
            merchant=merchant,
            account_holder_name=account_holder_name,
            ifsc_code=ifsc_code,
            bank_key=bank_key(ifsc_code),
            account_type=account_type,
            is_primary=is_primary,
            is_verified=is_verified,
            **BankAccount.number_columns(account_id, merchant_id, account_number, ifsc_code),
        )
        record("bank_account.added", merchant_id=merchant_id, subject_id=account.id)
        return account


def lock_merchant(merchant_id: UUID) -> Merchant:
    """The merchant, locked until the transaction ends. Raises InvalidInput if there is none."""
    merchant = Merchant.objects.lock(merchant_id)
    if merchant is None:
        raise InvalidInput("No merchant with this id.", "merchant_id")
    return merchant
