"""When the engine checks its rules by itself."""

from datetime import datetime, time

from environs import EnvError

from .environment import env

_OFF = "off"
_given = env.str("PAYOUT_INTEGRITY_CHECK_AT", "02:30")

try:
    # In India's time; None for never.
    PAYOUT_INTEGRITY_CHECK_AT: time | None = None if _given == _OFF else datetime.strptime(_given, "%H:%M").time()
except ValueError:
    raise EnvError(
        'Environment variable "PAYOUT_INTEGRITY_CHECK_AT" invalid: give a time of day in India, such as 02:30, or off'
    ) from None
