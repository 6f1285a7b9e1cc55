"""A payout whose outcome stays unknown: shown as that, and ended by the bank alone."""

import re
from collections.abc import Iterator
from typing import Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import Client
from tests.support.engine import Engine, engine_in_its_own_folder
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
def engine(chromium: str, built_page: None) -> Iterator[Engine]:
    with engine_in_its_own_folder() as engine:
        engine.start_and_wait(**IMPATIENT)
        yield engine


def test_a_payout_that_the_bank_never_answers_is_flagged_and_ends_when_it_does(
    page: Page, shop: Client, engine: Engine
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 5_000)
    shop.pay(str(uuid4()), Script.NEVER_ANSWERS, 77_700)
    page.goto(f"/?merchant={shop.merchant}&view=payouts")
    rows = page.get_by_role("table", name="Payouts").get_by_role("row")
    unknown = rows.filter(has_text="₹777.00")
    expect(unknown).to_contain_text("Needs review", timeout=30_000)
    expect(unknown).to_contain_text("Outcome unknown. Asked again in")

    page.get_by_role("link", name="Needs review").click()
    expect(page).to_have_url(re.compile("status=NEEDS_REVIEW"))
    expect(rows).to_have_count(1 + 1)
    unknown.get_by_role("link").click()
    details = page.get_by_role("dialog")
    notice = details.get_by_role("region", name="This payout needs review")
    expect(notice).to_contain_text("The bank may have paid, or not.")
    expect(notice).to_contain_text("Do not pay it again. ₹777.00 stay held")
    expect(notice).to_contain_text("The bank is asked again in 60 min.")
    expect(details).to_contain_text("Processing")
    expect(page).to_have_title("Payout of ₹777.00 · Payouts · Acme")

    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []

    [payout] = [payout["id"] for payout in shop.payouts() if payout["status"] == "processing"]
    decided = engine.manage("bank_decides", payout, "pays")
    assert decided.returncode == 0, decided.stderr
    notice.get_by_role("button", name="Ask the bank now").click()
    expect(notice).to_be_hidden(timeout=30_000)
    expect(details).to_contain_text("Completed")
    wait_until(shop.is_quiet)
    page.keyboard.press("Escape")
    expect(page).to_have_title("Payouts · Acme")
    expect(page.get_by_text("No payout needs review")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize(("view", "name"), [("payouts", "status"), ("ledger", "types")])
def test_a_filter_that_nobody_knows_leaves_the_address(page: Page, shop: Client, view: str, name: str) -> None:
    shop.pay(str(uuid4()))
    page.goto(f"/?merchant={shop.merchant}&view={view}&{name}=BOGUS")
    expect(page).to_have_url(re.compile(f"view={view}$"))
    expect(page.get_by_role("link", name="All", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("table").get_by_role("row").nth(1)).to_be_visible()
