"""How a merchant, its bank accounts and its payments get into the engine. For operators."""

from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from server import account_numbers
from server.errors import InvalidInput
from server.ids import new_id
from server.ledger import posting
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.money import MAX_PAISE
from server.trail.recording import record

from .models import IFSC, BankAccount, Merchant


class ReceivedPayment(NamedTuple):
    entry: LedgerEntry
    replayed: bool


def create_merchant(*, name: str, email: str) -> Merchant:
    """Raises InvalidInput; an e-mail address, whatever its case, belongs to one merchant."""
    name, email = _text(name, "name", 200), email.strip()
    try:
        validate_email(email)
    except ValidationError:
        raise InvalidInput("This is not an e-mail address.", "email") from None
    if len(email) > 254:
        raise InvalidInput("email is longer than 254 characters.", "email")
    try:
        with transaction.atomic():
            merchant = Merchant.objects.create(name=name, email=email)
            record("merchant.created", merchant_id=merchant.id, subject_id=merchant.id)
            return merchant
    except IntegrityError:
        raise InvalidInput("There is a merchant with this e-mail address already.", "email") from None


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
    """A merchant's first account is its primary one; a later primary account takes that over. Raises InvalidInput."""
    account_holder_name = _text(account_holder_name, "account_holder_name", 200)
    if not account_numbers.FORM.fullmatch(account_number):
        raise InvalidInput("An account number has 9 to 18 digits.", "account_number")
    if not IFSC.fullmatch(ifsc_code):
        raise InvalidInput("An IFSC is four capital letters, a zero, and six capital letters or digits.", "ifsc_code")
    with transaction.atomic():
        merchant = _locked(merchant_id)
        accounts = BankAccount.objects.filter(merchant=merchant)
        known = account_numbers.fingerprints(merchant_id, account_number, ifsc_code)
        if accounts.filter(account_number_fingerprint__in=known).exists():
            raise InvalidInput("This merchant has this bank account already.", "account_number")
        is_primary = is_primary or not accounts.exists()
        if is_primary:
            accounts.filter(is_primary=True).update(is_primary=False)
        account_id = new_id()
        account = BankAccount.objects.create(
            id=account_id,
            merchant=merchant,
            account_holder_name=account_holder_name,
            ifsc_code=ifsc_code,
            account_type=account_type,
            is_primary=is_primary,
            is_verified=is_verified,
            **BankAccount.kept(account_id, merchant_id, account_number, ifsc_code),
        )
        record("bank_account.added", merchant_id=merchant_id, subject_id=account.id)
        return account


def record_payment(*, merchant_id: UUID, amount_paise: int, reference: str, description: str = "") -> ReceivedPayment:
    """An international payment came in. Its reference is recorded once per merchant: again with the same amount is a
    replay, with another amount InvalidInput."""
    reference = _text(reference, "reference", 100)
    description = _text(description, "description", 500, may_be_empty=True)
    if not 0 < amount_paise <= MAX_PAISE:
        raise InvalidInput("amount_paise must be a positive integer of at most 2^53 - 1.", "amount_paise")
    with transaction.atomic():
        merchant = _locked(merchant_id)
        known = LedgerEntry.objects.filter(
            merchant=merchant, entry_type=EntryType.PAYMENT_RECEIVED, reference=reference
        ).first()
        if known and known.amount_paise != amount_paise:
            raise InvalidInput("This reference was recorded before with another amount.", "reference")
        if known:
            return ReceivedPayment(known, replayed=True)
        if balance_of(merchant_id).total_paise + amount_paise > MAX_PAISE:
            raise InvalidInput("The merchant's balance would pass 2^53 - 1 paise.", "amount_paise")
        entry = posting.receive(merchant_id, amount_paise, reference, description)
        record("payment.recorded", merchant_id=merchant_id, subject_id=entry.id)
        return ReceivedPayment(entry, replayed=False)


def _locked(merchant_id: UUID) -> Merchant:
    merchant = Merchant.objects.lock(merchant_id)
    if merchant is None:
        raise InvalidInput("No merchant with this id.", "merchant_id")
    return merchant


def _text(value: str, field: str, longest: int, *, may_be_empty: bool = False) -> str:
    value = value.strip()
    if not value and not may_be_empty:
        raise InvalidInput(f"{field} must not be empty.", field)
    if len(value) > longest:
        raise InvalidInput(f"{field} is longer than {longest} characters.", field)
    if not value.isprintable():
        raise InvalidInput(f"{field} must not contain control characters.", field)
    return value
