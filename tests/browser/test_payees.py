"""A payout goes to the payee that is meant: nobody is preselected, and those that look alike are told apart."""

import re

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .payout_form import add_payee, fill_form, open_form, pay, pay_button, review, step


def test_nobody_is_chosen_before_the_user_chooses(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}/payouts/new")
    form = step(page, "New payout")
    payee = form.get_by_role("combobox", name="To")
    expect(payee).to_be_focused()
    for typed in ("", "Acme"):  # a name alone chooses nobody either
        payee.fill(typed)
        form.get_by_label("Amount").fill("500")
        form.get_by_label("Amount").press("Enter")
        expect(payee).to_have_accessible_description("Choose a beneficiary from the list.")
        expect(payee).to_be_focused()
    payee.press("Tab")
    assert shop.payouts() == []

    pay(page, fill_form(page, "ending 0001", "500"))
    step(page, "Payout accepted").get_by_role("button", name="New payout").click()
    expect(payee).to_have_value("")
    expect(form.get_by_label("Amount")).to_have_value("")


def test_a_choice_is_taken_back_by_typing(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop)
    payee = form.get_by_role("combobox", name="To")
    payee.press("End")
    payee.press("Backspace")
    form.get_by_role("button", name="Continue").click()
    expect(payee).to_have_accessible_description("Choose a beneficiary from the list.")
    expect(payee).to_have_value("Acm")


def test_two_payees_that_look_alike_are_told_apart(page: Page, shop: MerchantClient) -> None:
    add_payee(shop, "Ramesh Kumar", "500100123453456")
    suresh = add_payee(shop, "Suresh Traders", "501200999993456")
    form = open_form(page, shop)
    form.get_by_role("combobox", name="To").fill("3456")
    options = form.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.nth(0)).to_contain_text("Ramesh Kumar")
    options.nth(1).click()
    expect(form.get_by_role("combobox", name="To")).to_have_value("Suresh Traders")
    asked = review(page, form)
    expect(asked).to_contain_text("Suresh Traders")
    expect(asked).to_contain_text("Not to be confused with Ramesh Kumar")
    asked.get_by_role("button", name="Pay ₹500.00 to Suresh Traders").click()
    expect(step(page, "Payout accepted")).to_contain_text("Suresh Traders")
    assert [payout["bank_account"]["id"] for payout in shop.payouts()] == [suresh]

    wait_until(shop.is_quiet, 60)
    for address in ("", "/payouts", "/ledger", f"?payout={shop.payouts()[0]['id']}"):
        page.goto(f"/m/{shop.merchant}{address}")
        expect(page.get_by_text("Suresh Traders").filter(visible=True).first).to_be_visible()


def test_accounts_of_one_name_show_what_differs(page: Page, shop: MerchantClient) -> None:
    add_payee(shop, "Ramesh Kumar", "500100123453456", kind="CURRENT")
    savings = add_payee(shop, "Ramesh Kumar", "501200999993456", kind="SAVINGS")
    form = open_form(page, shop)
    form.get_by_role("combobox", name="To").fill("ramesh savings")
    form.get_by_role("listbox").get_by_role("option").click()
    expect(form.get_by_role("combobox", name="To")).to_have_accessible_description(re.compile("Savings"))
    pay_button(review(page, form)).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    assert [payout["bank_account"]["id"] for payout in shop.payouts()] == [savings]


def test_a_payee_is_found_among_many_by_keyboard(page: Page, shop: MerchantClient) -> None:
    for number in range(60):
        add_payee(shop, f"Supplier {number:02}", f"7000000000{number:04}", "SBIN0009999")
    page.goto(f"/m/{shop.merchant}/payouts/new")
    form = step(page, "New payout")
    payee = form.get_by_role("combobox", name="To")
    payee.press("ArrowDown")
    expect(form.get_by_role("listbox").get_by_role("option")).to_have_count(60 + len(Script))
    payee.press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(form).to_be_visible()  # Escape closed the list alone
    payee.type("state bank supplier")
    expect(form.get_by_role("listbox").get_by_role("option")).to_have_count(60)
    payee.fill("7000 0000 0000 42")
    expect(form.get_by_text("1 matching beneficiary")).to_be_visible()
    payee.press("Enter")
    expect(payee).to_have_value("Supplier 42")
    payee.press("Escape")
    expect(payee).to_have_value("Supplier 42")
