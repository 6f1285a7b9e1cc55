"""Renews docs/screenshots: `python3 manage.py test tests/browser/take_screenshots.py`. The test run skips this file."""

from typing import Literal
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import RECORD_PAYMENT, MerchantClient
from tests.support.engine import CHECKOUT, LocalEngine
from tests.support.servers import wait_until

from .conftest import open_context

FOLDER = CHECKOUT / "docs" / "screenshots"
VIEWS = {
    "overview": "",
    "payouts": "&view=payouts",
    "payout": "&view=payouts&payout={payout}",
    "ledger": "&view=ledger",
    "new-payout": "&dialog=new-payout",
    "add-account": "&dialog=add-account",
}


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    """One day's payouts with every outcome, and one large invoice."""
    client = MerchantClient(engine.port)
    client.open_shop("Kaveri Silks and Handlooms International Pvt Ltd")
    scripts = [Script.PAYS, Script.PAYS, Script.REFUSES_TWICE_THEN_PAYS, Script.PAYS, Script.ACCOUNT_CLOSED]
    for number in range(40):
        client.pay(str(uuid4()), scripts[number % 5], 125_000 + 3_737 * number)
    wait_until(client.is_quiet, 60)
    large = {"merchantId": client.merchant, "amountPaise": 1_234_567_890, "reference": "INV-2041"}
    client.graphql(RECORD_PAYMENT, input=large)
    client.pay(str(uuid4()), Script.PAYS, 987_654_321)
    wait_until(client.is_quiet, 60)
    client.pay(str(uuid4()), Script.HANGS_THEN_PAYS, 4_500_000)
    return client


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_take(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, width: int, scheme: Literal["light", "dark"]
) -> None:
    FOLDER.mkdir(exist_ok=True)
    retried = next(payout["id"] for payout in shop.payouts() if payout["attempt_count"] == 3)
    size = ViewportSize(width=width, height=860 if width > 400 else 740)
    context = open_context(browser, engine, viewport=size, color_scheme=scheme, timezone_id="Asia/Kolkata")
    page = context.new_page()
    for name, view in VIEWS.items():
        page.goto(f"/?merchant={shop.merchant}{view.format(payout=retried)}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
    context.close()
