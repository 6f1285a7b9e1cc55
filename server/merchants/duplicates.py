"""Whether a merchant has a bank account already.

An account is a number at the bank that keeps it. Its IFSC names a branch, which can be closed or mistyped; leading
zeros are a matter of writing. So `00000012345678901` at SBIN0005678 is the account `12345678901` at SBIN0001234. But a
code under the letters of a sponsor is another bank's: the same number there is another account.
"""

from uuid import UUID

from django.db.models import Q

from server import account_numbers
from server.account_numbers import Unreadable
from server.ifsc.lookup import bank_key

from .models import BankAccount


def is_known(merchant_id: UUID, number: str, ifsc_code: str) -> bool:
    """Call it under the merchant's lock. Rows without a digest are decrypted; one that cannot be is not recognized."""
    digests = account_numbers.digests(merchant_id, number)
    fingerprints = account_numbers.fingerprints(merchant_id, number, ifsc_code)
    of_this_number = Q(account_number_digest__in=digests) | Q(account_number_digest=None)
    candidates = BankAccount.objects.filter(
        Q(account_number_fingerprint__in=fingerprints) | of_this_number,
        merchant_id=merchant_id,
        account_number_masked__endswith=number[-4:],
    )
    return any(
        bytes(account.account_number_fingerprint) in fingerprints
        or (_has_number(account, number) and is_kept_by(account, bank_key(ifsc_code)))
        for account in candidates
    )


def is_kept_by(account: BankAccount, bank: str) -> bool:
    """By the list of today, or by that of the day when the account was added."""
    return bank in {account.bank_key, bank_key(account.ifsc_code)}


def _has_number(account: BankAccount, number: str) -> bool:
    if account.account_number_digest is not None:
        return True  # it was found by its digest
    try:
        return account_numbers.plain(account.account_number) == account_numbers.plain(number)
    except Unreadable:
        return False
