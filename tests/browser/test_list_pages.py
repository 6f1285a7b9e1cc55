"""The address of a long list names its page: Back, a reload and a sent link keep the place, however deep."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .open_payout import open_payout

PAGE = 50


@pytest.fixture
def long_list(shop: MerchantClient) -> MerchantClient:
    """₹1.00 first, ₹2.19 last: three pages of payouts, and three of the ledger."""
    for number in range(120):
        shop.pay(str(uuid4()), Script.PAYS, 100 + number)
    wait_until(shop.is_quiet, 120)
    return shop


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name=re.compile("^(Payouts|Ledger entries)$")).locator("tbody tr")


def turn(page: Page, label: str) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name=label, exact=True).click()


def test_back_a_reload_and_a_link_keep_the_page_of_the_payouts(page: Page, long_list: MerchantClient) -> None:
    page.goto(f"/m/{long_list.merchant}/payouts")
    expect(rows(page)).to_have_count(PAGE)
    expect(page.get_by_role("link", name="Newer", exact=True)).to_have_count(0)
    turn(page, "Older")
    expect(rows(page).first).to_contain_text("₹1.69")
    expect(page).to_have_url(re.compile(r"\?after=[\w-]+"))
    turn(page, "Older")
    expect(rows(page)).to_have_count(20)
    expect(rows(page).last).to_contain_text("₹1.00")
    expect(page.get_by_role("link", name="Older", exact=True)).to_have_count(0)

    page.reload()
    expect(rows(page)).to_have_count(20)
    rows(page).last.get_by_role("link").click()
    expect(open_payout(page)).to_contain_text("₹1.00")
    long_list.pay(str(uuid4()), Script.PAYS, 99_900)  # moves no page but the first
    wait_until(long_list.is_quiet, 60)
    page.reload()
    expect(open_payout(page)).to_contain_text("₹1.00")
    expect(rows(page)).to_have_count(20)
    page.go_back()
    page.go_back()
    expect(rows(page).first).to_contain_text("₹1.69")
    page.go_back()
    expect(rows(page).first).to_contain_text("₹999.00")
    page.go_forward()
    expect(rows(page).first).to_contain_text("₹1.69")

    turn(page, "Newer")
    expect(rows(page).first).to_contain_text("₹2.19")
    expect(page).to_have_url(re.compile(r"\?before="))
    turn(page, "Newer")  # one row is above: that is the newest page, which has its own address
    expect(rows(page).first).to_contain_text("₹999.00")
    expect(rows(page)).to_have_count(PAGE)
    expect(page).to_have_url(re.compile("/payouts$"))


def test_a_walk_through_the_payouts_goes_on_at_the_next_page(page: Page, long_list: MerchantClient) -> None:
    page.goto(f"/m/{long_list.merchant}/payouts")
    rows(page).last.get_by_role("link").click()
    panel = page.get_by_role("region", name=re.compile("^Payout of"))
    expect(panel.get_by_role("heading", name="Payout of ₹1.70")).to_be_visible()
    page.keyboard.press("j")
    expect(panel.get_by_role("heading", name="Payout of ₹1.69")).to_be_visible()
    expect(rows(page).first).to_contain_text("₹1.69")
    page.keyboard.press("k")
    expect(panel.get_by_role("heading", name="Payout of ₹1.70")).to_be_visible()
    panel.get_by_role("button", name="Next").click()
    expect(panel.get_by_role("heading", name="Payout of ₹1.69")).to_be_visible()


def test_the_ledgers_page_is_in_the_address_and_takes_the_focus(page: Page, long_list: MerchantClient) -> None:
    page.goto(f"/m/{long_list.merchant}/ledger")
    expect(page.get_by_text("50 of 121 entries", exact=True)).to_be_visible()
    page.get_by_role("link", name="Older", exact=True).press("Enter")
    expect(rows(page).first.get_by_role("rowheader")).not_to_have_text("361")
    first = rows(page).first.get_by_role("rowheader").text_content() or ""
    page.wait_for_function("document.activeElement?.querySelector('table') !== null && scrollY < 600")
    page.reload()
    expect(rows(page).first.get_by_role("rowheader")).to_have_text(first)
    turn(page, "Newer")
    expect(page).to_have_url(re.compile("/ledger$"))
    page.get_by_role("link", name="Older", exact=True).click()
    page.get_by_role("switch", name="Show holds").click()  # another list begins at its top
    expect(page).to_have_url(re.compile(r"/ledger\?holds=shown$"))
    expect(page.get_by_text("50 of 361 entries", exact=True)).to_be_visible()


def test_an_older_link_shows_as_many_rows_and_a_foreign_place_the_top(page: Page, long_list: MerchantClient) -> None:
    page.goto(f"/m/{long_list.merchant}/payouts?rows=100")
    expect(rows(page)).to_have_count(100)
    turn(page, "Older")
    expect(rows(page)).to_have_count(20)
    expect(page).not_to_have_url(re.compile("rows="))
    of_payouts = page.url.split("after=")[1]
    for place in (of_payouts, "nonsense"):
        page.goto(f"/m/{long_list.merchant}/ledger?after={place}")
        expect(page).to_have_url(re.compile("/ledger$"))
        expect(rows(page)).to_have_count(PAGE)
    page.goto(f"/m/{long_list.merchant}/payouts?sort=largest&after={of_payouts}")
    expect(page).to_have_url(re.compile(r"/payouts\?sort=largest$"))
    turn(page, "Next page")
    expect(rows(page).first).to_contain_text("₹1.69")
