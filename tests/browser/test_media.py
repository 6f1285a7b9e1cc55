"""The lists at any width, in forced colours, on paper, and for a screen reader."""

import re
from itertools import pairwise
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context

CRORE = 10_000_000_00  # paise
# The document, and each table's own frame.
OVERFLOWS = """[document.documentElement, ...document.querySelectorAll("main section[tabindex]")]
    .filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth).map((it) => it.outerHTML.slice(0, 80))"""
# Cells whose text reaches into the next column.
SPILLS = """[...document.querySelectorAll("main td, main th")]
    .filter((it) => it.checkVisibility() && it.scrollWidth > it.clientWidth).map((it) => it.textContent)"""
STYLE = "(it) => { const s = getComputedStyle(it); return [s.backgroundColor, s.color]; }"
A4_WIDTH = 703  # CSS pixels between margins of 12 mm


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    client = MerchantClient(engine.port)
    client.open_shop("Kaveri Silks and Handlooms International Pvt Ltd", paise=9 * CRORE)
    for number, script in enumerate([Script.PAYS, Script.ACCOUNT_CLOSED] * 4):
        client.pay(str(uuid4()), script, 1_234_567_89 + number)
    wait_until(client.is_quiet, 60)
    return client


def open_list(page: Page, shop: MerchantClient, view: str, more: str = "") -> None:
    page.goto(f"/m/{shop.merchant}/{view}{more}")
    # Below the rows.
    count = page.locator("[aria-busy=false]").get_by_text(re.compile("^[0-9]+ (payouts|entries)$"))
    expect(count).to_be_visible()


@pytest.mark.parametrize("view", ["payouts", "ledger"])
def test_no_width_overflows(page: Page, shop: MerchantClient, view: str) -> None:
    open_list(page, shop, view, "?holds=shown" if view == "ledger" else "")
    for width in (320, 360, 640, 767, 768, 800, 850, 899, 900, 1023, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        shown = page.get_by_role("table") if width >= 768 else page.get_by_role("list", name=re.compile("."))
        expect(shown.last).to_be_visible()
        assert (page.evaluate(OVERFLOWS), page.evaluate(SPILLS)) == ([], []), width


def edges(page: Page) -> list[float]:
    boxes = [header.bounding_box() for header in page.get_by_role("columnheader").all()]
    return [box["x"] for box in boxes if box]


def test_columns_stay_where_they_are(page: Page, shop: MerchantClient) -> None:
    open_list(page, shop, "payouts")
    all_of_them = edges(page)
    assert all(left < right for left, right in pairwise(all_of_them))
    page.get_by_role("link", name="Failed 4", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(1 + 4)
    assert edges(page) == all_of_them


def styles(of: Locator) -> list[list[str]]:
    return [each.evaluate(STYLE) for each in of.all()]


def test_forced_colours_tell_what_is_chosen(browser: Browser, engine: LocalEngine, shop: MerchantClient) -> None:
    context = open_context(browser, engine, viewport=ViewportSize(width=1280, height=900), forced_colors="active")
    page = context.new_page()
    open_list(page, shop, "payouts", "?status=FAILED")
    places = page.get_by_role("navigation", name="Main").get_by_role("link")
    filters = page.get_by_role("group", name="Filter by status").get_by_role("link")
    for links, count in ((places, 9), (filters, 7)):
        [chosen] = styles(links.and_(page.locator("[aria-current]")))
        others = styles(links.and_(page.locator(":not([aria-current])")))
        assert len(others) == count - 1
        assert all(chosen[0] != background and chosen[1] != color for background, color in others)
    close_context(context)


def test_paper_shows_the_list_without_controls(page: Page, shop: MerchantClient) -> None:
    for view, name in {"payouts": "Payouts", "ledger": "Ledger entries"}.items():
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})
        open_list(page, shop, view)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": A4_WIDTH, "height": 1030})
        expect(page.get_by_role("table", name=name)).to_be_visible()
        expect(page.get_by_text("Kaveri Silks").first).to_be_visible()
        for control in ("Skip to content", "New payout", "Exact times", "Overview", "Unconfirmed", "Export CSV"):
            expect(page.get_by_text(control, exact=True).filter(visible=True)).to_have_count(0)
        assert (page.evaluate(OVERFLOWS), page.evaluate(SPILLS)) == ([], []), view


@pytest.mark.parametrize("width", [1280, 1100])
def test_paper_shows_an_open_payout_alone_and_whole(page: Page, shop: MerchantClient, width: int) -> None:
    paid = next(payout["id"] for payout in shop.payouts() if payout["status"] == "completed")
    page.set_viewport_size({"width": width, "height": 900})
    open_list(page, shop, "payouts", f"/{paid}")
    details = page.get_by_role("region" if width > 1200 else "dialog", name=re.compile("^Payout of"))
    expect(details).to_contain_text("Idempotency key")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": A4_WIDTH, "height": 300})
    expect(page.locator("main table").first).to_be_hidden()
    expect(page.locator("header")).to_be_hidden()
    expect(details.get_by_role("button")).to_have_count(0)
    assert details.evaluate("(it) => it.clientHeight > innerHeight && it.scrollHeight <= it.clientHeight")
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("table", name="Payouts")).to_be_visible()


def test_links_rows_and_tables_have_names_of_their_own(page: Page, shop: MerchantClient) -> None:
    open_list(page, shop, "payouts")
    table = page.get_by_role("table", name="Payouts")
    names = [link.get_attribute("aria-label") or "" for link in table.get_by_role("link").all()]
    assert len(set(names)) == len(names) == 8
    pattern = r"₹[\d,]+\.\d\d to Kaveri Silks and Handlooms International Pvt Ltd, today \d\d:\d\d, (paid|failed)"
    assert [name for name in names if not re.fullmatch(pattern, name)] == []
    expect(table.get_by_role("rowheader")).to_have_count(8)

    open_list(page, shop, "ledger", "?holds=shown")
    table = page.get_by_role("table", name="Ledger entries")
    expect(table.get_by_role("rowheader").first).to_have_text("21")
    expect(table.get_by_role("link").first).to_have_accessible_name(
        re.compile(r"^Kaveri Silks and Handlooms International Pvt Ltd: payout of ₹[\d,]+\.\d\d, \d")
    )
    expect(page.get_by_role("group", name="Filter by type")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(2)
    for name in ("Main", "Pages"):
        expect(page.get_by_role("navigation", name=name)).to_have_count(1)
