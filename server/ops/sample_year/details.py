"""Why each payout was made: an invoice by its number, or the wages of a month."""

from collections import Counter
from collections.abc import Iterator

from server.merchants.models import Merchant
from server.payouts.details import PayoutDetails, Purpose

from .calendar import day_in_india
from .plan import Planned
from .suppliers import WAGES

FIRST_NUMBER = 201


def details_of(merchant: Merchant, planned: list[Planned]) -> Iterator[PayoutDetails]:
    """`planned` oldest first: each supplier counts its invoices."""
    invoices: Counter[str] = Counter()
    for payout in planned:
        day = day_in_india(payout.at)
        if payout.supplier in WAGES:
            given = {"narration": f"Wages {day:%B %Y}", "purpose": Purpose.SALARY}
        else:
            name = payout.supplier.name
            number = FIRST_NUMBER + invoices[name]
            invoices[name] += 1
            initials = "".join(word[0] for word in name.split() if word[0].isupper())[:3]
            given = {
                "reference": f"{initials}-{number}",
                "narration": f"Invoice {number}",
                "purpose": Purpose.VENDOR_BILL,
            }
        yield PayoutDetails(payout_id=payout.id, merchant_id=merchant.id, **given)
