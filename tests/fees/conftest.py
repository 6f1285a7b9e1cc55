"""Merchants with a fee plan, in another state and in ours."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from server.fees.setting import set_fee_plan
from server.merchants.models import Merchant
from tests.support.fees import BANDS, OURS, charge_fees


@pytest.fixture(autouse=True)
def own_state(settings: Settings) -> None:
    settings.PAYOUT_GST_STATE = OURS


@pytest.fixture
def charged(merchant: Merchant) -> Merchant:
    charge_fees(merchant)
    return merchant


@pytest.fixture
def within_the_state(new_merchant: Callable[..., Merchant]) -> Merchant:
    merchant = new_merchant(100_000)
    set_fee_plan(merchant.id, BANDS)
    return merchant
