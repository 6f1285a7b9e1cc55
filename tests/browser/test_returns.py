"""A paid payout comes back: its page says so and how, the list marks and finds it, and so does the statement."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_that_came_back_is_shown_as_returned(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    shop.pay(str(uuid4()), Script.PAYS_THEN_RETURNS, 50_000)
    wait_until(lambda: shop.payouts()[0]["returned_at"] is not None, 90)

    [payout] = shop.payouts()
    page.goto(f"/m/{shop.merchant}/payouts/{payout['id']}")
    expect(page.get_by_text("Returned ₹500.00", exact=True)).to_be_visible()
    expect(page.get_by_text("Return reference", exact=True)).to_be_visible()
    expect(page.get_by_text("“The beneficiary's bank could not credit the account.”")).to_be_visible()
    expect(page.get_by_role("link", name="Pay again", exact=True)).to_be_visible()
    assert violations(page) == []

    page.goto(f"/m/{shop.merchant}/payouts?returned=yes")
    expect(page.get_by_role("link", name="Remove filter: Returned")).to_be_visible()
    expect(page.get_by_text("Returned", exact=True).first).to_be_visible()
    assert page.evaluate(FITS)

    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_text("Payout returned, reference").first).to_be_visible()
    assert page.evaluate(FITS)
