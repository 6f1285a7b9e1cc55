"""Account numbers: what one looks like, how it is shown, and how it is kept so that a copy of the database tells none.

A number is sealed with AES-256-GCM under the first of `PAYOUT_ENCRYPTION_KEYS`; the others open what was sealed before
it came first. The seal also binds the number to its account: moved into another row, it opens no more. Equal numbers
are recognized by a keyed hash, whose key is derived from the same one. (A plain hash would be no secret: there are few
enough account numbers to try them all.)
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


class Unreadable(Exception):  # noqa: N818  said of the number
    """No key that is here opens it: one is missing, or the row was tampered with. Names the account, not its number."""

    def __init__(self, account_id: UUID) -> None:
        super().__init__(f"the number of account {account_id} cannot be read with PAYOUT_ENCRYPTION_KEYS")


def mask(number: str) -> str:
    """XXXXXXXXXXXX3456: all but the last four digits."""
    return "X" * (len(number) - 4) + number[-4:]


def encrypt(account_id: UUID, number: str) -> bytes:
    """The key's id, a nonce, and the ciphertext with its tag."""
    key = _keys()[0]
    nonce = os.urandom(NONCE_BYTES)
    return _id(key) + nonce + _cipher(key).encrypt(nonce, number.encode(), account_id.bytes)


def decrypt(account_id: UUID, sealed: bytes) -> str:
    """Raises Unreadable."""
    nonce, ciphertext = sealed[KEY_ID_BYTES:][:NONCE_BYTES], sealed[KEY_ID_BYTES + NONCE_BYTES :]
    for key in _keys():
        if _id(key) == key_id_of(sealed):
            try:
                return _cipher(key).decrypt(nonce, ciphertext, account_id.bytes).decode()
            except InvalidTag:
                break
    raise Unreadable(account_id)


def fingerprints(merchant_id: UUID, number: str, ifsc_code: str) -> list[bytes]:
    """What tells one account of a merchant from another, under each key; the first is the one to be kept."""
    account = merchant_id.bytes + f"{ifsc_code} {number}".encode()
    return [hmac.digest(_derive(key, b"fingerprint"), account, "sha256") for key in _keys()]


def key_id_of(sealed: bytes) -> bytes:
    return sealed[:KEY_ID_BYTES]


def current_key_id() -> bytes:
    return _id(_keys()[0])


def _id(key: bytes) -> bytes:
    """Names a key, and tells nothing of it."""
    return _derive(key, b"id")[:KEY_ID_BYTES]


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derive(key, b"seal"))


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"account number " + purpose, hashlib.sha256)


def _keys() -> Sequence[bytes]:
    keys: Sequence[bytes] = settings.PAYOUT_ENCRYPTION_KEYS
    return keys
