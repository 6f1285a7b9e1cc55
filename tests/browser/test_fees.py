"""A merchant with a fee plan: a payout's page says what it cost, the statement names the entries, the plan is shown."""

import json
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient

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
    expect(page.get_by_role("link", name="The payout", exact=True).locator("visible=true").first).to_be_visible()
    assert page.evaluate(FITS)
    assert violations(page) == []
