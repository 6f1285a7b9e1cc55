"""Encryption at rest with `PAYOUT_ENCRYPTION_KEYS`, so that a copy of the database reveals nothing.

AES-256-GCM under the first of the keys; the others decrypt what was encrypted before they were replaced. A ciphertext
is bound to its owner: in another row it does not decrypt.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

KEY_ID_BYTES, NONCE_BYTES = 4, 12


class Undecryptable(Exception):  # noqa: N818  describes the ciphertext
    """No known key decrypts it: a key is missing, or the row was tampered with."""


@dataclass(frozen=True)
class Encryption:
    """Of one kind of thing. `purpose` names it, and is part of every key: what was encrypted as one kind decrypts as
    no other."""

    purpose: bytes

    def encrypt(self, owner: bytes, plain: bytes) -> bytes:
        """Concatenates the key's id, a nonce, and the ciphertext with its tag."""
        key = known_keys()[0]
        nonce = os.urandom(NONCE_BYTES)
        return self._key_id(key) + nonce + self._cipher(key).encrypt(nonce, plain, owner)

    def decrypt(self, owner: bytes, encrypted: bytes, keys: Sequence[bytes] | None = None) -> bytes:
        """With these keys, or with the settings'. Raises Undecryptable."""
        nonce, ciphertext = encrypted[KEY_ID_BYTES:][:NONCE_BYTES], encrypted[KEY_ID_BYTES + NONCE_BYTES :]
        for key in known_keys() if keys is None else keys:
            if self._key_id(key) == key_id_of(encrypted):
                try:
                    return self._cipher(key).decrypt(nonce, ciphertext, owner)
                except InvalidTag:
                    break
        raise Undecryptable

    def current_key_id(self) -> bytes:
        return self._key_id(known_keys()[0])

    def derive(self, key: bytes, purpose: bytes) -> bytes:
        """Another key, for `purpose` alone."""
        return hmac.digest(key, self.purpose + b" " + purpose, hashlib.sha256)

    def _key_id(self, key: bytes) -> bytes:
        """Identifies a key and reveals nothing of it."""
        return self.derive(key, b"id")[:KEY_ID_BYTES]

    def _cipher(self, key: bytes) -> AESGCM:
        return AESGCM(self.derive(key, b"seal"))  # this purpose is part of everything stored


def key_id_of(encrypted: bytes) -> bytes:
    return encrypted[:KEY_ID_BYTES]


def known_keys() -> Sequence[bytes]:
    keys: Sequence[bytes] = settings.PAYOUT_ENCRYPTION_KEYS
    return keys
