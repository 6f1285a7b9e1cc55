"""Reads `PAYOUT_ENCRYPTION_KEYS`: 32 random bytes each, in base64. To make one:
`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`."""

import base64
import binascii
import hmac

from environs import EnvError

KEY_BYTES = 32
NAME = 'Environment variable "PAYOUT_ENCRYPTION_KEYS"'


def read_keys(texts: list[str], *, derive_from: str | None) -> list[bytes]:
    """Keys of 32 bytes, in the order given. A development machine passes its secret as `derive_from`: the key derived
    from it comes last, so that numbers encrypted before other keys were set stay readable. Raises EnvError, whose text
    contains no key."""
    keys = [_read(text.strip(), number) for number, text in enumerate(texts, 1) if text.strip()]
    if derive_from is not None:
        keys.append(derived_key(derive_from))
    if not keys:
        raise EnvError(f"{NAME} must be set to a key of your own when DEBUG is false")
    if len(set(keys)) < len(keys):
        raise EnvError(f"{NAME} invalid: it names a key twice")
    return keys


def derived_key(secret: str) -> bytes:
    """The key of an engine with DEBUG on, which comes from its SECRET_KEY."""
    return hmac.digest(secret.encode(), b"PAYOUT_ENCRYPTION_KEYS", "sha256")


def _read(text: str, number: int) -> bytes:
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise EnvError(f"{NAME} invalid: key {number} is not {KEY_BYTES} bytes in base64")
    return key
