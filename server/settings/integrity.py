"""When the engine checks its rules by itself (server/integrity/schedule.py)."""

from datetime import datetime, time, timedelta

from environs import EnvError

from .environment import env

_OFF = "off"
_at = env.str("PAYOUT_INTEGRITY_CHECK_AT", "02:30")
_every = env.str("PAYOUT_INTEGRITY_CHECK_EVERY", "10")

try:
    # In India's time; None for never.
    PAYOUT_INTEGRITY_CHECK_AT: time | None = None if _at == _OFF else datetime.strptime(_at, "%H:%M").time()
except ValueError:
    raise EnvError(
        'Environment variable "PAYOUT_INTEGRITY_CHECK_AT" invalid: give a time of day in India, such as 02:30, or off'
    ) from None

if _every != _OFF and not (_every.isascii() and _every.isdecimal() and 1 <= int(_every) <= 1440):
    raise EnvError(
        'Environment variable "PAYOUT_INTEGRITY_CHECK_EVERY" invalid: give whole minutes from 1 to 1440, or off'
    )
PAYOUT_INTEGRITY_CHECK_EVERY: timedelta | None = None if _every == _OFF else timedelta(minutes=int(_every))
