"""Renews docs/screenshots: `python3 manage.py test tests/browser/take_screenshots.py`. The test run skips this file."""

import json
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.faults.client import MerchantClient
from tests.support.engine import CHECKOUT, LocalEngine

from .conftest import close_context, open_context

FOLDER = CHECKOUT / "docs" / "screenshots"
VIEWS = {
    "overview": "?range=fy",
    "payouts": "/payouts",
    "payout": "/payouts/{payout}",
    "pay-several": "/payouts/several",
    "beneficiaries": "/beneficiaries",
    "ledger": "/ledger",
    "merchant": "/merchant",
    "operations": "/operations",
    "integrity": "/operations/integrity",
    "health": "/operations/health",
    "audit-log": "/operations/audit",
    "developers": "/developers",
    "webhooks": "/developers/webhooks",
    "events": "/developers/events",
    "request-log": "/developers/requests",
    "new-payout": "/payouts/new",
    "add-account": "?dialog=add-account",
}


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    """A merchant with a year behind it."""
    made = engine.manage("sample_year")
    assert made.returncode == 0, made.stderr
    client = MerchantClient(engine.port)
    found = client.graphql('{ merchants(search: "Kaveri Silks") { edges { node { id } } } }')
    [client.merchant] = [edge["node"]["id"] for edge in found["merchants"]["edges"]]
    return client


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_take(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, width: int, scheme: Literal["light", "dark"]
) -> None:
    FOLDER.mkdir(exist_ok=True)
    payouts = json.loads(shop.ask("GET", "/api/v1/payouts/?status=completed&limit=200")[1])["results"]
    retried = max(payouts, key=lambda payout: payout["attempt_count"])["id"]
    size = ViewportSize(width=width, height=860 if width > 400 else 740)
    context = open_context(browser, engine, viewport=size, color_scheme=scheme, timezone_id="Asia/Kolkata")
    page = context.new_page()
    for name, view in VIEWS.items():
        page.goto(f"/m/{shop.merchant}{view.format(payout=retried)}")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
    close_context(context)
