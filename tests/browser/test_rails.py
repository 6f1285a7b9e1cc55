"""The review of a payout says its rail and what to look at; the payout's page says it too."""

import re

from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .looks import in_all_looks
from .open_payout import open_payout
from .payout_form import open_form, pay_button, review, step
from .test_accessibility import violations

OVERFLOWS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_the_review_says_the_rail_and_the_payouts_page_keeps_it(page: Page, shop: MerchantClient) -> None:
    payee = shop.accounts[Script.PAYS]
    page.goto(f"/m/{shop.merchant}/payouts/new?beneficiary={payee}&amount=500")
    asked = review(page, step(page, "New payout"))
    expect(asked).to_contain_text(re.compile(r"By IMPS, expected by .+\sIST"))
    expect(asked).to_contain_text("Nothing has reached this account yet.")
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


PLAN = """mutation ($m: ID!) { setFeePlan(input: {merchantId: $m, bands: [
  {rail: IMPS, feePaise: 1000}, {rail: NEFT, feePaise: 300}, {rail: RTGS, feePaise: 2000}]}) { __typename } }"""


def test_a_rail_is_chosen_by_what_it_costs_and_when_it_arrives(page: Page, shop: MerchantClient) -> None:
    shop.graphql(PLAN, m=shop.merchant)
    form = open_form(page, shop)
    rails = form.get_by_role("group", name="Rail")
    expect(rails.get_by_role("radio")).to_have_count(4)
    # The cheapest first, and last what cannot carry ₹500.
    texts = [re.sub(r"\s+", " ", text) for text in rails.locator("label").all_inner_texts()]
    assert [re.match(r"[\w: ]+?(?= ₹| RTGS takes)", text)[0] for text in texts] == [  # type: ignore[index]
        "Cheapest: NEFT",
        "NEFT",
        "IMPS",
        "RTGS",
    ]
    assert re.search(r"₹3\.00 and ₹0\.54 GST, by .+ IST", texts[1])
    expect(rails.get_by_role("radio", name="RTGS")).to_be_disabled()
    expect(rails.get_by_role("radio", name="Cheapest")).to_be_checked()
    rails.get_by_role("radio", name="IMPS").check()
    in_all_looks(page, "choose-rail")
    asked = review(page, form)
    expect(asked).to_contain_text("By IMPS, as you chose")
    expect(asked).to_contain_text("Total cost ₹511.80.")
    pay_button(asked).click()
    step(page, "Payout accepted").get_by_role("link", name="View payout").click()
    expect(open_payout(page)).to_contain_text(re.compile(r"Rail\s*IMPS, as asked for"))


def test_a_rail_that_cannot_carry_the_amount_any_more_is_said(page: Page, shop: MerchantClient) -> None:
    form = open_form(page, shop, amount="3,00,000")
    form.get_by_role("radio", name="RTGS").check()
    form.get_by_label("Amount").fill("500")
    expect(form.get_by_role("group", name="Rail").get_by_role("alert")).to_contain_text("RTGS takes ₹2,00,000")
    form.get_by_role("button", name="Continue").click()
    expect(form.get_by_role("radio", name="Cheapest")).to_be_focused()
    form.get_by_role("radio", name="Cheapest").check()
    expect(review(page, form)).to_contain_text("By IMPS")
