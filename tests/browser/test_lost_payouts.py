"""A payout whose response is lost is made once, whatever is reloaded, opened or pressed again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.faults.client import MerchantClient

from .payout_form import open_form, pay, pay_button, review, step

PROMISED_MS = 23 * 3_600_000  # all but an hour of the time for which the server knows a key


def lose_the_response(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.fetch()  # the engine accepts the payout …
        route.abort()  # … and the page gets no response
    else:
        route.continue_()


def pay_unheard(
    page: Page,
    shop: MerchantClient,
    lose: Callable[[Route], None] = lose_the_response,
    told: str = "Try again: it won't be paid twice.",
) -> Locator:
    form = open_form(page, shop, amount="123.45")
    page.route("**/graphql/", lose)
    pay(page, form)
    asked = step(page, "Review payout")
    expect(asked).to_contain_text(told)
    page.unroute("**/graphql/")
    return asked


@pytest.mark.cut_off
def test_a_lost_response_and_a_reload_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    asked = step(page, "Review payout")
    expect(asked).to_contain_text("it won't be paid twice.")
    assert len(shop.payouts()) == 1
    page.unroute("**/graphql/")
    page.reload()
    expect(asked.get_by_text("This payout did arrive.")).to_be_visible()
    # One thing is said: it was made, and pressing again only tells what became of it.
    expect(asked.get_by_text("We couldn't confirm this payout.")).to_be_hidden()
    expect(asked.get_by_role("alert")).to_contain_text("Try again to see what became of it: it won't be paid twice.")
    asked.get_by_role("button", name="Try again").click()
    accepted = step(page, "Payout accepted")
    expect(accepted).to_contain_text("It wasn't paid twice.")
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_response_and_a_second_tab_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    expect(step(page, "Review payout")).to_contain_text("it won't be paid twice.")
    page.get_by_role("link", name="Overview").click()
    reminder = page.get_by_text("We couldn't confirm your payout of ₹500.00. It may have been made.")
    expect(reminder).to_be_visible()
    second = page.context.new_page()
    asked = review(second, open_form(second, shop))
    asked.get_by_role("button", name="Try again").click()
    expect(step(second, "Payout accepted")).to_contain_text("It wasn't paid twice.")
    # The first tab learns of it.
    expect(reminder).to_be_hidden()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_reload_during_the_request_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route(
        "**/graphql/", lambda route: None if "createPayout" in (route.request.post_data or "") else route.continue_()
    )
    with page.expect_request(lambda request: "createPayout(input" in (request.post_data or "")):
        pay(page, form)
    page.reload()  # before unroute, which would let the held request go
    page.unroute("**/graphql/")
    step(page, "Review payout").get_by_role("button", name="Try again").click()
    expect(step(page, "Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
@pytest.mark.parametrize("is_reloaded", [False, True])
def test_after_sleep_the_page_asks_to_look_before_paying(page: Page, shop: MerchantClient, is_reloaded: bool) -> None:
    page.clock.install()
    asked = pay_unheard(page, shop)
    again = asked.get_by_role("button", name="Try again")
    page.clock.fast_forward(PROMISED_MS)
    if is_reloaded:
        page.reload()
    expect(asked).to_contain_text("It's too late to retry safely: check Payouts before you pay again.")
    expect(asked.get_by_text("it won't be paid twice")).to_be_hidden()
    expect(again).to_be_disabled()
    expect(asked).to_contain_text("This payout did arrive.")

    asked.get_by_role("button", name="I've checked, dismiss").click()
    expect(asked).to_contain_text("Is this a duplicate?")
    expect(pay_button(asked)).to_be_enabled()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_another_tab_knows_that_it_is_too_late(page: Page, shop: MerchantClient) -> None:
    page.context.clock.install()
    pay_unheard(page, shop)
    page.context.clock.fast_forward(PROMISED_MS)
    second = page.context.new_page()
    asked = review(second, open_form(second, shop, amount="123.45"))
    expect(asked).to_contain_text("It's too late to retry safely")
    expect(asked.get_by_role("button", name="Try again")).to_be_disabled()
    assert len(shop.payouts()) == 1
