"""The codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, as every app reads them), and recovery
codes. `cryptography`, which encrypts account numbers, also knows RFC 6238."""

import base64
import hashlib
import hmac
import re
import secrets
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from cryptography.hazmat.primitives.twofactor.totp import TOTP

STEP_SECONDS, DIGITS, SECRET_BYTES = 30, 6, 20  # RFC 4226, section 4, recommends 160 bits
DRIFT = 1  # steps that the phone's clock may be off, either way (RFC 6238, section 5.2)
ISSUER = "Payout engine"
# Blanks and hyphens between the digits: apps show `123 456`, and people type what they see.
CODE = re.compile(r"[0-9]{3}[ -]?[0-9]{3}", re.ASCII)

RECOVERY_CODES, RECOVERY_LENGTH = 10, 16  # 80 bits: nobody guesses them, however fast their hash is
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0 and 1
BETWEEN = re.compile(r"[\s-]+")


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def as_text(secret: bytes) -> str:
    """As it is typed into an app that cannot scan: base32, in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def enrolment_uri(secret: bytes, user_name: str) -> str:
    """What the app reads from the QR code: `otpauth://totp/…`."""
    # Google's apps take the colon as the end of the issuer, so a user name may have none.
    app = TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - the app's algorithm
    # Some apps show a plus as it is. Nothing but the issuer's blank becomes one here.
    return app.get_provisioning_uri(user_name.replace(":", " "), ISSUER).replace("+", "%20")


def matching_step(secret: bytes, code: str, now: float, after: int) -> int | None:
    """The step of time later than `after` whose code this is, if it is near `now` (seconds since 1970). None for a
    wrong code, and for one that was used before."""
    if not CODE.fullmatch(code.strip()):
        return None
    digits = BETWEEN.sub("", code).encode()
    current = int(now) // STEP_SECONDS
    app = HOTP(secret, DIGITS, SHA1())  # noqa: S303 - the app's algorithm
    steps = range(current - DRIFT, current + DRIFT + 1)
    # All are compared, so that the time says nothing of which one it is.
    matching = [step for step in steps if hmac.compare_digest(app.generate(step), digits)]
    return next((step for step in matching if step > after), None)


def new_recovery_codes() -> list[str]:
    """Ten codes such as `x7km-2fqd-9wab-hn4c`."""
    drawn = ("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return ["-".join(code[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4)) for code in drawn]


def recovery_hash(factor_id: UUID, code: str) -> str:
    """Bound to its factor: equal codes of two users do not show."""
    return hashlib.sha256(factor_id.bytes + BETWEEN.sub("", code).lower().encode()).hexdigest()
