"""The rail of a payout that no rail is known to carry: the bank itself may know better. RazorpayX, "Payout Modes and
TAT" (checked on 29 November 2026): IMPS up to ₹5 lakh, RTGS from ₹2 lakh on, NEFT from ₹1 on, the first by far the
quickest below ₹2 lakh. It takes the names in capitals alone."""

from enum import StrEnum

RTGS_FROM_PAISE = 2_00_000_00
IMPS_TO_PAISE = 5_00_000_00


class Mode(StrEnum):
    IMPS = "IMPS"
    RTGS = "RTGS"
    NEFT = "NEFT"


def mode_of(amount_paise: int) -> Mode:
    """What was sent once is sent again by the mode it was sent by."""
    return Mode.RTGS if amount_paise >= RTGS_FROM_PAISE else Mode.IMPS
