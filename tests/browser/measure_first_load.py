"""Measures the first and the second visit on a slow network: `manage.py test tests/browser/measure_first_load.py -s`.

The test run skips this file, since seconds depend on the machine. docs/performance.md quotes it.
"""

from statistics import median

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context
from .test_first_load import see_balance

ROUNDS = 5
SLOW = {
    "offline": False,
    "latency": 150,  # milliseconds, added to each request
    "downloadThroughput": 1_600_000 / 8,  # bytes a second
    "uploadThroughput": 750_000 / 8,
}
# The page notes the moment itself: Playwright looks only every now and then, up to a second apart.
NOTE_THE_BALANCE = """new MutationObserver((_, observer) => {
    if (!document.querySelector("dl")?.textContent.includes("₹10,00,000.00")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark("readable")));
}).observe(document, { childList: true, subtree: true, characterData: true })"""
MOMENT = "(name) => performance.getEntriesByName(name)[0].startTime / 1000"


def visit(context: BrowserContext, merchant: str) -> tuple[float, float]:
    """Seconds until something was painted, and until the balance could be read."""
    page = context.new_page()
    page.add_init_script(NOTE_THE_BALANCE)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    page.goto(f"/m/{merchant}", wait_until="commit")
    see_balance(page)
    wait_until(lambda: page.evaluate("performance.getEntriesByName('readable').length"), 60)
    painted, readable = (page.evaluate(MOMENT, name) for name in ("first-paint", "readable"))
    page.close()
    return painted, readable


@pytest.mark.parametrize("visits", ["first", "second"])
def test_measure(browser: Browser, engine: LocalEngine, shop: MerchantClient, visits: str) -> None:
    measured = []
    for _ in range(ROUNDS):
        context = open_context(browser, engine)
        if visits == "second":
            visit(context, shop.merchant)
        measured.append(visit(context, shop.merchant))
        close_context(context)
    painted, readable = (median(column) for column in zip(*measured, strict=True))
    print(f"\n{visits} visit: painted after {painted:.2f} s, balance after {readable:.2f} s (median of {ROUNDS})")
