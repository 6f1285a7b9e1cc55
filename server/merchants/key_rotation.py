"""Account numbers under another key, and the proof that all of them can be read."""

from collections.abc import Iterator

from server import account_numbers

from .models import BankAccount


def reseal() -> int:
    """Seal every number that is not under the first key yet; how many there were. Raises account_numbers.Unreadable.

    One row at a time: what is interrupted is continued by the next call, and web and worker go on meanwhile, as long as
    they have both keys.
    """
    current = account_numbers.current_key_id()
    done = 0
    for account in BankAccount.objects.order_by("id").iterator():
        before = bytes(account.account_number_sealed)
        if account_numbers.key_id_of(before) != current:
            columns = BankAccount.encrypted(account.id, account.merchant_id, account.account_number, account.ifsc_code)
            done += BankAccount.objects.filter(id=account.id, account_number_sealed=before).update(**columns)
    return done


def faults() -> Iterator[str]:
    """A line for each account whose number cannot be read, or is not the one that its other columns stand for."""
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
