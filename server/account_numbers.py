"""Account numbers: their form, their mask, and their encryption, so that a copy of the database reveals none.

A number is encrypted as `encryption.py` says, its ciphertext bound to its account. Equal numbers are recognized by
keyed hashes, whose keys are derived from the same one. (A plain hash would hide nothing: there are few enough account
numbers to try them all.)

Zeros before a number are part of how it is written, not of which account it is: banks print 11 digits where their files
have 17. So a number is stored and sent as it was typed, and compared without them.
"""

import hmac
import re
from collections.abc import Sequence
from uuid import UUID

from server.encryption import KEY_ID_BYTES, Encryption, Undecryptable, key_id_of, known_keys

__all__ = ["KEY_ID_BYTES", "key_id_of"]

FORM = re.compile(r"[0-9]{9,18}")
MASKED_FORM = re.compile(r"X{5,14}[0-9]{4}")

ENCRYPTION = Encryption(b"account number")


class Unreadable(Exception):  # noqa: N818  describes the number
    """No known key decrypts it: a key is missing, or the row was tampered with. Names the account, not its number."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(f"the number of account {account_id} cannot be read with PAYOUT_ENCRYPTION_KEYS")


def mask(number: str) -> str:
    """XXXXXXXXXXXX3456: all but the last four digits."""
    return "X" * (len(number) - 4) + number[-4:]


def encrypt(account_id: UUID, number: str) -> bytes:
    return ENCRYPTION.encrypt(account_id.bytes, number.encode())


def decrypt(account_id: UUID, encrypted: bytes, keys: Sequence[bytes] | None = None) -> str:
    """With these keys, or with the settings'. Raises Unreadable."""
    try:
        return ENCRYPTION.decrypt(account_id.bytes, encrypted, keys).decode()
    except Undecryptable:
        raise Unreadable(account_id) from None


def can_decrypt(account_id: UUID, encrypted: bytes, keys: Sequence[bytes] | None = None) -> bool:
    """True if `decrypt` succeeds."""
    try:
        decrypt(account_id, encrypted, keys)
    except Unreadable:
        return False
    return True


def fingerprints(merchant_id: UUID, number: str, ifsc_code: str) -> list[bytes]:
    """Keyed hashes that identify a merchant's account, one under each key; the first is the one to store."""
    account = merchant_id.bytes + f"{ifsc_code} {number}".encode()
    return [hmac.digest(ENCRYPTION.derive(key, b"fingerprint"), account, "sha256") for key in known_keys()]


def digests(merchant_id: UUID, number: str) -> list[bytes]:
    """Keyed hashes of a merchant's account number without its leading zeros, one under each key; the first is to be
    stored. They say nothing of the bank: two banks can give the same number."""
    return [
        hmac.digest(ENCRYPTION.derive(key, b"digest"), merchant_id.bytes + plain(number).encode(), "sha256")
        for key in known_keys()
    ]


def plain(number: str) -> str:
    """Without leading zeros; empty if there is nothing else."""
    return number.lstrip("0")


def current_key_id() -> bytes:
    return ENCRYPTION.current_key_id()
