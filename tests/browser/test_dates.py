"""Dates are India's wherever the reader is: the page, its CSV files and the admin name one day."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

from .conftest import close_context, open_context

IST = timezone(timedelta(hours=5, minutes=30))
ZONES = ["Asia/Kolkata", "America/New_York", "Asia/Dubai"]
# 02:01 on 28 November in India, 27 November in New York, Dubai and UTC.
NIGHT = "2026-11-27T20:31:33+00:00"


@contextmanager
def page_at(
    browser: Browser, engine: LocalEngine, zone: str, created_at: str | None = None, **options: Any
) -> Iterator[Page]:
    """A page of a reader in this zone. With `created_at` it is `NIGHT`, and everything is from that moment."""
    context = open_context(browser, engine, viewport={"width": 1280, "height": 900}, timezone_id=zone, **options)
    page = context.new_page()

    def shift(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'("createdAt": ?)"[^"]*"', rf'\1"{created_at}"', answer.text()))

    if created_at:
        page.clock.set_fixed_time(NIGHT)
        page.route("**/graphql/", shift)
    yield page
    close_context(context)


@pytest.fixture(scope="module")
def shop(engine: LocalEngine) -> MerchantClient:
    client = MerchantClient(engine.port)
    client.open_shop()
    client.pay(str(uuid4()), Script.PAYS, 12_300)
    client.pay(str(uuid4()), Script.HANGS_THEN_PAYS, 45_600)
    wait_until(client.is_quiet, 60)
    return client


@pytest.mark.parametrize("zone", ZONES)
def test_the_page_and_its_file_name_indias_day(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, zone: str
) -> None:
    with page_at(browser, engine, zone, NIGHT) as page:
        page.goto(f"/m/{shop.merchant}/ledger")
        rows = page.get_by_role("table", name="Ledger entries").get_by_role("row")
        expect(rows.nth(0)).to_contain_text("Date (IST)")
        expect(rows.nth(1)).to_contain_text("02:01")
        with page.expect_download() as download:
            page.get_by_role("button", name="Export CSV").click()
        assert download.value.suggested_filename == "statement-acme-2026-11-28.csv"
        [row, *_, payment] = csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig")))
        assert (row["Date (IST)"], row["Time (IST)"]) == ("2026-11-28", "02:01:33")
        assert (row["Payee"], row["UTR"][:4]) == ("Acme", "SIMB")
        assert payment["Reference"]
        expect(rows.last).to_contain_text(f"Reference {payment['Reference']}")


@pytest.mark.parametrize(
    ("created_at", "text"),
    [
        ("2026-11-27T18:30:00+00:00", "00:00"),
        ("2026-11-27T18:29:59+00:00", "27 Nov, 23:59"),
        ("2026-11-12T08:35:00+00:00", "12 Nov, 14:05"),
        ("2026-03-31T18:30:00+00:00", "1 Apr, 00:00"),
        ("2026-03-31T18:29:59+00:00", "31 Mar 2026"),
    ],
)
def test_a_list_shows_the_time_today_the_date_this_year_and_the_year_before(
    browser: Browser, engine: LocalEngine, shop: MerchantClient, created_at: str, text: str
) -> None:
    with page_at(browser, engine, "America/New_York", created_at) as page:
        page.goto(f"/m/{shop.merchant}/payouts")
        cell = page.get_by_role("table", name="Payouts").get_by_role("row").nth(1).get_by_role("time")
        expect(cell).to_have_text(text)
        expect(page.get_by_text(re.compile("ago$"))).to_have_count(0)  # none is open


def test_exact_times_are_reached_by_keyboard_and_remembered(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    with page_at(browser, engine, "Asia/Dubai", "2026-03-31T18:29:59+00:00") as page:
        page.goto(f"/m/{shop.merchant}/ledger")
        switch = page.get_by_role("button", name="Exact times")
        expect(switch).to_have_attribute("aria-pressed", "false")
        switch.focus()
        page.keyboard.press("Enter")
        expect(switch).to_have_attribute("aria-pressed", "true")
        time = page.get_by_role("table", name="Ledger entries").get_by_role("time").first
        expect(time).to_have_text("31 Mar 2026, 23:59:59")
        page.reload()
        expect(time).to_have_text("31 Mar 2026, 23:59:59")


def test_exact_times_are_reached_by_touch(browser: Browser, engine: LocalEngine, shop: MerchantClient) -> None:
    phone = {"has_touch": True, "is_mobile": True}
    with page_at(browser, engine, "Asia/Kolkata", NIGHT, **phone) as page:
        page.set_viewport_size({"width": 360, "height": 740})
        page.goto(f"/m/{shop.merchant}/payouts")
        expect(page.get_by_text("Times in IST")).to_be_visible()
        page.get_by_role("button", name="Exact times").tap()
        expect(page.get_by_text("28 Nov 2026, 02:01:33").first).to_be_visible()


def test_a_payout_says_when_to_the_second_and_names_the_zone(
    browser: Browser, engine: LocalEngine, shop: MerchantClient
) -> None:
    [payout] = [it for it in shop.payouts() if it["amount_paise"] == 12_300]
    with page_at(browser, engine, "America/New_York") as page:
        page.goto(f"/m/{shop.merchant}?payout={payout['id']}")
        created = datetime.fromisoformat(payout["created_at"]).astimezone(IST)
        expected = f"{created.day} {created:%b %Y, %H:%M:%S} IST"
        expect(page.get_by_role("dialog").get_by_text(expected)).to_be_visible()
