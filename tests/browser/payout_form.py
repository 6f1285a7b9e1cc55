"""The steps of a person who pays: choose a payee, type an amount, review, pay."""

import re

from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import ADD_ACCOUNT, MerchantClient


def step(page: Page, name: str) -> Locator:
    """The form's column, which its step names: `New payout`, `Review payout`, `Payout accepted` or `Already made`."""
    return page.get_by_role("region", name=name, exact=True)


def open_form(page: Page, shop: MerchantClient, script: Script = Script.PAYS, amount: str = "500") -> Locator:
    """The filled form, before its review."""
    page.goto(f"/m/{shop.merchant}/payouts/new")
    return fill_form(page, f"ending {script}", amount)


def fill_form(page: Page, payee: str, amount: str) -> Locator:
    """`payee` is a part of the option's text, as a screen reader says it: `Anand Dyes`, or `ending 0001`."""
    form = step(page, "New payout")
    choose(form, payee)
    form.get_by_label("Amount").fill(amount)
    return form


def choose(form: Locator, payee: str) -> None:
    field = form.get_by_role("combobox", name="To")
    field.fill(payee.removeprefix("ending "))
    form.get_by_role("listbox").get_by_role("option", name=payee).first.click()
    expect(form.get_by_role("listbox")).to_be_hidden()


def review(page: Page, form: Locator) -> Locator:
    form.get_by_role("button", name="Continue").click()
    return step(page, "Review payout")


def pay_button(review: Locator) -> Locator:
    return review.get_by_role("button", name=re.compile("^Pay ₹"))


def pay(page: Page, form: Locator) -> None:
    """Review and pay. The button is enabled once the page has looked for a recent payout like this one."""
    pay_button(review(page, form)).click()


def add_payee(shop: MerchantClient, name: str, number: str, ifsc: str = "HDFC0001234", kind: str = "CURRENT") -> str:
    account = {
        "merchantId": shop.merchant,
        "accountHolderName": name,
        "accountNumber": number,
        "ifscCode": ifsc,
        "accountType": kind,
    }
    added = shop.graphql(ADD_ACCOUNT, input=account)["addBankAccount"]
    return str(added["bankAccount"]["id"])
