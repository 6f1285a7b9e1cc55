"""Re-encrypts account numbers under the current key, and checks that all of them can be decrypted."""

from collections.abc import Iterator

from server import account_numbers

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


def faults() -> Iterator[str]:
    """One line per account whose number cannot be decrypted, or does not match its masked form or its fingerprint."""
    for account in BankAccount.objects.order_by("id").iterator():
        try:
            number = account.account_number
        except account_numbers.Unreadable as error:
            yield str(error)
            continue
        known = account_numbers.fingerprints(account.merchant_id, number, account.ifsc_code)
        if (
            account_numbers.mask(number) != account.account_number_masked
            or bytes(account.account_number_fingerprint) not in known
        ):
            yield f"the number of account {account.id} is not the one that is shown and compared"
