"""What an open page asks of the server, which is what the benchmark counts it for."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, Request

from benchmarks import pages
from tests.faults.client import Client

PATIENCE_MS = 60_000
QUIET = {poll.operation for poll in pages.QUIET}
CHANGED = {poll.operation for poll in pages.CHANGED}


def operation(request: Request) -> str | None:
    found = re.search(r"\bquery (\w+)", request.post_data or "")
    return found[1] if found else None


@pytest.fixture
def asked(page: Page) -> Counter[str | None]:
    """How often each operation was sent."""
    counter: Counter[str | None] = Counter()
    page.on("request", lambda request: counter.update([operation(request)]))
    return counter


def wait_for(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.wait_for_event("request", lambda request: operation(request) == name, timeout=PATIENCE_MS)


def test_an_open_overview_asks_whether_anything_has_changed_and_only_then_for_what(
    page: Page, shop: Client, asked: Counter[str | None]
) -> None:
    page.goto(f"/?merchant={shop.merchant}&view=overview")
    wait_for(page, "Revision", times=2)
    asked.clear()
    wait_for(page, "Revision", times=3)
    assert set(asked) - {None} <= QUIET

    shop.pay("10000000-0000-4000-8000-000000000001")
    while not set(asked) >= CHANGED:
        page.wait_for_event("request", timeout=PATIENCE_MS)
    assert set(asked) - {None} - QUIET == CHANGED
