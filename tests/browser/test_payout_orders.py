"""An order is placed, waits for its money, and leads to its payout; another one is called off."""

import os
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.faults.client import MerchantClient

from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
RECORD = """mutation ($m: ID!, $paise: Paise!) {
    recordPayment(input: {merchantId: $m, amountPaise: $paise, reference: "MORE"}) { __typename } }"""
CHOOSE_AND_TYPE = """async (option) => {
    option.click();
    await null;
    const amount = document.querySelector("[role=dialog] [inputmode=decimal], dialog [inputmode=decimal]");
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(amount, "500");
    amount.dispatchEvent(new Event("input", { bubbles: true })); }"""


def shoot(page: Page, name: str, width: int) -> None:
    if folder := os.environ.get("ORDERS_SHOTS"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(300)
            page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png")


@pytest.mark.parametrize("width", [1280, 360])
def test_an_order_waits_for_its_money_and_leads_to_its_payout(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/m/{shop.merchant}/payouts")
    page.get_by_role("link", name="Orders", exact=True).click()
    expect(page.get_by_text("No orders yet", exact=True)).to_be_visible()
    page.get_by_role("link", name="Pay when the money is there").click()
    dialog = page.get_by_role("dialog", name="Pay when the money is there")
    dialog.get_by_role("button", name="Place order").click()
    expect(dialog.get_by_role("combobox", name="To")).to_have_attribute("aria-invalid", "true")
    place(page, "0001", "15,00,000", "INV-204")
    expect(page.get_by_role("dialog", name="Order placed")).to_contain_text("Until then no money is held.")
    page.get_by_role("dialog").get_by_role("link", name="View orders").click()
    orders = (
        page.get_by_role("row") if width == 1280 else page.get_by_role("list", name="Orders").get_by_role("listitem")
    )
    waiting = orders.filter(has_text="INV-204")
    expect(waiting).to_contain_text("Waiting for money")
    expect(page.get_by_text("Ordered, not held").locator("..")).to_contain_text("₹15,00,000.00")
    page.get_by_role("link", name="New order").click()
    place(page, "0001", "3,000", "INV-205")
    page.get_by_role("dialog", name="Order placed").get_by_role("link", name="View orders").click()
    second = orders.filter(has_text="INV-205")
    expect(second).to_contain_text("Waiting for money")
    assert violations(page) == []
    assert page.evaluate(FITS)
    shoot(page, "orders", width)

    second.get_by_role("button", name="Cancel the order of ₹3,000.00").click()
    asked = page.get_by_role("dialog", name="Cancel order")
    shoot(page, "cancel-order", width)
    asked.get_by_role("button", name="Cancel ₹3,000.00").click()
    expect(second).to_contain_text("Cancelled")

    shop.graphql(RECORD, m=shop.merchant, paise=50_000_000)
    expect(waiting).to_contain_text("Payout made")
    shoot(page, "orders-made", width)
    waiting.get_by_role("link").click()
    expect(page.get_by_text("₹15,00,000.00").first).to_be_visible()
    [payout] = shop.payouts()
    assert (payout["amount_paise"], payout["reference"]) == (150_000_000, "INV-204")


def test_an_order_whose_money_is_there_is_a_payout_at_once(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/orders?dialog=order-payout")
    place(page, "0001", "500", "")
    made = page.get_by_role("dialog", name="Payout made")
    expect(made).to_contain_text("₹500.00 is on its way.")
    made.get_by_role("link", name="View payout").click()
    [payout] = shop.payouts()
    assert payout["amount_paise"] == 50_000
    expect(page.get_by_text("₹500.00").first).to_be_visible()


def test_a_choice_and_an_amount_in_one_moment_are_both_kept(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/orders?dialog=order-payout")
    dialog = page.get_by_role("dialog", name="Pay when the money is there")
    dialog.get_by_role("combobox", name="To").fill("0001")
    dialog.get_by_role("option", name="ending 0001").first.evaluate(CHOOSE_AND_TYPE)
    dialog.get_by_role("button", name="Place order").click()
    expect(page.get_by_role("dialog", name="Payout made")).to_contain_text("₹500.00")


@pytest.mark.cut_off
def test_an_order_without_an_answer_can_only_be_sent_again_and_is_placed_once(page: Page, shop: MerchantClient) -> None:
    def lose(route: Route) -> None:
        if "OrderPayout(" in (route.request.post_data or ""):
            route.fetch()
            route.abort()
        else:
            route.fallback()

    page.route("**/graphql/", lose)
    page.goto(f"/m/{shop.merchant}/payouts/orders?dialog=order-payout")
    place(page, "0001", "500", "INV-9")
    dialog = page.get_by_role("dialog", name="Pay when the money is there")
    expect(dialog.get_by_role("alert")).to_contain_text("it's placed only once")
    # Otherwise another amount would be a second order, beside the one that may be there.
    expect(dialog.get_by_label("Amount")).to_be_disabled()
    page.unroute("**/graphql/", lose)
    page.reload()
    expect(dialog.get_by_role("alert")).to_contain_text("it's placed only once")
    expect(dialog.get_by_label("Amount")).to_have_value("500")
    assert violations(page) == []
    dialog.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("dialog", name="Payout made")).to_contain_text("₹500.00 is on its way.")
    assert [payout["reference"] for payout in shop.payouts()] == ["INV-9"]


def test_a_time_that_is_half_typed_orders_nothing_at_once(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/orders?state=unknown&dialog=order-payout")
    dialog = page.get_by_role("dialog", name="Pay when the money is there")
    dialog.get_by_label("Not before").focus()
    page.keyboard.type("12")  # one part of a date and a time: the field's value is empty
    place(page, "0001", "500", "")
    expect(dialog.get_by_label("Not before")).to_have_accessible_description("Enter a date and a time.")
    assert shop.payouts() == []
    expect(page).to_have_url(re.compile(r"/orders\?dialog=order-payout$"))  # there is no such state


def test_an_order_that_was_paid_meanwhile_does_not_look_cancelled(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/orders?dialog=order-payout")
    place(page, "0001", "15,00,000", "INV-1")
    page.get_by_role("dialog", name="Order placed").get_by_role("button", name="Close", exact=True).last.click()
    page.get_by_role("combobox", name="Orders", exact=True).select_option("Waiting for money")
    page.get_by_role("button", name="Cancel the order of ₹15,00,000.00").click()
    asked = page.get_by_role("dialog", name="Cancel order")
    shop.graphql(RECORD, m=shop.merchant, paise=50_000_000)
    expect(page.get_by_text("No such orders")).to_be_attached()  # it has left the list under the question
    asked.get_by_role("button", name="Cancel ₹15,00,000.00").click()
    expect(asked.get_by_role("alert")).to_contain_text("payout")
    assert [payout["reference"] for payout in shop.payouts()] == ["INV-1"]


def place(page: Page, payee: str, amount: str, reference: str) -> None:
    dialog = page.get_by_role("dialog", name="Pay when the money is there")
    field = dialog.get_by_role("combobox", name="To")
    field.fill(payee)
    dialog.get_by_role("option", name=f"ending {payee}").first.click()
    dialog.get_by_label("Amount").fill(amount)
    dialog.get_by_label("Reference").fill(reference)
    shoot(page, f"order-form-{amount}", page.viewport_size["width"] if page.viewport_size else 0)
    assert violations(page) == []
    dialog.get_by_role("button", name="Place order").click()
