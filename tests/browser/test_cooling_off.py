"""An operator gives a merchant a cooling-off delay, and a payout to a new beneficiary says that it waits."""

import json
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_delay_is_set_and_a_payout_to_a_new_account_waits(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/m/{shop.merchant}/merchant?dialog=edit-merchant")
    hours = page.get_by_label("Cooling-off in hours")
    hours.fill("99")
    hours.press("Enter")
    expect(page.get_by_text("Enter whole hours, 0 to 72.")).to_be_visible()
    assert violations(page) == []
    hours.fill("24")
    hours.press("Enter")
    expect(page.get_by_text("Payouts wait until a beneficiary was added 24 hours ago")).to_be_visible()

    status, receipt = shop.pay(str(uuid4()), Script.PAYS, 50_000)
    assert status == 201
    page.goto(f"/m/{shop.merchant}/payouts/{json.loads(receipt)['id']}")
    expect(page.get_by_text("cooling off: the account was new")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel payout", exact=True).first).to_be_visible()
    assert page.evaluate(FITS)
    assert violations(page) == []
