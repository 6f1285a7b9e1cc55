"""A merchant pays out: details, a review, and what came of it."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .open_payout import open_payout
from .payout_form import add_payee, choose, fill_form, open_form, pay, pay_button, review, step
from .test_accessibility import violations


def view_payout(page: Page) -> Locator:
    page.get_by_role("link", name="View payout").click()
    return open_payout(page)


def test_a_payout_is_made_and_shown_as_paid(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_text("₹10,00,000.00").first).to_be_visible()
    page.get_by_role("link", name="New payout").first.click()
    form = fill_form(page, "ending 0001", "₹ 1,00,000.29")
    expect(form).to_contain_text("₹1,00,000.29 · one lakh rupees and twenty-nine paise")
    expect(form).to_contain_text("₹8,99,999.71")  # the balance after it
    asked = review(page, form)
    expect(asked).to_contain_text("₹1,00,000.29")
    expect(asked).to_contain_text("HDFC Bank")
    expect(asked).to_contain_text("HDFC0001234")
    expect(asked).to_contain_text("₹8,99,999.71")
    assert shop.payouts() == []
    asked.get_by_role("button", name="Pay ₹1,00,000.29 to Acme", exact=True).click()
    accepted = step(page, "Payout accepted")
    expect(accepted).to_contain_text("₹1,00,000.29 to Acme is processing.")
    details = view_payout(page)
    expect(details).to_contain_text("Paid ₹1,00,000.29")
    expect(details).to_contain_text(re.compile("UTR SIMB[0-9]{12}"))
    [payout] = shop.payouts()
    assert (payout["status"], payout["amount_paise"]) == ("completed", 10_000_029)


def test_a_recent_payout_like_this_one_is_shown_before_paying(page: Page, shop: MerchantClient) -> None:
    pay(page, open_form(page, shop))
    expect(step(page, "Payout accepted")).to_be_visible()
    wait_until(shop.is_quiet, 60)
    [first] = shop.payouts()

    other = review(page, open_form(page, shop, amount="501"))
    expect(pay_button(other)).to_be_enabled()
    expect(other.get_by_text("Is this a duplicate?")).to_be_hidden()

    asked = review(page, open_form(page, shop, amount="500.00"))
    warning = asked.get_by_role("alert").filter(has_text="Is this a duplicate?")
    expect(warning).to_contain_text("₹500.00 to Acme")
    expect(warning).to_contain_text("Paid")
    link = warning.get_by_role("link", name="₹500.00 to Acme")
    expect(link).to_have_attribute("href", re.compile(first["id"]))
    pay_button(asked).click()  # it may be meant
    expect(step(page, "Payout accepted")).to_be_visible()
    assert len(shop.payouts()) == 2


def test_a_failed_payout_shows_the_banks_reason_and_is_no_duplicate(page: Page, shop: MerchantClient) -> None:
    pay(page, open_form(page, shop, Script.ACCOUNT_CLOSED))
    details = view_payout(page)
    expect(details).to_contain_text("The beneficiary account is closed.")
    expect(details).to_contain_text("Failed")
    wait_until(shop.is_quiet, 60)
    asked = review(page, open_form(page, shop, Script.ACCOUNT_CLOSED))
    expect(pay_button(asked)).to_be_enabled()
    expect(asked.get_by_text("Is this a duplicate?")).to_be_hidden()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_axe_finds_nothing_in_any_step(
    page: Page, shop: MerchantClient, scheme: Literal["light", "dark"], width: int
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 740})
    add_payee(shop, "Kaveri Silks and Handlooms International Pvt Ltd", "500100123450002")
    form = open_form(page, shop, Script.ACCOUNT_CLOSED)
    found = {"details": violations(page)}
    form.get_by_role("combobox", name="To").fill("a")
    expect(form.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    found["list"] = violations(page)
    choose(form, "Kaveri")
    asked = review(page, form)
    expect(pay_button(asked)).to_be_enabled()
    expect(asked).to_contain_text("Not to be confused with Acme")
    expect(pay_button(asked)).to_be_in_viewport(ratio=1)
    found["review"] = violations(page)
    pay_button(asked).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    found["accepted"] = violations(page)
    page.goto(f"/m/{shop.merchant}?dialog=add-account")
    added = page.get_by_role("dialog", name="Add beneficiary")
    expect(added.get_by_label("Account holder")).to_be_focused()
    expect(added.get_by_role("button", name="Add beneficiary")).to_be_in_viewport(ratio=1)
    found["add-account"] = violations(page)
    assert found == {part: [] for part in found}
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
