"""Signatures of Standard Webhooks 1.0.0, by its own library."""

import base64
import binascii
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_bytes

from standardwebhooks import Webhook

PREFIX = "whsec_"
BYTES = 32
FEWEST, MOST = 24, 64  # of the specification; the library takes any number


def new_secret() -> str:
    """In standard base64: libraries of receivers take no other, and some of them do not say so."""
    return PREFIX + base64.b64encode(token_bytes(BYTES)).decode()


def sign(secrets: Sequence[str], message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of one attempt. While a secret rotates both sign, the newest first."""
    if at.tzinfo is None:
        raise ValueError("the moment of a signature has a time zone")
    # The library takes the clock's digits for UTC, whatever the zone: another zone's would verify nowhere.
    moment = at.astimezone(UTC)
    text = body.decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": " ".join(Webhook(_key(secret)).sign(message_id, moment, text) for secret in secrets),
    }


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("a webhook secret is not in base64") from None
    if not secret.startswith(PREFIX) or not FEWEST <= len(key) <= MOST:
        raise ValueError(f"a webhook secret is {PREFIX} and {FEWEST} to {MOST} bytes in base64")
    return key
