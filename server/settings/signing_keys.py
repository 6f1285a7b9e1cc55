"""Reads `PAYOUT_LEDGER_SIGNING_KEYS`: seeds of Ed25519 keys, 32 random bytes each, in base64, with the day of India
from which the key signs: `2027-01-01:k3…`. The first key needs no day."""

import hmac
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple

from environs import EnvError

from server.india import IST

from .encryption_keys import KEY_BYTES, read_base64

NAME = 'Environment variable "PAYOUT_LEDGER_SIGNING_KEYS"'
KEY_FILE = "ledger-signing-key"  # in the data folder
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)


class SigningSeed(NamedTuple):
    since: datetime
    seed: bytes


def read_key_file(file: Path) -> list[str]:
    """Nothing where there is no such file, or another user's."""
    with suppress(OSError):
        return file.read_text(encoding="ascii").split()
    return []


def read_signing_keys(texts: list[str], *, derive_from: str) -> tuple[SigningSeed, ...]:
    """Oldest first. None given: one that is derived from the secret. Raises EnvError, whose text contains no key."""
    keys = sorted(_read(text.strip(), number) for number, text in enumerate(texts, 1) if text.strip())
    if not keys:
        return (SigningSeed(ALWAYS, hmac.digest(derive_from.encode(), b"PAYOUT_LEDGER_SIGNING_KEYS", "sha256")),)
    if len({key.seed for key in keys}) < len(keys):
        raise EnvError(f"{NAME} invalid: it names a key twice")
    if len({key.since for key in keys}) < len(keys):
        raise EnvError(f"{NAME} invalid: two keys begin on one day")
    return tuple(keys)


def _read(text: str, number: int) -> SigningSeed:
    day, _, seed = text.rpartition(":")
    try:
        since = datetime.combine(date.fromisoformat(day), time(), IST).astimezone(UTC) if day else ALWAYS
    except ValueError:
        raise EnvError(f"{NAME} invalid: key {number} begins on no day (YYYY-MM-DD)") from None
    key = read_base64(seed)
    if len(key) != KEY_BYTES:
        raise EnvError(f"{NAME} invalid: key {number} is not {KEY_BYTES} bytes in base64")
    return SigningSeed(since, key)
