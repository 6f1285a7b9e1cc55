"""The browser's Back leads one step back: from a review to its details, from a dialog to the page, and asks first."""

import re

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .payout_form import fill_form, pay_button, review, step


def test_back_leads_from_the_review_to_its_details_and_then_to_the_page(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts")
    page.get_by_role("link", name="New payout").first.click()
    form = fill_form(page, f"ending {Script.PAYS}", "123.45")
    asked = review(page, form)
    expect(asked).to_be_visible()
    page.go_back()
    expect(form.get_by_label("Amount")).to_have_value("123.45")
    expect(form.get_by_role("combobox", name="To")).to_have_value(re.compile("Acme"))
    asked = review(page, form)
    asked.get_by_role("button", name="Back").click()
    expect(form.get_by_label("Amount")).to_have_value("123.45")
    review(page, form)
    expect(pay_button(asked)).to_be_enabled()
    pay_button(asked).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile("/payouts$"))
    assert len(shop.payouts()) == 1


def test_back_leads_from_a_step_to_its_page_and_asks_before_typing_is_lost(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries/{shop.accounts[Script.PAYS]}")
    rename = page.get_by_role("button", name="Rename")
    rename.click()
    form = page.get_by_role("dialog", name="Rename beneficiary")
    name = form.get_by_label("Account holder")
    page.go_back()
    expect(form).to_be_hidden()

    rename.click()
    name.fill("Acme Handlooms")
    question = form.get_by_role("alert")
    for leave in (page.go_back, lambda: page.keyboard.press("Escape"), lambda: page.mouse.click(2, 2)):
        leave()
        expect(question).to_have_text("Discard what you've typed?")
        keep = form.get_by_role("button", name="Keep editing")
        expect(keep).to_be_focused()
        keep.click()
        expect(question).to_be_hidden()
        expect(name).to_be_focused()
        expect(name).to_have_value("Acme Handlooms")
    page.go_back()
    form.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("heading", name="Beneficiaries", level=1)).to_be_visible()


def test_back_asks_before_a_form_of_the_address_is_lost(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/beneficiaries")
    page.get_by_role("link", name="Add beneficiary").click()
    form = page.get_by_role("dialog", name="Add beneficiary")
    holder = form.get_by_label("Account holder")
    expect(holder).to_be_focused()
    page.go_back()
    expect(form).to_be_hidden()
    page.get_by_role("link", name="Add beneficiary").click()
    holder.press_sequentially("Ramesh")
    page.go_back()
    expect(form.get_by_role("alert")).to_have_text("Discard what you've typed?")
    page.keyboard.press("Escape")
    expect(holder).to_have_value("Ramesh")
    form.get_by_role("button", name="Discard").click()
    expect(form).to_be_hidden()
    expect(page).to_have_url(re.compile("/beneficiaries$"))
    expect(page.get_by_role("link", name="Add beneficiary")).to_be_focused()


def test_back_closes_the_list_of_merchants_alone(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts")
    page.get_by_role("link", name="Ledger").click()
    page.get_by_role("button", name="Merchant:").click()
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.go_back()
    expect(options).to_have_count(0)
    expect(page.get_by_role("heading", name="Ledger", exact=True)).to_be_visible()
