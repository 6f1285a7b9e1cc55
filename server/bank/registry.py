"""The bank that this engine pays through, chosen by `PAYOUT_BANK`. No other module names a bank's class."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings

from .gateway import Bank
from .razorpayx.adapter import RazorpayX
from .razorpayx.reversals import Unheard, read_reversals
from .scripts import DESCRIPTIONS
from .simulator import SimulatedBank

BANKS: dict[str, Callable[[], Bank]] = {"simulator": SimulatedBank, "razorpayx": RazorpayX}


# RazorpayX takes a payment back within three working days; a week has them whatever the holidays, and a day to spare.
TAKES_BACK_WITHIN = timedelta(days=8)

logger = logging.getLogger(__name__)


def bank() -> Bank:
    """A client for one worker's calls."""
    return BANKS[settings.PAYOUT_BANK]()


def outcomes_on_request() -> dict[str, str]:
    """The simulator's outcomes by the last four digits of an account number; empty for a real bank."""
    return DESCRIPTIONS if settings.PAYOUT_BANK == "simulator" else {}


def note_reversals() -> int:
    """Look for payments that the bank has taken back, and write them down; how many it tells of. The simulated bank
    takes none back."""
    if settings.PAYOUT_BANK != "razorpayx":
        return 0
    try:
        return sum(1 for _ in read_reversals(datetime.now(UTC) - TAKES_BACK_WITHIN))
    except Unheard:
        logger.warning("the bank did not say what it has taken back; it is asked again in an hour")
        return 0
