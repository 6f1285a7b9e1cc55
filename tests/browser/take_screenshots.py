"""Renews docs/screenshots: `python3 manage.py test tests/browser/take_screenshots.py`. The test run skips this file."""

import json
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.faults.client import MerchantClient
from tests.support.engine import CHECKOUT, LocalEngine, prepared_engine
from tests.support.servers import wait_until
from tests.webhooks.receivers import receiver

from .conftest import BRISK, close_context, open_context

FOLDER = CHECKOUT / "docs" / "screenshots"
VIEWS = {
    "overview": "?range=fy",
    "payouts": "/payouts",
    "payout": "/payouts/{payout}",
    "pay-several": "/payouts/several",
    "beneficiaries": "/beneficiaries",
    "ledger": "/ledger",
    "proof": "/ledger/proof",
    "why-balance": "?dialog=why-balance",
    "merchant": "/merchant",
    "operations": "/operations",
    "integrity": "/operations/integrity",
    "health": "/operations/health",
    "audit-log": "/operations/audit",
    "developers": "/developers",
    "webhooks": "/developers/webhooks",
    "webhook": "/developers/webhooks/{endpoint}",
    "events": "/developers/events",
    "request-log": "/developers/requests",
    "new-payout": "/payouts/new",
    "add-account": "?dialog=add-account",
}
TOLD = 8  # events, by a webhook


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    """It may send to this machine."""
    with prepared_engine() as engine:
        engine.start_and_wait(**BRISK, PAYOUT_WEBHOOKS_MAY_REACH="loopback")
        yield engine


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    """A merchant with a year behind it."""
    made = engine.manage("sample_year")
    assert made.returncode == 0, made.stderr
    client = MerchantClient(engine.port)
    found = client.graphql('{ merchants(search: "Kaveri Silks") { edges { node { id } } } }')
    [client.merchant] = [edge["node"]["id"] for edge in found["merchants"]["edges"]]
    return client


@pytest.fixture(scope="module")
def endpoint(shop: MerchantClient) -> Iterator[str]:
    """It has been sent the last of the year's events, and answers."""
    with receiver(b"HTTP/1.1 204 No Content\r\n\r\n") as told:
        body = {"url": told.url(), "event_types": ["PAYOUT_COMPLETED", "PAYOUT_FAILED", "PAYOUT_NEEDS_REVIEW"]}
        status, answer = shop.ask("POST", "/api/v1/webhooks/endpoints/", body)
        assert status == 201, answer
        made = json.loads(answer)["endpoint"]
        seq, side = made["position"].split(".")
        replay = {"after": f"{int(seq) - 4 * TOLD}.{side}"}
        status, answer = shop.ask("POST", f"/api/v1/webhooks/endpoints/{made['id']}/replay/", replay)
        assert status < 300, answer
        wait_until(lambda: len(told.requests) >= TOLD)
        yield str(made["id"])


@pytest.fixture(scope="module")
def paths(shop: MerchantClient, endpoint: str) -> dict[str, str]:
    """By the name of its picture, each view's."""
    payouts = json.loads(shop.ask("GET", "/api/v1/payouts/?status=completed&limit=200")[1])["results"]
    retried = max(payouts, key=lambda payout: payout["attempt_count"])["id"]
    return {name: f"/m/{shop.merchant}{view.format(payout=retried, endpoint=endpoint)}" for name, view in VIEWS.items()}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_take(
    browser: Browser,
    engine: LocalEngine,
    paths: dict[str, str],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    FOLDER.mkdir(exist_ok=True)
    size = ViewportSize(width=width, height=860 if width > 400 else 740)
    context = open_context(browser, engine, viewport=size, color_scheme=scheme, timezone_id="Asia/Kolkata")
    page = context.new_page()
    for name, path in paths.items():
        page.goto(path)
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text("Loading").first).to_be_hidden()
        page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
    close_context(context)
