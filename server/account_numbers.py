"""Account numbers: their form, their mask, and their encryption, so that a copy of the database reveals none.

A number is encrypted with AES-256-GCM under the first of `PAYOUT_ENCRYPTION_KEYS`; the other keys decrypt older rows.
The ciphertext is bound to its account: in another row it does not decrypt. Equal numbers are recognized by keyed
hashes, whose keys are derived from the same one. (A plain hash would hide nothing: there are few enough account numbers
to try them all.)

Zeros before a number are part of how it is written, not of which account it is: banks print 11 digits where their files
have 17. So a number is stored and sent as it was typed, and compared without them.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORM = re.compile(r"[0-9]{9,18}")
MASKED_FORM = re.compile(r"X{5,14}[0-9]{4}")

KEY_ID_BYTES, NONCE_BYTES = 4, 12


class Unreadable(Exception):  # noqa: N818  describes the number
    """No known key decrypts it: a key is missing, or the row was tampered with. Names the account, not its number."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(f"the number of account {account_id} cannot be read with PAYOUT_ENCRYPTION_KEYS")


def mask(number: str) -> str:
    """XXXXXXXXXXXX3456: all but the last four digits."""
    return "X" * (len(number) - 4) + number[-4:]


def encrypt(account_id: UUID, number: str) -> bytes:
    """Concatenates the key's id, a nonce, and the ciphertext with its tag."""
    key = _keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    return _key_id(key) + nonce + _cipher(key).encrypt(nonce, number.encode(), account_id.bytes)


def decrypt(account_id: UUID, encrypted: bytes, keys: Sequence[bytes] | None = None) -> str:
    """With these keys, or with the settings'. Raises Unreadable."""
    nonce, ciphertext = encrypted[KEY_ID_BYTES:][:NONCE_BYTES], encrypted[KEY_ID_BYTES + NONCE_BYTES :]
    for key in _keys() if keys is None else keys:
        if _key_id(key) == key_id_of(encrypted):
            try:
                return _cipher(key).decrypt(nonce, ciphertext, account_id.bytes).decode()
            except InvalidTag:
                break
    raise Unreadable(account_id)


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
    return [hmac.digest(_derive(key, b"fingerprint"), account, "sha256") for key in _keys()]


def digests(merchant_id: UUID, number: str) -> list[bytes]:
    """Keyed hashes of a merchant's account number without its leading zeros, one under each key; the first is to be
    stored. They say nothing of the bank: two banks can give the same number."""
    return [
        hmac.digest(_derive(key, b"digest"), merchant_id.bytes + plain(number).encode(), "sha256") for key in _keys()
    ]


def plain(number: str) -> str:
    """Without leading zeros; empty if there is nothing else."""
    return number.lstrip("0")


def key_id_of(encrypted: bytes) -> bytes:
    return encrypted[:KEY_ID_BYTES]


def current_key_id() -> bytes:
    return _key_id(_keys()[0])


def _key_id(key: bytes) -> bytes:
    """Identifies a key and reveals nothing of it."""
    return _derive(key, b"id")[:KEY_ID_BYTES]


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derive(key, b"seal"))  # this purpose is part of every stored number


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"account number " + purpose, hashlib.sha256)


def _keys() -> Sequence[bytes]:
    keys: Sequence[bytes] = settings.PAYOUT_ENCRYPTION_KEYS
    return keys
