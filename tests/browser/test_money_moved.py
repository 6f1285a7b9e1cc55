"""The balance by day and the statement: what the pages show equals the ledger."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.links import RELINK
from tests.support.servers import wait_until


@pytest.fixture
def older_shop(shop: MerchantClient, engine: LocalEngine) -> MerchantClient:
    """A payment two days ago, and today a payout that was paid and one that failed."""
    with engine.cluster().connect("payout_engine") as database:
        database.execute("SET session_replication_role = replica")
        database.execute(
            "UPDATE ledger_entries SET created_at = created_at - interval '2 days' WHERE merchant_id = %s",
            [shop.merchant],
        )
        database.execute(RELINK)
    shop.pay(str(uuid4()), Script.PAYS, 12_300)
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 45_600)
    wait_until(shop.is_quiet, 60)
    return shop


def told(shop: MerchantClient, address: str) -> Any:
    status, text = shop.ask("GET", f"/api/v1/{address}")
    assert status == 200, text
    return json.loads(text)


def rupees(text: str) -> int:
    return int(re.sub(r"[₹,.]", "", text))


def amounts(row: Locator) -> list[int]:
    return [rupees(text) for text in row.get_by_role("cell").all_inner_texts()]


def test_the_charts_table_equals_the_ledger(page: Page, older_shop: MerchantClient) -> None:
    page.goto(f"/m/{older_shop.merchant}")
    page.get_by_text("Show data").click()
    table = page.get_by_role("table", name="Balance by day")
    rows = table.get_by_role("row")
    expect(rows).to_have_count(1 + 30)
    days = told(older_shop, "balance/history/")["results"]
    for row, day in zip(rows.all()[1:], reversed(days), strict=True):
        names = ("in_paise", "out_paise", "close_paise", "min_paise", "max_paise", "held_close_paise")
        assert amounts(row) == [day[name] for name in names]
    today, _, arrival = (amounts(row) for row in rows.all()[1:4])
    # The lowest is after both holds, or after one if the other was released before it.
    assert today[:3] == [0, 12_300, 100_000_000 - 12_300]
    assert today[3] in {100_000_000 - 12_300 - 45_600, 100_000_000 - 45_600}
    assert today[4:] == [100_000_000, 0]
    assert arrival == [100_000_000, 0, 100_000_000, 0, 100_000_000, 0]


def test_the_range_is_in_the_address_and_the_chart_is_read_by_keyboard(page: Page, older_shop: MerchantClient) -> None:
    page.goto(f"/m/{older_shop.merchant}?range=bogus")
    expect(page).to_have_url(re.compile("/m/[0-9a-f-]{36}$"))
    chart = page.get_by_role("slider", name="Balance over time")
    expect(chart).to_have_attribute("max", "29")
    for text in (re.compile("available ₹9,99,877.00"), re.compile("available ₹10,00,000.00, lowest ₹10,00,000.00")):
        expect(chart).to_have_attribute("aria-valuetext", text)
        chart.press("ArrowLeft")
    page.get_by_role("link", name="90 days").click()
    expect(page).to_have_url(re.compile("range=90d$"))
    expect(chart).to_have_attribute("max", "89")
    page.get_by_role("link", name="This FY").click()
    expect(chart).to_have_attribute("aria-valuetext", re.compile("^[0-9]+ [A-Z][a-z]{2} "))
    page.get_by_text("Show data").click()
    expect(page.get_by_role("table", name="Balance by week")).to_contain_text("Week (IST)")
    page.reload()
    expect(page.get_by_role("link", name="This FY")).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(chart).to_have_attribute("max", "89")


def test_this_month_and_what_needs_somebody(page: Page, older_shop: MerchantClient) -> None:
    page.goto(f"/m/{older_shop.merchant}")
    month = page.get_by_role("region", name="This month")
    expect(month).to_contain_text(re.compile(r"Out₹123\.00"))
    needs = page.get_by_role("region", name="Needs you")
    expect(needs.get_by_role("link")).to_have_count(1)
    needs.get_by_role("link", name=re.compile("^1 failed ?created since")).click()
    expect(page).to_have_url(re.compile(r"/payouts\?cancelled=no&from=[0-9-]{10}&status=FAILED$"))


def test_nothing_needs_anybody(page: Page, shop: MerchantClient) -> None:
    page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_role("region", name="This month")).to_contain_text("₹10,00,000.00")
    expect(page.get_by_text("Needs you")).to_have_count(0)


def types_shown(page: Page) -> list[str]:
    return [text.splitlines()[0] for text in page.locator("tbody tr td:nth-child(3)").all_inner_texts()]


PAID = ["Payout paid", "Payment received"]


def test_the_statement_is_of_money_that_moved_and_holds_are_behind_a_switch(
    page: Page, older_shop: MerchantClient
) -> None:
    page.goto(f"/m/{older_shop.merchant}/ledger")
    rows = page.get_by_role("table", name="Ledger entries").get_by_role("row")
    expect(rows).to_have_count(1 + 2)
    assert types_shown(page) == PAID
    switch = page.get_by_role("switch", name="Show holds")
    expect(switch).not_to_be_checked()
    switch.focus()
    page.keyboard.press("Space")
    expect(switch).to_be_checked()
    expect(rows).to_have_count(1 + 6)
    expect(page).to_have_url(re.compile("holds=shown$"))
    assert sorted(types_shown(page)) == sorted(["Held for a payout", "Hold released"] * 2 + PAID)
    entries = told(older_shop, "ledger/")["results"]
    shown = [
        rupees(text.lstrip("+").replace("−", "-")) for text in page.locator("tbody td:nth-child(5)").all_inner_texts()
    ]
    assert shown == [entry["amount_paise"] for entry in entries]

    page.get_by_role("link", name="Payouts", exact=True).last.click()
    expect(rows).to_have_count(1 + 5)
    switch.click()
    expect(rows).to_have_count(1 + 1)
    expect(page).to_have_url(re.compile("types=PAYOUT_COMPLETED%2CPAYOUT_RETURNED$"))
    page.get_by_role("link", name="Fees").click()
    page.get_by_role("link", name="Payouts", exact=True).last.click()
    expect(page.get_by_text("No matching entries")).to_be_visible()
    page.get_by_role("link", name="Show all entries").click()
    expect(rows).to_have_count(1 + 2)


def test_an_older_link_to_the_holds_shows_them(page: Page, older_shop: MerchantClient) -> None:
    page.goto(f"/m/{older_shop.merchant}/ledger?types=PAYOUT_HOLD,BOGUS")
    expect(page).to_have_url(re.compile(r"/ledger\?holds=shown$"))
    expect(page.get_by_role("table", name="Ledger entries").get_by_role("row")).to_have_count(1 + 6)


def test_a_recalled_payment_says_so_and_its_reversal_is_money_in(page: Page, shop: MerchantClient) -> None:
    given = {"reference": f"WIRE {uuid4()}", "channel": "swift", "foreign_currency": "USD", "foreign_amount": "10.00"}
    given |= {"remitter_name": "Northwind", "remitter_country": "US", "purpose_code": "P0802", "nature": "services"}
    paise: Any = {"gross_paise": 80_000, "net_paise": 80_000, "value_on": "2026-05-04"}
    status, text = shop.ask("POST", "/api/v1/inward_payments/", given | paise)
    assert status == 201, text
    address = f"/api/v1/inward_payments/{json.loads(text)['id']}/reversal/"
    status, text = shop.ask("POST", address, {"amount_paise": 80_000, "reason": "Sent twice"})
    assert status == 201, text
    page.goto(f"/m/{shop.merchant}/ledger?types=PAYMENT_RECEIVED")
    rows = page.get_by_role("table", name="Ledger entries").get_by_role("row")
    expect(rows).to_have_count(1 + 3)
    reversal, received, opening = rows.all()[1:]
    expect(reversal).to_contain_text(re.compile(r"Payment reversed.*reference WIRE .*: Sent twice.*−₹800\.00"))
    expect(received).to_contain_text("Payment received Reversed")
    expect(opening).not_to_contain_text("Reversed")
