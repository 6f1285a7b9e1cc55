"""The statement: a financial year, a month or other days, as figures, entries and files that all agree."""

import csv
import io
import json
import re
from datetime import datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from server.india import IST
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

from .looks import in_all_looks

PLAN = """mutation ($m: ID!) { setFeePlan(input: {merchantId: $m, bands: [
  {rail: IMPS, feePaise: 1000}, {rail: NEFT, feePaise: 1100}, {rail: RTGS, feePaise: 2000}]}) { __typename } }"""
ENDINGS = {"PDF": "pdf", "XLSX": "xlsx", "CSV": "csv", "MT940": "sta", "camt.053": "xml", "JSON": "json"}


@pytest.fixture
def busy(shop: MerchantClient) -> MerchantClient:
    """₹10,00,000 in, ₹500 paid with a fee of ₹10 and ₹1.80 GST, and what failed given back."""
    shop.graphql(PLAN, m=shop.merchant)
    shop.pay(str(uuid4()), Script.PAYS, 50_000)
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 70_000)
    wait_until(shop.is_quiet, 60)
    return shop


def figure(page: Page, name: str) -> Locator:
    return page.locator("dl > div").filter(has=page.get_by_text(name, exact=True))


def saved(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {label}", exact=True).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_opening_in_out_and_closing_agree_with_the_entries_and_the_files(page: Page, busy: MerchantClient) -> None:
    today = datetime.now(IST)
    year = today.year - (today.month < 4)
    page.goto(f"/m/{busy.merchant}")
    page.get_by_role("link", name="Statement", exact=True).first.click()
    expect(page.get_by_role("heading", name=f"Statement, FY {year}-{(year + 1) % 100:02}")).to_be_visible()
    expect(figure(page, "Opening balance")).to_contain_text("₹0.00")
    expect(figure(page, "Money in")).to_contain_text("₹10,00,011.80")  # with the fee that was given back
    expect(figure(page, "Money out")).to_contain_text("₹523.60")
    expect(figure(page, "Money out")).to_contain_text("Fees less refunds ₹10.00, GST ₹1.80")
    expect(figure(page, "Closing balance")).to_contain_text("₹9,99,488.20")
    expect(page.get_by_text("Not over yet: as of")).to_be_visible()
    table = page.get_by_role("table", name="Entries")
    expect(table.locator("tbody tr").last).to_contain_text("₹9,99,488.20")
    expect(table.get_by_text("Held for a payout")).to_have_count(0)
    in_all_looks(page, "statement")
    page.get_by_role("switch", name="Show holds").click()
    expect(table.get_by_text("Held for a payout")).to_have_count(2)

    for label, ending in ENDINGS.items():
        name, file = saved(page, label)
        assert re.fullmatch(rf"statement-{year}-04-01-to-{year + 1}-03-31\.\w+", name), (label, ending)
        assert len(file) > 100
        if label == "CSV":
            rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
            assert len(rows) == table.locator("tbody tr").count()

    page.get_by_role("link", name=f"{today:%b %Y}", exact=True).click()
    expect(page).to_have_url(re.compile(rf"month={today:%Y-%m}"))
    expect(page.get_by_role("heading", name=f"Statement, {today:%b %Y}")).to_be_visible()
    expect(figure(page, "Closing balance")).to_contain_text("₹9,99,488.20")
    table.get_by_role("link", name=re.compile("^Payout paid: ₹500.00")).click()
    expect(page.get_by_role("dialog")).to_contain_text("₹500.00")


def test_other_days_and_a_year_that_is_over(page: Page, busy: MerchantClient) -> None:
    today = datetime.now(IST)
    page.goto(f"/m/{busy.merchant}/statement?fy=2019-20&month=2019-13&holds=x")
    expect(page.get_by_role("heading", name="Statement, FY 2019-20")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?fy=2019-20$"))
    expect(page.get_by_text("the statement never changes")).to_be_visible()
    expect(page.get_by_text("No money moved in these days.")).to_be_visible()
    page.get_by_role("button", name="Other days").click()
    page.get_by_label("First day").fill("2027-04-02")
    page.get_by_label("Last day").fill("2027-04-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_label("Last day")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("First day").fill(f"{today:%Y-%m-%d}")
    page.get_by_label("Last day").fill(f"{today:%Y-%m-%d}")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(figure(page, "Closing balance")).to_contain_text("₹9,99,488.20")
    in_all_looks(page, "statement-days")


@pytest.mark.cut_off
def test_what_is_too_long_for_an_answer_has_its_figures_and_is_written_by_the_worker(
    page: Page, busy: MerchantClient
) -> None:
    def refuse(route: Route) -> None:
        if route.request.method == "POST":
            return route.fallback()
        words = "The statement has 6,000 entries, and an answer has at most 5,000."
        return route.fulfill(status=400, json={"error": "validation_error", "message": words, "field": "to"})

    page.route("**/api/v1/statements/**", refuse)
    page.goto(f"/m/{busy.merchant}/statement")
    expect(page.get_by_text("Too many entries to list here")).to_be_visible()
    expect(figure(page, "Opening balance")).to_contain_text("₹0.00")
    expect(figure(page, "Closing balance")).to_contain_text("₹9,99,488.20")
    in_all_looks(page, "statement-long")
    name, file = saved(page, "JSON")
    assert name.endswith(".json")
    assert json.loads(file)["statement"]["closing"]["total_paise"] == 99_948_820
    page.get_by_role("link", name="Exports", exact=True).click()
    expect(page.get_by_role("list", name="Exports").get_by_role("listitem")).to_contain_text("entries")


@pytest.mark.cut_off
def test_a_failure_is_told_and_can_be_tried_again(page: Page, busy: MerchantClient) -> None:
    page.route(
        "**/api/v1/statements/**",
        lambda route: route.fulfill(status=403, json={"error": "forbidden", "message": "No."}),
    )
    page.goto(f"/m/{busy.merchant}/statement")
    expect(page.get_by_role("alert")).to_contain_text("Couldn't load the statement")
    page.unroute("**/api/v1/statements/**")
    page.get_by_role("button", name="Try again").click()
    expect(figure(page, "Closing balance")).to_contain_text("₹9,99,488.20")
    limited = {"error": "rate_limited", "message": "Too many requests."}
    page.route(
        "**/api/v1/statements/**", lambda route: route.fulfill(status=429, json=limited, headers={"Retry-After": "7"})
    )
    page.get_by_role("button", name="Download CSV").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing downloaded. Rate limit reached. Try again in 7 s.")
