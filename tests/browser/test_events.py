"""A merchant's developer reads the feed in the dashboard: the newest first, as it grows, each event as REST has it."""

import json
import os
import re
import subprocess
import urllib.request
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import open_context
from .open_payout import open_payout
from .test_accessibility import violations

FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of what the tests see


def picture(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Events").locator("tbody tr")


def told(shop: MerchantClient) -> Any:
    address = f"http://127.0.0.1:{shop.port}/api/v1/events/?merchant_id={shop.merchant}&limit=200"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)["events"]


@pytest.fixture
def some(shop: MerchantClient) -> MerchantClient:
    """A payment, a payout that is paid and one that fails."""
    shop.pay(str(uuid4()), Script.PAYS, 12_345)
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 54_321)
    wait_until(shop.is_quiet, 120)
    return shop


def test_the_newest_event_comes_first_and_the_next_one_by_itself(page: Page, some: MerchantClient) -> None:
    page.goto(f"/m/{some.merchant}/developers")
    page.get_by_role("navigation", name="Developers").get_by_role("link", name="Events").click()
    feed = told(some)
    expect(rows(page)).to_have_count(len(feed))
    for row, event in zip(rows(page).all(), reversed(feed), strict=True):
        expect(row).to_contain_text(event["type"])
        expect(row.get_by_role("rowheader")).to_have_text(event["position"])
    some.pay(str(uuid4()), Script.PAYS, 77_700)
    expect(rows(page).first).to_contain_text("Payout paid")
    expect(rows(page).first).to_contain_text("₹777.00")
    assert violations(page) == []
    picture(page, "events-1280")

    page.get_by_role("group", name="Filter by type").get_by_role("link", name="Payout failed").click()
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/developers/events\?type=PAYOUT_FAILED$"))
    page.reload()
    expect(rows(page)).to_contain_text(["₹543.21"])
    rows(page).get_by_role("link", name=re.compile("^Payout .* of ₹543.21$")).click()
    expect(open_payout(page)).to_contain_text("The beneficiary account is closed")
    page.go_back()
    page.get_by_role("group", name="Filter by type").get_by_role("link", name="Adjustment").click()
    expect(page.get_by_text("No matching events")).to_be_visible()


@pytest.mark.cut_off  # a position beyond the feed's end is a 400
def test_an_event_is_shown_as_rest_has_it_and_the_call_beside_it_reads_on(
    page: Page, engine: LocalEngine, some: MerchantClient
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/m/{some.merchant}/developers/events")
    feed = told(some)
    created = next(event for event in feed if event["type"] == "PAYOUT_CREATED")
    opener = page.get_by_role("link", name=f"Payout created: event {created['position']}", exact=True)
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=f"Payout created · {created['position']}")
    shown = dialog.get_by_role("region", name="The event, as REST gives it")
    assert json.loads(shown.inner_text()) == created
    assert list(json.loads(shown.inner_text())) == list(created)
    assert violations(page) == []
    picture(page, "event-1280")
    dialog.get_by_role("button", name="Copy event").click()
    assert json.loads(page.evaluate("navigator.clipboard.readText()")) == created
    dialog.get_by_role("button", name="Copy curl request").click()
    call = page.evaluate("navigator.clipboard.readText()")
    made = engine.manage("api_key", "create", "--merchant", some.merchant, "--name", "Reader", "--scopes", "read")
    [key] = re.findall(r"payout_\w+", made.stdout)
    answer = subprocess.run(["bash", "-c", call], capture_output=True, check=True, env=os.environ | {"API_KEY": key})
    assert json.loads(answer.stdout)["events"] == feed[feed.index(created) + 1 :]

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    page.go_back()
    expect(dialog).to_be_visible()
    page.goto(f"/m/{some.merchant}/developers/events?event=999.0&before=x")
    expect(page.get_by_role("dialog").get_by_text("Event not found")).to_be_visible()
    expect(page).to_have_url(re.compile(r"events\?event=999.0$"))


def test_each_page_has_an_address_however_old(page: Page, shop: MerchantClient) -> None:
    for number in range(60):
        shop.pay(str(uuid4()), Script.PAYS, 100 + number)
    wait_until(shop.is_quiet, 240)
    feed = [event["position"] for event in told(shop)][::-1]
    positions = rows(page).get_by_role("rowheader")
    page.goto(f"/m/{shop.merchant}/developers/events")
    expect(positions).to_have_text(feed[:50])
    for label, begins in (("Older", 50), ("Older", 100), ("Newer", 50)):
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=label, exact=True).click()
        expect(positions).to_have_text(feed[begins : begins + 50])
    shop.pay(str(uuid4()), Script.PAYS, 99_900)
    wait_until(shop.is_quiet, 60)
    page.reload()
    expect(positions).to_have_text(feed[50:100])
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Newest", exact=True).click()
    expect(rows(page).first).to_contain_text("₹999.00")
    expect(page).to_have_url(re.compile("/developers/events$"))
    for place in ("after", "before"):
        page.goto(f"/m/{shop.merchant}/developers/events?{place}=999999.0")
        expect(page).to_have_url(re.compile("/developers/events$"))
    # One type looks at 500 entries at a time: none here is older than they are.
    page.goto(f"/m/{shop.merchant}/developers/events?type=PAYMENT_RECEIVED&before=2.0")
    expect(positions).to_have_text(["1.0"])
    expect(page.get_by_role("link", name="Older", exact=True)).to_have_count(0)


def test_the_feed_is_read_on_a_phone_in_the_dark(browser: Browser, engine: LocalEngine, some: MerchantClient) -> None:
    context = open_context(browser, engine, viewport=ViewportSize(width=360, height=740), color_scheme="dark")
    page = context.new_page()
    page.goto(f"/m/{some.merchant}/developers/events")
    cards = page.get_by_role("list", name="Events").get_by_role("listitem")
    expect(cards).to_have_count(len(told(some)))
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "events-360")
    cards.first.get_by_role("link").first.click()
    expect(page.get_by_role("dialog").get_by_role("region", name="Read on after it")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(FITS)
    picture(page, "event-360")
    context.close()
