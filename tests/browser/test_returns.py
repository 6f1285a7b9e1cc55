"""A paid payout comes back: its page says so and how, the list marks and finds it, and so does the statement."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from server.bank.scripts import Script
from server.india import IST
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_that_came_back_is_shown_as_returned(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    shop.pay(str(uuid4()), Script.PAYS_THEN_RETURNS, 50_000)
    wait_until(lambda: shop.payouts()[0]["returned_at"] is not None, 90)

    [payout] = shop.payouts()
    page.goto(f"/m/{shop.merchant}/payouts/{payout['id']}")
    expect(page.get_by_text("Returned ₹500.00", exact=True)).to_be_visible()
    expect(page.get_by_text("Return reference", exact=True)).to_be_visible()
    expect(page.get_by_text("“The beneficiary's bank could not credit the account.”")).to_be_visible()
    expect(page.get_by_role("link", name="Pay again", exact=True)).to_be_visible()
    assert violations(page) == []

    page.goto(f"/m/{shop.merchant}/payouts?returned=yes")
    expect(page.get_by_role("link", name="Remove filter: Returned")).to_be_visible()
    expect(page.get_by_text("Returned", exact=True).first).to_be_visible()
    assert page.evaluate(FITS)

    page.goto(f"/m/{shop.merchant}/ledger")
    expect(page.get_by_text("Payout returned, reference").first).to_be_visible()
    assert page.evaluate(FITS)


@pytest.mark.parametrize("width", [1280, 360])
def test_an_operator_records_a_return_and_the_merchant_is_told(page: Page, shop: MerchantClient, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    shop.pay(str(uuid4()), Script.PAYS, 50_000)
    wait_until(lambda: shop.statuses()["completed"] == 1, 90)
    [payout] = shop.payouts()
    page.goto(f"/m/{shop.merchant}/payouts/{payout['id']}")
    page.get_by_role("button", name="Record return").click()
    form = page.get_by_role("dialog", name="Record return")
    form.get_by_role("button", name="Record return of ₹500.00").click()
    expect(form.get_by_label("Return reference")).to_be_focused()
    reference = f"RET-{uuid4().hex[:10]}"  # once at the bank
    form.get_by_label("Return reference").fill(reference)
    form.get_by_label("Back at the bank on").fill(f"{datetime.now(IST) - timedelta(days=2):%Y-%m-%d}")
    form.get_by_label("Kind").select_option("Account closed")
    form.get_by_label("Reason", exact=True).fill("Account closed last week")
    form.get_by_role("button", name="Record return of ₹500.00").click()
    expect(form.get_by_label("Back at the bank on")).to_be_focused()  # before it was paid
    form.get_by_label("Back at the bank on").fill(f"{datetime.now(IST):%Y-%m-%d}")
    assert page.evaluate(FITS)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert violations(page) == []
    form.get_by_role("button", name="Record return of ₹500.00").click()
    expect(page.get_by_text("Returned ₹500.00", exact=True)).to_be_visible()
    expect(page.get_by_text(reference, exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Record return")).to_have_count(0)

    page.goto(f"/m/{shop.merchant}")
    line = page.get_by_role("region", name="Needs you").get_by_role(
        "link", name=re.compile("^1 returned ?created since")
    )
    line.click()
    expect(page).to_have_url(re.compile(r"/payouts\?from=[0-9-]{10}&returned=yes$"))
    expect(page.get_by_role("status").filter(has_text="1 payout")).to_be_visible()
