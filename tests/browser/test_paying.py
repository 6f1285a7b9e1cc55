"""A merchant pays out, and no sequence of clicks pays twice."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import Client


def open_form(page: Page, shop: Client, script: Script = Script.PAYS, amount: str = "500") -> Locator:
    page.goto(f"/?merchant={shop.merchant}&dialog=new-payout")
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_label("To").select_option(shop.accounts[script])
    form.get_by_label("Amount").fill(amount)
    return form


def pay_out(form: Locator) -> None:
    form.get_by_role("button", name="Pay out").click()


def lose_the_answer(route: Route) -> None:
    if "createPayout" in (route.request.post_data or ""):
        route.fetch()  # the engine accepts it …
        route.abort()  # … and nobody hears of it
    else:
        route.continue_()


def follow(page: Page) -> Locator:
    page.get_by_role("link", name="Follow it").click()
    return page.get_by_role("dialog")


def test_a_payout_is_made_and_seen_to_complete(page: Page, shop: Client) -> None:
    page.goto(f"/?merchant={shop.merchant}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
    page.get_by_role("link", name="New payout").first.click()
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_label("Amount").fill("₹ 1,00,000.29")
    expect(form).to_contain_text("1,00,00,029 paise")
    expect(form).to_contain_text("₹8,99,999.71")  # what is left
    pay_out(form)
    expect(page.get_by_role("dialog", name="Payout accepted")).to_contain_text("₹1,00,000.29")
    details = follow(page)
    expect(details).to_contain_text(re.compile("SIMB[0-9]{12}"), timeout=15_000)
    expect(details).to_contain_text("Completed")
    [payout] = shop.payouts()
    assert (payout["status"], payout["amount_paise"]) == ("completed", 10_000_029)


def test_a_refusal_tells_its_reason_in_plain_words(page: Page, shop: Client) -> None:
    pay_out(open_form(page, shop, Script.ACCOUNT_CLOSED))
    details = follow(page)
    expect(details).to_contain_text("The beneficiary account is closed.", timeout=15_000)
    expect(details).to_contain_text("Failed")


def test_too_much_is_said_beside_the_amount_with_what_is_missing(page: Page, shop: Client) -> None:
    form = open_form(page, shop, amount="10,00,000.01")
    pay_out(form)
    expect(form.get_by_label("Amount")).to_have_accessible_description(
        re.compile("₹0.01 is missing: ₹10,00,000.00 is available")
    )
    assert shop.payouts() == []


@pytest.mark.parametrize("amount", ["0.299", "1,2,3", "-5", "five", ""])
def test_what_is_no_amount_is_never_sent(page: Page, shop: Client, amount: str) -> None:
    form = open_form(page, shop, amount=amount)
    pay_out(form)
    expect(form.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    assert shop.payouts() == []


def test_a_double_click_makes_one_payout(page: Page, shop: Client) -> None:
    form = open_form(page, shop)
    form.get_by_role("button", name="Pay out").dblclick()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_answer_and_a_reload_make_one_payout(page: Page, shop: Client) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_answer)
    pay_out(form)
    expect(form).to_contain_text("We do not know whether this payout was accepted")
    assert len(shop.payouts()) == 1
    page.unroute("**/graphql/")
    page.reload()
    form = page.get_by_role("dialog", name="New payout")
    form.get_by_role("button", name="Try again").click()
    accepted = page.get_by_role("dialog", name="Payout accepted")
    expect(accepted).to_contain_text("it was not made twice")
    assert len(shop.payouts()) == 1


@pytest.mark.cut_off
def test_a_lost_answer_and_a_second_tab_make_one_payout(page: Page, shop: Client) -> None:
    form = open_form(page, shop)
    page.route("**/graphql/", lose_the_answer)
    pay_out(form)
    expect(form).to_contain_text("We do not know whether this payout was accepted")
    second = page.context.new_page()
    form = open_form(second, shop)
    form.get_by_role("button", name="Try again").click()
    expect(second.get_by_role("dialog", name="Payout accepted")).to_contain_text("it was not made twice")
    # The first tab has heard of it.
    expect(page.get_by_text("We do not know whether")).to_be_hidden()
    assert len(shop.payouts()) == 1


def test_a_long_paste_is_not_cut_to_another_amount(page: Page, shop: Client) -> None:
    form = open_form(page, shop, amount="")
    form.get_by_label("Amount").focus()
    page.keyboard.insert_text(" " * 27 + "500000")
    expect(form).to_contain_text("5,00,00,000 paise")


@pytest.mark.cut_off
def test_a_reload_in_mid_request_makes_one_payout(page: Page, shop: Client) -> None:
    form = open_form(page, shop)
    page.route(
        "**/graphql/", lambda route: None if "createPayout" in (route.request.post_data or "") else route.continue_()
    )
    with page.expect_request(lambda request: "createPayout" in (request.post_data or "")):
        pay_out(form)
    page.reload()  # before the route is lifted: lifting it lets the held request go
    page.unroute("**/graphql/")
    page.get_by_role("dialog", name="New payout").get_by_role("button", name="Try again").click()
    expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 1


def test_another_payout_of_the_same_amount_is_another_payout(page: Page, shop: Client) -> None:
    for _ in range(2):
        pay_out(open_form(page, shop))
        expect(page.get_by_role("dialog", name="Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 2
