"""Re-encrypts account numbers under the current key, makes accounts of older releases comparable, and checks that all
numbers can be decrypted."""

from collections.abc import Callable, Iterator

from django.db import IntegrityError, transaction

from server import account_numbers
from server.ifsc.lookup import bank_key

from .models import BankAccount


def reencrypt() -> int:
    """Encrypt every number under the first key, unless it is already, and return their count. Raises
    account_numbers.Unreadable.

    One row at a time: after an interruption the next call continues. The web server and the worker go on meanwhile, as
    long as they have both keys.
    """
    current_id = account_numbers.current_key_id()
    count = 0
    for account in BankAccount.objects.order_by("id").iterator():
        encrypted = bytes(account.account_number_sealed)
        if account_numbers.key_id_of(encrypted) != current_id:
            number = account.account_number
            columns = BankAccount.number_columns(account.id, account.merchant_id, number, account.ifsc_code)
            count += BankAccount.objects.filter(id=account.id, account_number_sealed=encrypted).update(**columns)
    return count


def make_comparable() -> list[BankAccount]:
    """Give the accounts of older releases their digests and bank keys, oldest first, and return those that their
    merchants have a second time. These stay, without a bank key, since payouts refer to them; that none is added again
    is checked for them as well. Call it after `reencrypt`. Raises account_numbers.Unreadable."""
    duplicates = []
    for account in BankAccount.objects.filter(bank_key=None).order_by("created_at", "id").iterator():
        if account.account_number_digest is None:
            digest = account_numbers.digests(account.merchant_id, account.account_number)[0]
            BankAccount.objects.filter(id=account.id).update(account_number_digest=digest)
        try:
            with transaction.atomic():
                BankAccount.objects.filter(id=account.id).update(bank_key=bank_key(account.ifsc_code))
        except IntegrityError:  # bank_account_once_at_its_bank
            duplicates.append(account)
    return duplicates


def faults(before_each: Callable[[], object] = lambda: None) -> Iterator[str]:
    """One line per account whose number cannot be decrypted, or does not match its mask, fingerprint or digest.
    `before_each` account may raise."""
    for account in BankAccount.objects.order_by("id").iterator():
        before_each()
        try:
            number = account.account_number
        except account_numbers.Unreadable as error:
            yield str(error)
            continue
        known = account_numbers.fingerprints(account.merchant_id, number, account.ifsc_code)
        digest = account.account_number_digest
        if (
            account_numbers.mask(number) != account.account_number_masked
            or bytes(account.account_number_fingerprint) not in known
            or (digest is not None and bytes(digest) not in account_numbers.digests(account.merchant_id, number))
        ):
            yield f"the number of account {account.id} is not the one that is shown and compared"
