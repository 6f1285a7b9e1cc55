"""The review of a payout says its rail and what to look at; the payout's page says it too."""

import re

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .open_payout import open_payout
from .payout_form import pay_button, review, step
from .test_accessibility import violations

OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_the_review_says_the_rail_and_the_payouts_page_keeps_it(page: Page, shop: MerchantClient) -> None:
    payee = shop.accounts[Script.PAYS]
    page.goto(f"/m/{shop.merchant}/payouts/new?beneficiary={payee}&amount=500")
    asked = review(page, step(page, "New payout"))
    expect(asked).to_contain_text(re.compile(r"By IMPS, expected by .+\sIST"))
    expect(asked).to_contain_text("Nothing was paid to this account yet.")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 640})
    expect(asked).to_contain_text("By IMPS")
    assert not page.evaluate(OVERFLOWS)
    pay_button(asked).click()
    expect(step(page, "Payout accepted")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/m/{shop.merchant}/payouts")
    page.get_by_role("table", name="Payouts").get_by_role("row").nth(1).get_by_role("link").click()
    expect(open_payout(page)).to_contain_text(re.compile(r"Rail\s*IMPS"))
    assert not page.evaluate(OVERFLOWS)
