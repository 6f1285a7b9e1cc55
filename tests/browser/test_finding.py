"""Whoever looks for payouts finds them: by what was quoted, by payee, amount and day, and keeps the place."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from server.bank.scripts import Script
from tests.browser.payout_form import add_payee
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine
from tests.support.servers import wait_until

SUPPLIERS = {"Anand Dyes & Chemicals": 3, "Coimbatore Yarn Mills": 2, "Jaipur Block Prints": 1}


@pytest.fixture
def supplied(shop: MerchantClient) -> MerchantClient:
    """₹100.01 to 100.03 to Anand, ₹200.01 and 200.02 to Coimbatore, ₹300.01 to Jaipur, and one that failed."""
    for place, (name, count) in enumerate(SUPPLIERS.items(), 1):
        account = add_payee(shop, name, f"5010042{place}7{Script.PAYS}", "HDFC0001234")
        for number in range(1, count + 1):
            body = {"amount_paise": place * 10_000 + number, "bank_account_id": account}
            assert shop.ask("POST", "/api/v1/payouts/", body, **{"Idempotency-Key": str(uuid4())})[0] == 201
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 10_001)
    wait_until(shop.is_quiet, 60)
    return shop


def search_field(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role(
        "searchbox", name="Find payouts by UTR, reference, beneficiary or amount"
    )


def search(page: Page, text: str) -> None:
    search_field(page).fill(text)
    search_field(page).press("Enter")


def rows(page: Page) -> Locator:
    return page.get_by_role("table", name="Payouts").locator("tbody tr")


def query(page: Page) -> dict[str, str]:
    return {name: value for name, [value] in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("width", [1280, 360])
def test_a_payout_is_found_by_its_utr_from_another_merchants_page(
    page: Page, engine: LocalEngine, shop: MerchantClient, width: int
) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 12_345)
    wait_until(shop.is_quiet, 60)
    [payout] = shop.payouts()
    other = MerchantClient(engine.port)
    other.open_shop("Other")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/m/{other.merchant}/ledger")

    search(page, payout["bank_reference_id"].lower())
    details = page.get_by_role("region" if width > 1200 else "dialog", name="Payout of ₹123.45")
    expect(details).to_contain_text(payout["bank_reference_id"])
    expect(page).to_have_url(f"/m/{shop.merchant}/payouts/{payout['id']}")

    page.goto(f"/m/{other.merchant}")
    search(page, payout["id"])
    expect(details).to_contain_text(payout["bank_reference_id"])


def test_a_payee_or_an_amount_narrows_the_list_and_its_totals(page: Page, supplied: MerchantClient) -> None:
    page.goto(f"/m/{supplied.merchant}/ledger")
    search(page, "anand dyes")
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_text("3 payouts").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("₹300.06")
    assert query(page)["q"] == "anand dyes"

    search(page, "100.01")
    expect(rows(page)).to_have_count(2)
    page.get_by_role("link", name="Failed 1", exact=True).click()
    expect(rows(page)).to_have_count(1)
    page.go_back()
    expect(rows(page)).to_have_count(2)

    search(page, "nobody at all")
    expect(page.get_by_text("No matching payouts")).to_be_visible()
    page.get_by_role("link", name="Remove filter: “nobody at all”").click()
    expect(rows(page)).to_have_count(7)
    expect(search_field(page)).to_have_value("")


def test_filters_are_in_the_address_and_outlive_a_reload(page: Page, supplied: MerchantClient) -> None:
    page.goto(f"/m/{supplied.merchant}/payouts")
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Least amount").fill("200")
    page.get_by_label("Largest amount").fill("2,00.01")  # no such grouping
    page.get_by_label("Order").select_option("Largest first")
    page.get_by_role("button", name="Apply").click()
    expect(rows(page).locator("a")).to_have_text(["₹300.01", "₹200.02", "₹200.01"])
    assert {**query(page)}.items() >= {"min": "200", "sort": "largest"}.items()
    assert "max" not in query(page)

    page.reload()
    expect(rows(page).locator("a")).to_have_text(["₹300.01", "₹200.02", "₹200.01"])
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Beneficiary", exact=True).select_option(label=f"Coimbatore Yarn Mills •••• {Script.PAYS}")
    page.get_by_role("button", name="Apply").click()
    expect(rows(page)).to_have_count(2)
    page.go_back()
    expect(rows(page)).to_have_count(3)
    page.get_by_role("link", name="Clear filters").click()
    expect(rows(page)).to_have_count(7)


def test_days_are_indias(page: Page, supplied: MerchantClient) -> None:
    today = (datetime.now(UTC) + timedelta(hours=5, minutes=30)).date()
    page.goto(f"/m/{supplied.merchant}/payouts?from={today - timedelta(days=1)}&to={today}")
    expect(rows(page)).to_have_count(7)
    page.goto(f"/m/{supplied.merchant}/payouts?from={today - timedelta(days=9)}&to={today.replace(day=1)}")
    page.get_by_role("link", name="Last FY").click()
    expect(page.get_by_text("No matching payouts")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^Remove filter: FY"))).to_be_visible()
    page.get_by_role("link", name="This FY").click()
    expect(rows(page)).to_have_count(7)


def test_a_payout_opens_beside_its_list_and_leads_to_the_next(page: Page, supplied: MerchantClient) -> None:
    page.goto(f"/m/{supplied.merchant}/payouts?q=coimbatore")
    page.get_by_role("link", name=re.compile("₹200.02")).press("Enter")
    panel = page.get_by_role("region", name=re.compile("^Payout of"))
    expect(panel.get_by_role("heading", name="Payout of ₹200.02")).to_be_focused()
    expect(rows(page)).to_have_count(2)
    panel.get_by_role("button", name="Next").press("Enter")
    expect(panel.get_by_role("heading", name="Payout of ₹200.01")).to_be_visible()
    expect(panel.get_by_role("button", name="Next")).to_be_focused()
    expect(panel.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("₹200.01"))).to_be_focused()
    page.go_back()
    expect(panel.get_by_role("heading", name="Payout of ₹200.01")).to_be_visible()
    page.go_back()  # Next was no step of its own
    expect(panel).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/payouts\?q=coimbatore$"))

    page.set_viewport_size({"width": 1100, "height": 800})
    page.get_by_role("link", name=re.compile("₹200.02")).click()
    dialog = page.get_by_role("dialog", name="Payout of ₹200.02")
    dialog.get_by_role("button", name="Next").click()
    expect(page.get_by_role("dialog", name="Payout of ₹200.01")).to_be_visible()
