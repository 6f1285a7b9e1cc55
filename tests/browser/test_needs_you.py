"""The overview says what needs somebody, and each line leads to a list of exactly that."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .looks import in_all_looks


def cancelled(shop: MerchantClient) -> None:
    """Never sent, as it was scheduled: the bank voids it at once."""
    body = {
        "amount_paise": 70_000,
        "bank_account_id": shop.accounts[Script.PAYS],
        "not_before": (datetime.now(UTC) + timedelta(days=2)).isoformat(),
    }
    _, text = shop.ask("POST", "/api/v1/payouts/", body, **{"Idempotency-Key": str(uuid4())})
    payout = json.loads(text)["id"]
    status, told = shop.ask("POST", f"/api/v1/payouts/{payout}/cancel/", {})
    assert status in {200, 202}, told


def test_a_cancelled_payout_is_no_failure_and_the_list_shows_what_was_counted(page: Page, shop: MerchantClient) -> None:
    cancelled(shop)
    for paise in (12_345, 54_321):
        shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, paise)
    wait_until(shop.is_quiet, 60)
    assert shop.statuses() == {"failed": 3}
    page.goto(f"/m/{shop.merchant}")
    line = page.get_by_role("region", name="Needs you").get_by_role("link", name=re.compile("^2 failed ?created since"))
    expect(line).to_be_visible()
    in_all_looks(page, "needs-failed")
    line.click()
    expect(page).to_have_url(re.compile(r"/payouts\?cancelled=no&from=[0-9-]{10}&status=FAILED$"))
    expect(page.get_by_role("status").filter(has_text="2 payouts")).to_be_visible()
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(2)
    in_all_looks(page, "failed-not-cancelled")
    page.get_by_role("link", name="Remove filter: Not cancelled").click()
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(3)
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Cancelled payouts").select_option("Only these")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("table").locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("table")).to_contain_text("₹700.00")


def test_cancelled_payouts_alone_need_nobody(page: Page, shop: MerchantClient) -> None:
    cancelled(shop)
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_role("table", name="Payouts")).to_contain_text("Failed")
    expect(page.get_by_role("region", name="Needs you")).to_have_count(0)
