"""An open page sends the operations that the benchmark counts for it, and no others."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, Request

from benchmarks import pages
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

QUIET = {poll.operation for poll in pages.QUIET}
CHANGED = {poll.operation for poll in pages.CHANGED}


def operation(request: Request) -> str | None:
    found = re.search(r"\bquery (\w+)", request.post_data or "")
    return found[1] if found else None


@pytest.fixture
def sent(page: Page) -> Counter[str | None]:
    """The number of requests for each operation."""
    counter: Counter[str | None] = Counter()
    page.on("request", lambda request: counter.update([operation(request)]))
    return counter


def wait_for(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.wait_for_event("request", lambda request: operation(request) == name)


def test_an_open_overview_polls_the_revision_and_refetches_only_after_a_change(
    page: Page, shop: MerchantClient, sent: Counter[str | None]
) -> None:
    # Without a payout the overview looks at its first steps too.
    shop.pay("10000000-0000-4000-8000-000000000000")
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}")
    wait_for(page, "Revision", times=2)
    sent.clear()
    wait_for(page, "Revision", times=3)
    assert set(sent) - {None} <= QUIET

    shop.pay("10000000-0000-4000-8000-000000000001")
    while not set(sent) >= CHANGED:
        page.wait_for_event("request")
    assert set(sent) - {None} - QUIET == CHANGED
