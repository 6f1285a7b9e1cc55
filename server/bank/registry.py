"""The bank that this engine pays through, chosen by `PAYOUT_BANK`. No other module names a bank's class."""

from collections.abc import Callable

from django.conf import settings

from .gateway import Bank
from .razorpayx.adapter import RazorpayX
from .scripts import DESCRIPTIONS
from .simulator import SimulatedBank

BANKS: dict[str, Callable[[], Bank]] = {"simulator": SimulatedBank, "razorpayx": RazorpayX}


def bank() -> Bank:
    """A client for one worker's calls."""
    return BANKS[settings.PAYOUT_BANK]()


def outcomes_on_request() -> dict[str, str]:
    """The simulator's outcomes by the last four digits of an account number; empty for a real bank."""
    return DESCRIPTIONS if settings.PAYOUT_BANK == "simulator" else {}
