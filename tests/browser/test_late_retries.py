"""A retry beyond the server's window for a key pays nothing twice. (test_lost_payouts.py: the page promises none.)"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

from .conftest import BRISK
from .payout_form import step
from .test_lost_payouts import pay_unheard

pytestmark = pytest.mark.cut_off

WINDOW = timedelta(hours=0.01)


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with prepared_engine() as engine:
        engine.start_and_wait(**BRISK, PAYOUT_IDEMPOTENCY_WINDOW_HOURS="0.01")
        yield engine


def lose_the_request(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.abort()
    else:
        route.continue_()


def wait_for_the_end_of_the_window(since: datetime) -> None:
    wait_until(lambda: datetime.now(UTC) > since + WINDOW, 120)


def test_a_clock_that_stands_still_pays_nothing_twice(page: Page, shop: MerchantClient) -> None:
    page.clock.set_fixed_time(datetime.now(UTC))
    asked = pay_unheard(page, shop)
    [made] = shop.payouts()
    wait_for_the_end_of_the_window(datetime.fromisoformat(made["created_at"]))
    asked.get_by_role("button", name="Try again").click()
    told = step(page, "Already made")
    expect(told).to_contain_text("Nothing was paid now.")
    expect(told.get_by_role("link", name="₹123.45 to Acme")).to_be_visible()
    assert [payout["id"] for payout in shop.payouts()] == [made["id"]]

    told.get_by_role("button", name="New payout").click()
    expect(step(page, "New payout").get_by_label("Amount")).to_have_value("")


def test_a_request_that_never_arrived_is_made_by_its_late_retry(page: Page, shop: MerchantClient) -> None:
    page.clock.set_fixed_time(datetime.now(UTC))
    asked = pay_unheard(page, shop, lose_the_request, "We couldn't confirm this payout.")
    wait_for_the_end_of_the_window(datetime.now(UTC))
    asked.get_by_role("button", name="Try again").click()
    expect(step(page, "Payout accepted")).to_contain_text("is processing.")
    assert len(shop.payouts()) == 1
