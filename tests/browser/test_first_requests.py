"""The page's first requests leave before its code has arrived, and each kind of visit gets only what is its own."""

import json
import re
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, Response, Route, expect

from tests.faults.client import CREATE_MERCHANT, MerchantClient
from tests.support.servers import wait_until

from .test_first_load import operation_of, see_balance

CODE = re.compile(r"/assets/(react|shared|dashboard|rolldown-runtime)-.*\.js$")
REMEMBERED = "payout-engine:merchant"


@pytest.fixture
def sent(page: Page) -> Counter[str]:
    """The number of requests for each operation, polls aside."""
    counter: Counter[str] = Counter()

    def count(request: Request) -> None:
        if (name := operation_of(request.post_data)) not in {None, "Revision"}:
            counter[str(name)] += 1

    page.on("request", count)
    return counter


def answers(operation: str) -> Callable[[Response], bool]:
    return lambda response: operation_of(response.request.post_data) == operation


def hold_code(page: Page) -> list[Route]:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(CODE, hold)
    return held


def test_the_answer_is_there_before_the_dashboards_code(page: Page, shop: MerchantClient) -> None:
    """Each of its files is held back until the query has been answered, which needs none of them."""
    held = hold_code(page)
    with page.expect_response(answers("Start")) as answer:
        page.goto(f"/m/{shop.merchant}", wait_until="commit")
    assert answer.value.json()["data"]["balance"]["availablePaise"] == 100_000_000
    expect(page.get_by_role("status")).to_contain_text("Loading…")
    wait_until(lambda: page.evaluate("1") and len(held) == 4)
    for route in held:
        route.continue_()
    see_balance(page)


def test_the_balance_needs_no_other_answer_than_the_first(page: Page, shop: MerchantClient) -> None:
    def hold_all_but_start(route: Route) -> None:
        if operation_of(route.request.post_data) == "Start":
            route.continue_()

    page.route("**/graphql/", hold_all_but_start)
    page.goto(f"/m/{shop.merchant}")
    see_balance(page)
    expect(page.get_by_role("button", name="Merchant: Acme")).to_be_visible()
    expect(page.get_by_role("heading", name="Sandbox")).to_be_visible()


def test_a_visitor_who_names_no_merchant_also_gets_a_balance_before_the_code(
    page: Page, shop: MerchantClient, sent: Counter[str]
) -> None:
    held = hold_code(page)
    with page.expect_response(answers("Balance")) as answer:
        page.goto("/", wait_until="commit")
    merchant = json.loads(answer.value.request.post_data or "")["variables"]["merchantId"]
    wait_until(lambda: page.evaluate("1") and len(held) == 4)
    for route in held:
        route.continue_()
    page.wait_for_url(re.compile(f"/m/{merchant}$"))
    expect(page.locator("dl").first).to_contain_text("₹")
    page.wait_for_load_state("networkidle")
    of_first_steps = {"FirstSteps", "FirstKey"}  # of a merchant that has no payout yet: they ask for its balance too
    later = {*of_first_steps, "WebhookTrouble"}  # once the balance is there
    asked = {name: times for name, times in sent.items() if name not in later}
    assert asked.pop("Balance") in {1, 2}
    assert asked == {"Arrival": 1, "BalanceHistory": 1, "PayoutsPage": 1}


def test_a_link_to_no_merchant_shows_nobodys_data(page: Page, shop: MerchantClient) -> None:
    for link in (str(uuid4()), "me"):
        page.goto(f"/m/{link}")
        expect(page.get_by_text("Merchant not found")).to_be_visible()
        expect(page.get_by_text("₹")).to_have_count(0)
    page.get_by_role("link", name="Show another merchant").click()
    expect(page.locator("dl").first).to_contain_text("₹")


def test_a_remembered_merchant_that_is_gone_is_replaced_by_another(page: Page, shop: MerchantClient) -> None:
    gone = str(uuid4())
    page.goto("/healthz")  # any address of the page's origin
    page.evaluate("([name, id]) => localStorage.setItem(name, id)", [REMEMBERED, gone])
    page.goto("/")
    page.wait_for_url(re.compile("/m/"))
    assert gone not in page.url
    expect(page.locator("dl").first).to_contain_text("₹")


def test_a_link_to_another_view_asks_for_none_of_the_overviews_cards(
    page: Page, shop: MerchantClient, sent: Counter[str]
) -> None:
    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_role("table", name="Ledger entries")).to_contain_text("₹10,00,000.00")
    page.wait_for_load_state("networkidle")
    assert sent == {"Start": 1, "LedgerPage": 1, "Merchants": 1}


def test_hundreds_of_merchants_are_listed_for_an_open_switcher_alone(
    page: Page, shop: MerchantClient, sent: Counter[str]
) -> None:
    last = f"Zzz {uuid4().hex}"
    for name in [*(f"Filler {number}" for number in range(100)), last]:
        shop.graphql(CREATE_MERCHANT, input={"name": name, "email": f"{uuid4().hex}@filler.example"})
    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_role("table", name="Ledger entries")).to_contain_text("₹10,00,000.00")
    page.wait_for_load_state("networkidle")
    assert sent["Merchants"] == 1
    page.get_by_role("button", name="Merchant: Acme").click()
    expect(page.get_by_text(last)).to_be_visible()
