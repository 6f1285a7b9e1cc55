"""A merchant pays out, and no sequence of clicks pays twice."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient


def open_form(page: Page, shop: MerchantClient, script: Script = Script.PAYS, amount: str = "500") -> Locator:
    page.goto(f"/?merchant={shop.merchant}&dialog=new-payout")
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_label("To").select_option(shop.accounts[script])
    form.get_by_label("Amount").fill(amount)
    return form


def pay_out(form: Locator) -> None:
    form.get_by_role("button", name="Pay out").click()


def lose_the_response(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.fetch()  # the engine accepts the payout …
        route.abort()  # … and the page gets no response
    else:
        route.continue_()


def view_payout(page: Page) -> Locator:
    page.get_by_role("link", name="View payout").click()
    return page.get_by_role("dialog")


def test_a_payout_is_made_and_shown_as_paid(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/?merchant={shop.merchant}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
    page.get_by_role("link", name="New payout").first.click()
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_label("Amount").fill("₹ 1,00,000.29")
    expect(form).to_contain_text("₹1,00,000.29")
    expect(form).to_contain_text("₹8,99,999.71")  # the balance after it
    pay_out(form)
    expect(page.get_by_role("dialog", name="Payout accepted")).to_contain_text("₹1,00,000.29")
    details = view_payout(page)
    expect(details).to_contain_text("Paid ₹1,00,000.29")
    expect(details).to_contain_text(re.compile("UTR SIMB[0-9]{12}"))
    [payout] = shop.payouts()
    assert (payout["status"], payout["amount_paise"]) == ("completed", 10_000_029)


def test_a_failed_payout_shows_the_banks_reason(page: Page, shop: MerchantClient) -> None:
    pay_out(open_form(page, shop, Script.ACCOUNT_CLOSED))
    details = view_payout(page)
    expect(details).to_contain_text("The beneficiary account is closed.")
    expect(details).to_contain_text("Failed")


def test_too_large_an_amount_shows_the_shortfall_beside_it(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="10,00,000.01")
    pay_out(form)
    expect(form.get_by_label("Amount")).to_have_accessible_description(
        "Not enough balance. Available: ₹10,00,000.00. Short by ₹0.01."
    )
    assert shop.payouts() == []


@pytest.mark.parametrize("amount", ["0.299", "1,2,3", "-5", "five", ""])
def test_an_invalid_amount_is_never_sent(page: Page, shop: MerchantClient, amount: str) -> None:
    form = open_form(page, shop, amount=amount)
    pay_out(form)
    expect(form.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    assert shop.payouts() == []


def test_a_double_click_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    form.get_by_role("button", name="Pay out").dblclick()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_response_and_a_reload_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay_out(form)
    expect(form).to_contain_text("We couldn't confirm this payout.")
    assert len(shop.payouts()) == 1
    page.unroute("**/graphql/")
    page.reload()
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_role("button", name="Try again").click()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_contain_text("It wasn't paid twice.")
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_response_and_a_second_tab_make_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_response)
    pay_out(form)
    expect(form).to_contain_text("We couldn't confirm this payout.")
    second = page.context.new_page()
    form = open_form(second, shop)
    form.get_by_role("button", name="Try again").click()
    expect(second.get_by_role("dialog", name="Payout accepted")).to_contain_text("It wasn't paid twice.")
    # The first tab learns of it.
    expect(page.get_by_text("We couldn't confirm this payout.")).to_be_hidden()
    assert len(shop.payouts()) == 1


def test_a_long_paste_is_not_cut_short(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="")
    form.get_by_label("Amount").focus()
    page.keyboard.insert_text(" " * 27 + "500000")
    expect(form).to_contain_text("₹5,00,000.00")


@pytest.mark.cut_off
def test_a_reload_during_the_request_makes_one_payout(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    page.route(
        "**/graphql/", lambda route: None if "createPayout" in (route.request.post_data or "") else route.continue_()
    )
    with page.expect_request(lambda request: "createPayout" in (request.post_data or "")):
        pay_out(form)
    page.reload()  # before unroute, which would let the held request go
    page.unroute("**/graphql/")
    page.get_by_role("dialog", name="New payout").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


def test_a_second_payout_with_the_same_amount_is_a_new_payout(page: Page, shop: MerchantClient) -> None:
    for _ in range(2):
        pay_out(open_form(page, shop))
        expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 2
