"""`PAYOUT_ENCRYPTION_KEYS`: 32 random bytes each, in base64. One is made by
`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`."""

import base64
import binascii
import hmac

from environs import EnvError

KEY_BYTES = 32
NAME = 'Environment variable "PAYOUT_ENCRYPTION_KEYS"'


def read_keys(texts: list[str], *, derive_from: str | None) -> list[bytes]:
    """In the order given. `derive_from` is a development machine's secret: its key comes last, so that what was sealed
    before there were others can be opened with them. Raises EnvError, which repeats no key."""
    keys = [_read(text.strip(), number) for number, text in enumerate(texts, 1) if text.strip()]
    if derive_from is not None:
        keys.append(hmac.digest(derive_from.encode(), b"PAYOUT_ENCRYPTION_KEYS", "sha256"))
    if not keys:
        raise EnvError(f"{NAME} must be set to a key of your own when DEBUG is false")
    if len(set(keys)) < len(keys):
        raise EnvError(f"{NAME} invalid: it names a key twice")
    return keys


def _read(text: str, number: int) -> bytes:
    try:
        key = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise EnvError(f"{NAME} invalid: key {number} is not {KEY_BYTES} bytes in base64")
    return key
