"""The ledger's view recomputes the links that it shows, and hands out the signed head."""

import json
import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until


def test_the_chain_is_checked_in_the_browser_and_its_head_can_be_kept(
    page: Page, shop: MerchantClient, engine: LocalEngine
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 12_300)
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}/ledger")
    check = page.get_by_role("button", name="Check the chain")
    check.focus()
    page.keyboard.press("Enter")
    proven = page.locator("#main").get_by_text(re.compile("Entries #1 to #[0-9]+ are linked without a break."))
    expect(proven).to_be_visible(timeout=60_000)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save head").click()
    assert saved.value.suggested_filename == "ledger-head-4.json"
    head = json.loads(saved.value.path().read_text())
    assert (head["merchant_id"], head["sequence"]) == (shop.merchant, 4)

    # An entry that was rewritten past the guards.
    with engine.cluster().connect("payout_engine") as database:
        database.execute("SET session_replication_role = replica")
        rewrite = "UPDATE ledger_entries SET description = %s WHERE merchant_id = %s AND seq = 3 RETURNING description"
        database.execute(rewrite, ["x", shop.merchant])
        try:
            check.click()
            expect(page.get_by_role("alert")).to_contain_text("The link of entry 3 does not follow", timeout=60_000)
        finally:
            database.execute(rewrite, ["Payout settled, hold released", shop.merchant])
