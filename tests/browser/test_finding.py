"""Whoever is asked about one payment finds it: type what was quoted, and press Enter."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_is_found_by_its_utr_from_another_merchants_page(
    page: Page, engine: LocalEngine, shop: MerchantClient, width: int
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 12_345)
    wait_until(shop.is_quiet, 60)
    [payout] = shop.payouts()
    other = MerchantClient(engine.port)
    other.open_shop("Other")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/?merchant={other.merchant}&view=ledger")
    field = page.get_by_role("search").get_by_role("searchbox", name="Find a payout by UTR or ID")

    field.fill("SIMB0")
    field.press("Enter")
    expect(page.get_by_text("No payout has the UTR or ID SIMB0.")).to_be_visible()

    field.fill(payout["bank_reference_id"].lower())
    field.press("Enter")
    details = page.get_by_role("dialog")
    expect(details).to_contain_text("₹123.45")
    expect(details).to_contain_text(payout["bank_reference_id"])
    expect(page).to_have_url(f"/?merchant={shop.merchant}&view=payouts&payout={payout['id']}")

    page.goto(f"/?merchant={other.merchant}&view=overview")
    field.fill(payout["id"])
    field.press("Enter")
    expect(details).to_contain_text(payout["bank_reference_id"])
