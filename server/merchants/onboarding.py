"""Creates merchants, for operators, and adds their bank accounts."""

from uuid import UUID

from django.db import IntegrityError, transaction

from server.audit_log.recording import record
from server.email_addresses import clean_email
from server.errors import InvalidInput
from server.ids import new_id
from server.ifsc.lookup import bank_key
from server.text import clean_text

from .account_details import AccountDetails, checked
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
    nickname: str | None = None,
    group: str | None = None,
) -> BankAccount:
    """Without a primary account before, it becomes that; so a merchant's first one does.

    `banks.warnings_about` has what is to be said about an IFSC that is accepted. Raises InvalidInput; also for an
    account that the merchant has already, be it with other leading zeros or at another branch of its bank.
    """
    details = checked(
        AccountDetails(account_holder_name, account_number, ifsc_code, account_type, nickname=nickname, group=group)
    )
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        accounts = BankAccount.objects.filter(merchant=merchant)
        if is_known(merchant_id, account_number, ifsc_code):
            raise InvalidInput("This merchant has this bank account already.", "account_number")
        is_primary = is_primary or not accounts.filter(is_primary=True).exists()
        if is_primary:
            accounts.filter(is_primary=True).update(is_primary=False)
        account = new_account(merchant_id, details, is_primary=is_primary, is_verified=is_verified)
        account.save(force_insert=True)
        record("bank_account.added", merchant_id=merchant_id, subject_id=account.id)
        return account


def new_account(merchant_id: UUID, details: AccountDetails, *, is_primary: bool, is_verified: bool) -> BankAccount:
    """Not yet stored; of details that are checked."""
    account_id = new_id()
    return BankAccount(
        id=account_id,
        merchant_id=merchant_id,
        account_holder_name=details.account_holder_name,
        ifsc_code=details.ifsc_code,
        bank_key=bank_key(details.ifsc_code),
        account_type=details.account_type,
        is_primary=is_primary,
        is_verified=is_verified,
        nickname=details.nickname,
        group_name=details.group,
        **BankAccount.number_columns(account_id, merchant_id, details.account_number, details.ifsc_code),
    )


def lock_merchant(merchant_id: UUID) -> Merchant:
    """The merchant, locked until the transaction ends. Raises InvalidInput if there is none."""
    merchant = Merchant.objects.lock(merchant_id)
    if merchant is None:
        raise InvalidInput("No merchant with this id.", "merchant_id")
    return merchant
