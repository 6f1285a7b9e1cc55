"""The machine's own Chromium on the pages of a real engine."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from server.ops.processes import web_build as web_page
from tests.faults.client import MerchantClient
from tests.support.engine import CHECKOUT, LocalEngine, prepared_engine

# Every wait ends as soon as its condition holds. On a machine with both cores busy a page may need half a minute.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
BRISK = {
    "PAYOUT_BANK_LATENCY_SECONDS": "0,0.05",
    "PAYOUT_BANK_DEADLINE_SECONDS": "1",
    "PAYOUT_RETRY_DELAYS_SECONDS": "0.2",
    "PAYOUT_PROCESSING_TIMEOUT_SECONDS": "5",
    "PAYOUT_BANK_FAILURE_RATE": "0",
    "PAYOUT_BANK_RETURNS_AFTER_SECONDS": "0.5",
    "PAYOUT_BANK_DECIDES_AFTER_SECONDS": "0.5",
    "PAYOUT_RETURNS_EVERY_SECONDS": "1",
    "PAYOUT_GST_STATE": "29",
}
# Chromium reports some violations by this event alone.
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) =>
    console.error("Content-Security-Policy", effectiveDirective, blockedURI, sample))"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("the browser tests need Chromium: apt-get install chromium")
    return program


@pytest.fixture(scope="session")
def built_page() -> None:
    if web_page.is_stale(CHECKOUT / "web"):
        list(web_page.build(CHECKOUT / "web"))


@pytest.fixture(scope="session")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**BRISK)
        yield engine


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Closed before a test of another folder: while it is open its event loop runs, and Django refuses the database in
    such a thread. (Each test has a profile of its own, `open_context`.)"""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


def open_context(browser: Browser, engine: LocalEngine, **options: Any) -> BrowserContext:
    """A fresh browser profile on the engine's address, with the timeouts that every test here uses."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{engine.port}", **options)
    context.set_default_timeout(PATIENCE_MS)
    return context


def close_context(context: BrowserContext) -> None:
    """Closes the profile. A handler of a route that still waits for the engine is let go first: it would fail in the
    test that comes next."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, engine: LocalEngine) -> Iterator[Page]:
    """A page whose test fails if it requests another machine or logs an error to the console.

    A test marked `cut_off` expects failed requests, which Chromium logs as errors: those are ignored.
    """
    context = open_context(browser, engine, viewport={"width": 1280, "height": 900})
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    strayed: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: strayed.append(request.url) if "//127.0.0.1:" not in request.url else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield page
    close_context(context)
    if request.node.get_closest_marker("cut_off"):
        complaints = [text for text in complaints if "Failed to load resource" not in text]
    assert [url for url in strayed if not url.startswith(("data:", "blob:"))] == []
    assert complaints == []


@pytest.fixture
def shop(engine: LocalEngine) -> MerchantClient:
    """A new merchant with ten lakh rupees and one account for each scripted outcome of the bank."""
    client = MerchantClient(engine.port)
    client.open_shop()
    return client
