"""The Ed25519 keys that sign heads, of `PAYOUT_LEDGER_SIGNING_KEYS`: each signs from its day to the next one's."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from server.settings.signing_keys import SigningSeed


@dataclass(frozen=True)
class SigningKey:
    id: str
    private: Ed25519PrivateKey
    since: datetime
    until: datetime | None  # the next key's first moment

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def is_valid_at(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


def keys() -> Sequence[SigningKey]:
    """Oldest first."""
    return _read(settings.PAYOUT_LEDGER_SIGNING_KEYS)


def key_at(at: datetime) -> SigningKey:
    """The key that signs at that moment; before the first one's day, the first one."""
    return next((key for key in reversed(keys()) if key.since <= at), keys()[0])


def key_with_id(id: str) -> SigningKey | None:  # noqa: A002
    return next((key for key in keys() if key.id == id), None)


@cache
def _read(seeds: tuple[SigningSeed, ...]) -> Sequence[SigningKey]:
    untils = [*(seed.since for seed in seeds[1:]), None]
    return [_key(seed, until) for seed, until in zip(seeds, untils, strict=True)]


def _key(seed: SigningSeed, until: datetime | None) -> SigningKey:
    private = Ed25519PrivateKey.from_private_bytes(seed.seed)
    public = private.public_key().public_bytes_raw()
    return SigningKey(hashlib.sha256(public).hexdigest()[:16], private, seed.since, until)
