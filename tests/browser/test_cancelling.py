"""A payout is cancelled from its page: asked first, told what was asked, and later what came of it."""

import json
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until


def under_way(shop: MerchantClient, script: Script) -> str:
    shop.pay(str(uuid4()), script, 50_000)
    wait_until(lambda: shop.payouts()[0]["status"] == "processing", 60)
    return str(shop.payouts()[0]["id"])


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_under_way_is_cancelled_and_says_so(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    payout = under_way(shop, Script.STAYS_IN_PROGRESS)
    page.goto(f"/m/{shop.merchant}/payouts?payout={payout}")
    page.get_by_role("button", name="Cancel payout").press("Enter")
    asking = page.get_by_role("dialog", name="Cancel payout")
    expect(asking.get_by_label("Why (optional)")).to_be_focused()
    page.keyboard.type("Wrong supplier")
    page.keyboard.press("Enter")
    expect(asking).to_have_count(0)
    expect(page.get_by_text("Do not pay again")).to_be_visible()
    expect(page.get_by_text("To be cancelled", exact=False).first).to_be_visible()
    expect(page.get_by_text("Cancellation requested").first).to_be_visible()
    expect(page.get_by_text("“Wrong supplier”")).to_be_visible()
    expect(page.get_by_role("button", name="Cancel payout")).to_have_count(0)


def test_one_that_was_never_sent_comes_back(page: Page, shop: MerchantClient) -> None:
    payout = under_way(shop, Script.TIMES_OUT_AND_NEVER_PAID)
    page.goto(f"/m/{shop.merchant}/payouts?payout={payout}")
    page.get_by_role("button", name="Cancel payout").click()
    page.get_by_role("button", name="Cancel ₹500.00").click()
    expect(page.get_by_text("Safe to pay again")).to_be_visible()
    wait_until(shop.is_quiet, 60)
    [said] = [each for each in shop.payouts() if each["id"] == payout]
    balance = json.loads(shop.ask("GET", "/api/v1/balance/")[1])
    assert (said["status"], balance["held_balance_paise"]) == ("failed", 0)
