"""Reads `PAYOUT_ENCRYPTION_KEYS`: 32 random bytes each, in base64. To make one:
`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`."""

import base64
import binascii
import hmac
from collections.abc import Iterator

from environs import EnvError

KEY_BYTES = 32
MIN_KINDS = 8  # of bytes; among 32 random ones are 20 or more, but for one key in a million
NAME = 'Environment variable "PAYOUT_ENCRYPTION_KEYS"'


def read_keys(texts: list[str], *, derive_from: str | None) -> list[bytes]:
    """Keys of 32 bytes, in the order given. A development machine passes its secret as `derive_from`: the key derived
    from it comes last, so that numbers encrypted before other keys were set stay readable. Raises EnvError, whose text
    contains no key."""
    keys = [_read(text.strip(), number) for number, text in enumerate(texts, 1) if text.strip()]
    if derive_from is not None:
        keys.append(derived_key(derive_from))
    if len(set(keys)) < len(keys):
        raise EnvError(f"{NAME} invalid: it names a key twice")
    return keys


def faults(texts: list[str]) -> Iterator[str]:
    """What speaks against serving others with these keys: none at all, or a first one that can be guessed. The later
    ones only decrypt, so that a weak one can be replaced: it goes behind a new one until `reencrypt` has run."""
    given = [text.strip() for text in texts if text.strip()]
    if not given:
        yield f"{NAME} must be set to a key of your own when DEBUG is false"
    elif len(set(_read(given[0], 1))) < MIN_KINDS:
        yield f"{NAME} begins with a key that can be guessed (it repeats few bytes): put a random one before it"


def derived_key(secret: str) -> bytes:
    """The key of an engine with DEBUG on, which comes from its SECRET_KEY."""
    return hmac.digest(secret.encode(), b"PAYOUT_ENCRYPTION_KEYS", "sha256")


def _read(text: str, number: int) -> bytes:
    key = read_base64(text)
    if len(key) != KEY_BYTES:
        raise EnvError(f"{NAME} invalid: key {number} is not {KEY_BYTES} bytes in base64")
    return key


def read_base64(text: str) -> bytes:
    """Of either alphabet, with or without padding; nothing if it is none."""
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""
