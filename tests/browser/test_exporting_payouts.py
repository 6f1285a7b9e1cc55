"""A month's payouts are on the disk after three clicks, and add up to what the page says."""

import csv
import io
import json
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from server.bank.scripts import Script
from tests.api.workbooks import Sheet, read_workbook
from tests.faults.client import MerchantClient
from tests.support.servers import wait_until

PAISE = (12_345_678, 10_001, 10_002)


@pytest.fixture
def busy(shop: MerchantClient) -> MerchantClient:
    for paise in PAISE:
        shop.pay(str(uuid4()), Script.PAYS, paise)
    shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED, 5_000)
    wait_until(shop.is_quiet, 60)
    return shop


def export(page: Page, label: str) -> Locator:
    return page.get_by_role("group", name="Export").get_by_role("button", name=f"Export {label}")


def saved(page: Page, label: str) -> tuple[str, bytes]:
    """The file's name and bytes. The button waits for the count of a filter that was just chosen."""
    expect(export(page, label)).to_have_attribute("aria-disabled", "false")
    with page.expect_download() as download:
        export(page, label).press("Enter")
    return download.value.suggested_filename, download.value.path().read_bytes()


def amounts(sheet: Sheet) -> list[float]:
    place = sheet.texts[0].index("Amount (₹)")
    return [float(row[place]) for row in sheet.results[1:]]


def test_a_month_is_exported_in_three_steps_and_adds_up(page: Page, busy: MerchantClient) -> None:
    page.goto(f"/m/{busy.merchant}")
    page.get_by_role("link", name="Payouts", exact=True).first.click()
    page.get_by_role("link", name="This month").click()
    expect(page).to_have_url(re.compile("from="))
    expect(page.get_by_text("4 payouts").first).to_be_visible()
    name, file = saved(page, "XLSX")
    *rows, total = amounts(read_workbook(file))
    assert re.fullmatch(r"payouts-(\d{4}-\d\d)-01-to-\1-\d\d\.xlsx", name)
    expect(page.get_by_role("status").filter(has_text="4 payouts")).to_contain_text("₹1,23,706.81")
    assert (len(rows), round(sum(rows), 2), total) == (4, 123_706.81, 123_706.81)
    expect(page.get_by_text(f"Exported {name}")).to_have_count(1)


def test_the_file_has_the_views_filter_and_order(page: Page, busy: MerchantClient) -> None:
    page.goto(f"/m/{busy.merchant}/payouts?status=COMPLETED&sort=smallest&max=100.02")
    expect(page.get_by_text("2 payouts").first).to_be_visible()
    name, file = saved(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    assert [(row["Amount (₹)"], row["Status"]) for row in rows] == [("100.01", "Paid"), ("100.02", "Paid")]
    assert name.endswith(".csv")


def test_nothing_to_export_is_said(page: Page, busy: MerchantClient) -> None:
    page.goto(f"/m/{busy.merchant}/payouts?q=nobody")
    for label in ("CSV", "XLSX"):
        expect(export(page, label)).to_have_attribute("aria-disabled", "true")
        expect(export(page, label)).to_have_accessible_description("Nothing to export.")


@pytest.mark.cut_off
def test_a_failed_export_is_told_in_its_place_and_can_be_tried_again(page: Page, busy: MerchantClient) -> None:
    refusal = {"error": "validation_error", "message": "More than 5,000 payouts pass this filter.", "field": None}
    page.route("**/payouts/export/**", lambda route: route.fulfill(status=400, json=refusal))
    page.goto(f"/m/{busy.merchant}/payouts")
    export(page, "XLSX").click()
    told = page.get_by_role("alert").filter(has_text="Nothing exported.")
    expect(told).to_contain_text("More than 5,000 payouts pass this filter.")
    page.unroute("**/payouts/export/**")
    page.route("**/payouts/export/**", lambda route: route.abort())
    export(page, "XLSX").click()
    expect(told).to_contain_text("Can't reach the server.")
    page.unroute("**/payouts/export/**")
    saved(page, "XLSX")
    expect(told).to_have_count(0)


def test_more_than_a_request_gives_is_written_by_the_worker(page: Page, busy: MerchantClient) -> None:
    def say_more(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r'("payoutTotals": \{"count": )\d+', r"\g<1>6000", answer.text())
        route.fulfill(response=answer, body=text)

    page.route("**/graphql/", say_more)
    page.goto(f"/m/{busy.merchant}/payouts?status=COMPLETED&sort=smallest")
    expect(page.get_by_text("Large files take a while.")).to_be_visible()
    for label in ("CSV", "XLSX"):
        name, file = saved(page, label)
        assert name.endswith(f".{label.lower()}")
        if label == "CSV":
            amounts_of = [row["Amount (₹)"] for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))]
        else:
            *rows, _ = amounts(read_workbook(file))
            amounts_of = [f"{row:.2f}" for row in rows]
        assert amounts_of[:2] == ["100.01", "100.02"]
        expect(page.get_by_text(f"Exported {name}")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 360])
def test_an_export_that_ended_while_its_page_was_closed_is_told_at_the_next_visit(
    page: Page, busy: MerchantClient, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/m/{busy.merchant}/payouts")
    expect(page.get_by_text("4 payouts").first).to_be_visible()
    asked = busy.ask("POST", f"/api/v1/payouts/exports/?merchant_id={busy.merchant}&format=csv")
    job = json.loads(asked[1])
    page.evaluate(
        "([name, ids]) => localStorage.setItem(name, ids)",
        [f"payout-engine:exports:{busy.merchant}", json.dumps([job["id"], str(uuid4())])],
    )
    wait_until(lambda: b'"done"' in busy.ask("GET", f"/api/v1/payouts/exports/{job['id']}/")[1], 60)

    page.goto(f"/m/{busy.merchant}/ledger")
    notice = page.get_by_role("status").filter(has_text=f"{job['name']} is ready.")
    with page.expect_download() as download:
        notice.get_by_role("button", name="Save").press("Enter")
    assert download.value.suggested_filename == job["name"]
    assert len(list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))) == 4
    expect(notice).to_have_count(0)
    assert "payout-engine:exports" not in page.evaluate("Object.keys(localStorage).join()")

    page.goto(f"/m/{busy.merchant}/payouts")
    page.get_by_role("link", name="Exports", exact=True).click()
    row = page.get_by_role("list", name="Exports").get_by_role("listitem")
    expect(row).to_contain_text("4 payouts")
    expect(row).to_contain_text("Ready")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        row.get_by_role("button", name=f"Save {job['name']}").click()
    assert download.value.suggested_filename == job["name"]
    page.get_by_role("link", name="All payouts").click()
    expect(page).to_have_url(re.compile("/payouts$"))
