"""A payout is cancelled from its page: asked first, told what was asked, and later what came of it."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .looks import in_all_looks


def under_way(shop: MerchantClient, script: Script) -> str:
    shop.pay(str(uuid4()), script, 50_000)
    wait_until(lambda: shop.payouts()[0]["status"] == "processing", 60)
    return str(shop.payouts()[0]["id"])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_under_way_is_cancelled_and_says_so(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    payout = under_way(shop, Script.STAYS_IN_PROGRESS)
    page.goto(f"/m/{shop.merchant}/payouts/{payout}")
    page.get_by_role("button", name="Cancel payout").press("Enter")
    asking = page.get_by_role("dialog", name="Cancel payout")
    keep = asking.get_by_role("button", name="Keep payout")
    expect(keep).to_be_focused()
    expect(keep).to_have_accessible_description(re.compile("We tell the bank never to pay ₹500.00."))
    in_all_looks(page, "cancel")
    page.keyboard.press("Enter")
    expect(asking).to_have_count(0)

    page.get_by_role("button", name="Cancel payout").press("Enter")
    asking.get_by_label("Why (optional)").press_sequentially("Wrong supplier")
    page.keyboard.press("Enter")
    expect(asking).to_be_visible()
    asking.get_by_role("button", name="Cancel ₹500.00").press("Enter")
    expect(asking).to_have_count(0)
    expect(page.get_by_text("Do not pay again")).to_be_visible()
    expect(page.get_by_text("To be cancelled", exact=False).first).to_be_visible()
    expect(page.get_by_text("Cancellation requested").first).to_be_visible()
    expect(page.get_by_text("“Wrong supplier”")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel payout")).to_have_count(0)
