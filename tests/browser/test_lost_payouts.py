"""A payout whose response is lost is made once, whatever is reloaded, opened or pressed again."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.client import MerchantClient

from .payout_form import open_form, pay, review


def lose_the_response(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.fetch()  # the engine accepts the payout …
        route.abort()  # … and the page gets no response
    else:
        route.continue_()


@pytest.mark.cut_off
def test_a_lost_response_and_a_reload_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    asked = page.get_by_role("dialog", name="Review payout")
    expect(asked).to_contain_text("it won't be paid twice.")
    assert len(shop.payouts()) == 1
    page.unroute("**/graphql/")
    page.reload()
    expect(asked.get_by_text("This payout did arrive.")).to_be_visible()
    # One thing is said: it was made, and pressing again only tells what became of it.
    expect(asked.get_by_text("We couldn't confirm this payout.")).to_be_hidden()
    expect(asked.get_by_role("alert")).to_contain_text("Try again to see what became of it: it won't be paid twice.")
    asked.get_by_role("button", name="Try again").click()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_contain_text("It wasn't paid twice.")
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_response_and_a_second_tab_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay(page, form)
    expect(page.get_by_role("dialog", name="Review payout")).to_contain_text("it won't be paid twice.")
    page.keyboard.press("Escape")
    reminder = page.get_by_text("We couldn't confirm your payout of ₹500.00. It may have been made.")
    expect(reminder).to_be_visible()
    second = page.context.new_page()
    asked = review(second, open_form(second, shop))
    asked.get_by_role("button", name="Try again").click()
    expect(second.get_by_role("dialog", name="Payout accepted")).to_contain_text("It wasn't paid twice.")
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
    page.get_by_role("dialog", name="Review payout").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1
