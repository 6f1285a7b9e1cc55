"""The payouts' list shows the columns that its reader has chosen: by keyboard, in the address, in saved views."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

USUAL = ["To", "Amount", "Status", "Reference", "UTR or reason", "Created (IST)"]


@pytest.fixture
def paid(shop: MerchantClient) -> MerchantClient:
    body = {"amount_paise": 4_500, "bank_account_id": shop.accounts[Script.PAYS]}
    more = {"reference": "INV-7", "narration": "Seven bales", "purpose": "vendor_bill"}
    assert shop.ask("POST", "/api/v1/payouts/", body | more, **{"Idempotency-Key": str(uuid4())})[0] == 201
    wait_until(shop.is_quiet, 60)
    return shop


def heads(page: Page) -> Locator:
    return page.get_by_role("table", name="Payouts").get_by_role("columnheader")


def test_columns_are_chosen_by_keyboard_and_kept_in_the_address(page: Page, paid: MerchantClient) -> None:
    page.goto(f"/m/{paid.merchant}/payouts")
    expect(heads(page)).to_have_text(USUAL)
    menu = page.get_by_role("button", name="Columns")
    menu.press("Enter")
    expect(page.get_by_role("checkbox", name="Status")).to_be_focused()
    for key in ("Space", "ArrowDown", "ArrowDown", "Space", "ArrowDown", "Space", "ArrowUp", "ArrowUp", "Space"):
        page.keyboard.press(key)
    expect(heads(page)).to_have_text(["To", "Amount", "Narration", "Purpose", "UTR or reason", "Created (IST)"])
    expect(page).to_have_url(re.compile(r"\?columns=narration\+purpose\+utr\+created$"))
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(page.get_by_role("checkbox", name="Status")).to_have_count(0)

    page.reload()
    row = page.get_by_role("table", name="Payouts").get_by_role("row").last
    expect(row).to_contain_text("Seven bales")
    expect(row).to_contain_text("Vendor bill")
    page.get_by_role("link", name=re.compile("^Failed")).click()
    page.get_by_role("link", name="Show all payouts").click()
    expect(heads(page)).to_have_count(6)
    expect(page).to_have_url(re.compile("columns=narration"))
    menu.click()
    page.get_by_role("button", name="Usual columns").click()
    expect(heads(page)).to_have_text(USUAL)
    page.get_by_role("heading", name="Payouts", level=1).click()
    expect(page.get_by_role("checkbox", name="Status")).to_have_count(0)


def test_a_saved_view_has_its_columns(page: Page, paid: MerchantClient) -> None:
    page.goto(f"/m/{paid.merchant}/payouts?columns=status+purpose+colour")
    expect(page).to_have_url(re.compile(r"columns=status\+purpose$"))
    page.get_by_role("button", name="Save view").click()
    page.get_by_label("Name of the view").fill("Purposes")
    page.keyboard.press("Enter")
    page.goto(f"/m/{paid.merchant}/payouts")
    expect(heads(page)).to_have_text(USUAL)
    page.get_by_role("link", name="Purposes", exact=True).click()
    expect(heads(page)).to_have_text(["To", "Amount", "Status", "Purpose"])


def test_a_phone_keeps_its_cards_whatever_the_columns(page: Page, paid: MerchantClient) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/m/{paid.merchant}/payouts?columns=purpose")
    card = page.get_by_role("list", name="Payouts").get_by_role("listitem")
    expect(card).to_contain_text("Paid")
    expect(card).to_contain_text("INV-7")
    expect(page.get_by_role("button", name="Columns")).to_be_hidden()
