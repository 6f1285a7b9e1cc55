"""Looks that a phone's short and narrow pages keep."""

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context

PHONE = ViewportSize(width=360, height=740)
HEAD = "document.querySelector('main').getBoundingClientRect().top"
LINE = 24  # pixels; two have more
IN_SIGHT = """(it) => {
    const [bar, shown] = [it.parentElement.getBoundingClientRect(), it.getBoundingClientRect()];
    return shown.left >= bar.left - 1 && shown.right <= bar.right + 1;
}"""


@pytest.fixture
def phone(browser: Browser, engine: LocalEngine) -> Page:
    return open_context(browser, engine, viewport=PHONE, has_touch=True, is_mobile=True).new_page()


def open_view(page: Page, shop: MerchantClient, view: str) -> None:
    page.goto(f"/m/{shop.merchant}{view}")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Loading").first).to_be_hidden()


def box_of(place: Locator) -> FloatRect:
    box = place.bounding_box()
    assert box
    return box


def test_the_head_of_a_page_is_as_high_above_little_as_above_much(phone: Page, shop: MerchantClient) -> None:
    heads = {}
    developers = [f"/developers/{place}" for place in ("webhooks", "events", "requests")]
    for view in ("", "/payouts/batches", "/adjustments", *developers):
        open_view(phone, shop, view)
        heads[view] = phone.evaluate(HEAD)
    assert heads == dict.fromkeys(heads, heads[""])
    close_context(phone.context)


def test_a_short_name_of_a_merchant_stands_in_one_line(phone: Page, shop: MerchantClient) -> None:
    open_view(phone, shop, "")
    name = phone.get_by_role("button", name="Merchant: Acme").get_by_text("Acme")
    assert box_of(name)["height"] <= LINE
    close_context(phone.context)


@pytest.mark.parametrize("view", ["/operations", "/operations/integrity", "/operations/audit"])
def test_the_page_of_operations_that_is_shown_is_in_sight(phone: Page, shop: MerchantClient, view: str) -> None:
    open_view(phone, shop, view)
    shown = phone.get_by_role("navigation", name="Operations").locator("[aria-current=page]")
    assert shown.evaluate(IN_SIGHT)
    close_context(phone.context)


def test_payouts_begin_in_the_upper_seven_tenths_of_a_phone(phone: Page, shop: MerchantClient) -> None:
    shop.pay("0198f3a2-6c1d-4e22-8b4f-5d6e7f809112", Script.PAYS, 4_200)
    wait_until(shop.is_quiet, 60)
    open_view(phone, shop, "/payouts")
    assert box_of(phone.get_by_role("list", name="Payouts"))["y"] < PHONE["height"] * 0.7
    close_context(phone.context)


def test_a_payout_opened_on_a_phone_begins_on_its_title_and_names_its_utr_first(
    phone: Page, shop: MerchantClient
) -> None:
    shop.pay("0198f3a2-6c1d-4e22-8b4f-5d6e7f809113", Script.PAYS, 4_300)
    wait_until(shop.is_quiet, 60)
    open_view(phone, shop, f"/payouts/{shop.payouts()[0]['id']}")
    opened = phone.get_by_role("dialog", name="Payout of ₹43.00")
    expect(opened.get_by_role("heading", name="Payout of ₹43.00")).to_be_focused()
    copy = opened.get_by_role("button", name="Copy UTR")
    expect(copy).to_be_visible()
    assert box_of(copy)["y"] < box_of(opened.get_by_role("heading", name="Timeline (IST)"))["y"]
    close_context(phone.context)
