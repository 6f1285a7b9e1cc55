"""Merchants that are charged for their payouts."""

from django.test import override_settings

from server.fees.bands import Band
from server.fees.setting import set_fee_plan, set_tax_profile
from server.merchants.models import Merchant
from server.rails.rules import Rail

OURS, ELSEWHERE = "29", "27"
BANDS = [
    Band(Rail.IMPS, 1_000_00, 595),
    Band(Rail.IMPS, None, 1_000),
    Band(Rail.NEFT, None, 300),
    Band(Rail.RTGS, None, 2_000),
]


def stop_fees(merchant: Merchant) -> None:
    """From now on nothing is charged."""
    with override_settings(PAYOUT_GST_STATE=OURS):
        set_fee_plan(merchant.id, [])


def charge_fees(merchant: Merchant) -> None:
    """By NEFT, the cheapest, ₹3 and IGST of 54 paise on it."""
    with override_settings(PAYOUT_GST_STATE=OURS):
        set_fee_plan(merchant.id, BANDS)
        set_tax_profile(merchant.id, state_code=ELSEWHERE)
