"""A payout whose outcome stays unknown is shown as unconfirmed, and only the bank's reply ends it."""

import re
from collections.abc import Iterator
from typing import Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

from .conftest import BRISK
from .test_accessibility import violations

SCHEMES: list[Literal["light", "dark"]] = ["light", "dark"]
IMPATIENT = BRISK | {
    "PAYOUT_BANK_DEADLINE_SECONDS": "0.2",
    "PAYOUT_REVIEW_AFTER_SECONDS": "0.5",
    "PAYOUT_REVIEW_RETRY_SECONDS": "3600",
}


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**IMPATIENT)
        yield engine


def test_a_payout_without_a_reply_is_unconfirmed_until_the_bank_decides(
    page: Page, shop: MerchantClient, engine: LocalEngine
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 5_000)
    shop.pay(str(uuid4()), Script.NEVER_ANSWERS, 77_700)
    page.goto(f"/m/{shop.merchant}/payouts")
    rows = page.get_by_role("table", name="Payouts").get_by_role("row")
    unknown = rows.filter(has_text="₹777.00")
    expect(unknown).to_contain_text("Unconfirmed")
    expect(unknown).to_contain_text("Outcome unknown. Next check at")

    page.get_by_role("link", name="Unconfirmed 1", exact=True).click()
    expect(page).to_have_url(re.compile("status=NEEDS_REVIEW"))
    expect(rows).to_have_count(1 + 1)
    unknown.get_by_role("link").click()
    details = page.get_by_role("region", name="Payout of ₹777.00")
    notice = details.get_by_role("region", name="This payout is unconfirmed")
    expect(notice).to_contain_text("Do not pay again")
    expect(notice).to_contain_text("The bank may or may not have paid.")
    expect(notice).to_contain_text("₹777.00 stays on hold until the bank confirms.")
    expect(notice).to_contain_text(re.compile("Next check at .*[0-9]{2}:[0-9]{2}"))
    expect(details).to_contain_text("Processing")
    expect(page).to_have_title("Payout of ₹777.00 · Payouts · Acme")

    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []

    [payout] = [payout["id"] for payout in shop.payouts() if payout["status"] == "processing"]
    decided = engine.manage("bank_decides", payout, "pays")
    assert decided.returncode == 0, decided.stderr
    notice.get_by_role("button", name="Check now").click()
    expect(notice).to_be_hidden()
    expect(details).to_contain_text("Paid ₹777.00")
    expect(details).to_contain_text("Another payout would pay the beneficiary once more.")
    # The button is gone, and then all of the notice: the reader's place is still in the panel.
    expect(page.locator("section:focus, section :focus")).to_have_count(1)
    wait_until(shop.is_quiet, 60)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Payouts · Acme")
    expect(page.get_by_text("No unconfirmed payouts")).to_be_visible()


@pytest.mark.parametrize(("view", "name"), [("payouts", "status"), ("ledger", "types")])
def test_an_unknown_filter_is_removed_from_the_address(page: Page, shop: MerchantClient, view: str, name: str) -> None:
    shop.pay(str(uuid4()))
    page.goto(f"/m/{shop.merchant}/{view}?{name}=BOGUS")
    expect(page).to_have_url(f"/m/{shop.merchant}/{view}")
    expect(page.get_by_role("link", name="All", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()
