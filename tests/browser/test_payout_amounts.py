"""The amount of a payout: faults stand beside it, and a draft survives a step back and a reload."""

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .payout_form import open_form, pay_button, review, step


def test_too_large_an_amount_shows_the_shortfall_beside_it(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="10,00,000.01")
    expect(form).to_contain_text("Short by ₹0.01")
    form.get_by_role("button", name="Continue").click()
    amount = form.get_by_label("Amount")
    expect(amount).to_have_accessible_description("Not enough balance. Available: ₹10,00,000.00. Short by ₹0.01.")
    expect(amount).to_be_focused()
    assert shop.payouts() == []


def test_a_balance_spent_during_the_review_leads_back_to_the_amount(page: Page, shop: MerchantClient) -> None:
    asked = review(page, open_form(page, shop, amount="9,00,000"))
    expect(pay_button(asked)).to_be_enabled()
    shop.pay("6f0f2a52-9d60-4d63-8c1a-0c5b2f6f3b11", Script.PAYS, 20_000_000)
    pay_button(asked).click()
    amount = step(page, "New payout").get_by_label("Amount")
    expect(amount).to_have_accessible_description("Not enough balance. Available: ₹8,00,000.00. Short by ₹1,00,000.00.")
    assert len(shop.payouts()) == 1


@pytest.mark.parametrize("amount", ["0.299", "1,2,3", "-5", "five", ""])
def test_an_invalid_amount_is_never_sent(page: Page, shop: MerchantClient, amount: str) -> None:
    form = open_form(page, shop, amount=amount)
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_label("Amount")).to_have_attribute("aria-invalid", "true")
    assert shop.payouts() == []


def test_a_long_paste_is_not_cut_short(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="")
    form.get_by_label("Amount").focus()
    page.keyboard.insert_text(" " * 27 + "500000")
    expect(form).to_contain_text("₹5,00,000.00")


def test_back_keeps_what_was_typed(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="1,250.5")
    review(page, form).get_by_role("button", name="Back").click()
    expect(form.get_by_role("combobox", name="To")).to_have_value("Acme")
    expect(form.get_by_label("Amount")).to_have_value("1,250.5")
    assert shop.payouts() == []


def test_a_draft_is_restored_with_a_word_and_can_be_cleared(page: Page, shop: MerchantClient) -> None:
    open_form(page, shop, amount="91,000")
    page.reload()
    form = step(page, "New payout")
    expect(form.get_by_text("Draft restored")).to_be_visible()
    expect(form.get_by_label("Amount")).to_have_value("91,000")
    form.get_by_role("button", name="Clear").click()
    expect(form.get_by_label("Amount")).to_have_value("")
    expect(form.get_by_role("combobox", name="To")).to_have_value("")
    page.reload()
    expect(form.get_by_label("Amount")).to_have_value("")
    expect(form.get_by_text("Draft restored")).to_be_hidden()
