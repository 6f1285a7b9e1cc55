"""A merchant with a fee plan: a payout's page says what it cost, the statement names the entries, the plan is shown."""

import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

from .looks import in_all_looks
from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
PLAN = """mutation ($m: ID!) { setFeePlan(input: {merchantId: $m, bands: [
  {rail: IMPS, upToPaise: 100000, feePaise: 595}, {rail: IMPS, feePaise: 1000}, {rail: NEFT, feePaise: 800},
  {rail: RTGS, feePaise: 2000}]}) { __typename } }"""
PROFILE = """mutation ($m: ID!) {
  setTaxProfile(input: {merchantId: $m, gstin: "27AAPFU0939F1ZV"}) { __typename } }"""


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payouts_cost_is_shown_where_it_is_looked_for(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for document in (PLAN, PROFILE):
        shop.graphql(document, m=str(shop.merchant))
    page.goto(f"/m/{shop.merchant}/merchant")
    expect(page.get_by_text("IMPS up to ₹1,000.00 ₹5.95", exact=False)).to_be_visible()
    expect(page.get_by_text("27AAPFU0939F1ZV, Maharashtra")).to_be_visible()
    assert page.evaluate(FITS)
    assert violations(page) == []

    status, receipt = shop.pay(str(uuid4()), Script.PAYS, 50_000)
    assert status == 201
    page.goto(f"/m/{shop.merchant}/payouts/{json.loads(receipt)['id']}")
    expect(page.get_by_text("GST on the fee (IGST)", exact=True)).to_be_visible()
    expect(page.get_by_text("₹507.02", exact=True)).to_be_visible()
    assert page.evaluate(FITS)
    assert violations(page) == []

    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_text("GST on the fee: IGST").locator("visible=true").first).to_be_visible()
    expect(
        page.get_by_role("link", name=re.compile("^The payout: Fee of ₹5.95, ")).locator("visible=true").first
    ).to_be_visible()
    assert page.evaluate(FITS)
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 360])
def test_an_operator_sets_what_a_merchant_is_charged(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"/m/{shop.merchant}/merchant")
    expect(page.get_by_text("Nothing is charged for payouts.")).to_be_visible()
    page.get_by_role("link", name="Set fees").click()
    form = page.get_by_role("dialog", name="Fees for payouts")
    form.get_by_role("radio", name="Its own plan").check()
    form.get_by_label("IMPS fee").fill("10")
    form.get_by_label("NEFT fee").fill("0")
    form.get_by_role("button", name="Add a step for smaller payouts").click()
    step = form.get_by_role("group", name="Step 1")
    expect(step.get_by_label("Rail")).to_be_focused()
    step.get_by_label("Up to").fill("1,000")
    step.get_by_label("Fee").fill("5.95")
    form.get_by_role("button", name="Set fees").click()
    expect(form.get_by_label("RTGS fee")).to_be_focused()  # it is missing
    form.get_by_label("RTGS fee").fill("20")
    form.get_by_label("GST in percent").fill("12.5")
    in_all_looks(page, "set-fees")
    form.get_by_role("button", name="Set fees").click()
    said = "IMPS up to ₹1,000.00 ₹5.95, IMPS ₹10.00, NEFT free, RTGS ₹20.00; and 12.5 % GST on the fee."
    expect(page.get_by_text(said)).to_be_visible()

    page.get_by_role("link", name="Set fees").click()
    expect(form.get_by_label("IMPS fee")).to_have_value("10.00")
    form.get_by_role("button", name="Remove step 1").click()
    expect(form.get_by_role("button", name="Add a step for smaller payouts")).to_be_focused()
    form.get_by_role("radio", name="Nothing").check()
    form.get_by_role("button", name="Set fees").click()
    expect(page.get_by_text("Nothing is charged for payouts.")).to_be_visible()
