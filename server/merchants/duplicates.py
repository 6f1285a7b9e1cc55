"""Whether a merchant has a bank account already.

An account is a number at the bank that keeps it. Its IFSC names a branch, which can be closed or mistyped; leading
zeros are a matter of writing. So `00000012345678901` at SBIN0005678 is the account `12345678901` at SBIN0001234. But a
code under the letters of a sponsor is another bank's: the same number there is another account.
"""

from collections.abc import Sequence
from itertools import chain
from uuid import UUID

from django.db.models import Q

from server import account_numbers
from server.account_numbers import Unreadable
from server.ifsc.lookup import bank_key

from .models import BankAccount


def is_known(merchant_id: UUID, number: str, ifsc_code: str) -> bool:
    """Call it under the merchant's lock. Rows without a digest are decrypted; one that cannot be is not recognized."""
    return known_accounts(merchant_id, [(number, ifsc_code)]) != [None]


def known_accounts(merchant_id: UUID, asked: Sequence[tuple[str, str]]) -> list[BankAccount | None]:
    """The merchant's account for each number and IFSC, or None. As `is_known`; one query for all of them."""
    fingerprints = [account_numbers.fingerprints(merchant_id, number, code) for number, code in asked]
    digests = [account_numbers.digests(merchant_id, number) for number, _ in asked]
    candidates = BankAccount.objects.filter(
        Q(account_number_fingerprint__in=list(chain(*fingerprints)))
        | Q(account_number_digest__in=list(chain(*digests)))
        | Q(account_number_digest=None),
        merchant_id=merchant_id,
    )
    by_end: dict[str, list[BankAccount]] = {}
    for account in candidates.order_by("created_at", "id"):
        by_end.setdefault(account.account_number_masked[-4:], []).append(account)
    return [
        next((each for each in by_end.get(number[-4:], []) if _is_same(each, number, code, own, of_number)), None)
        for (number, code), own, of_number in zip(asked, fingerprints, digests, strict=True)
    ]


def _is_same(account: BankAccount, number: str, code: str, fingerprints: list[bytes], digests: list[bytes]) -> bool:
    return bytes(account.account_number_fingerprint) in fingerprints or (
        _has_number(account, number, digests) and is_kept_by(account, bank_key(code))
    )


def is_kept_by(account: BankAccount, bank: str) -> bool:
    """By the list of today, or by that of the day when the account was added."""
    return bank in {account.bank_key, bank_key(account.ifsc_code)}


def _has_number(account: BankAccount, number: str, digests: list[bytes]) -> bool:
    if account.account_number_digest is not None:
        return bytes(account.account_number_digest) in digests
    try:
        return account_numbers.plain(account.account_number) == account_numbers.plain(number)
    except Unreadable:
        return False
