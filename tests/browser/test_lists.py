"""Payouts and the ledger: filter, open, export, and stay current without a reload."""

import csv
import io
import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Request, expect

from server.bank.scripts import Script
from tests.faults.client import MerchantClient
from tests.support.engine import LocalEngine, prepared_engine
from tests.support.servers import wait_until

from .conftest import BRISK


@pytest.fixture
def busy_shop(shop: MerchantClient) -> MerchantClient:
    for number in range(30):
        shop.pay(str(uuid4()), Script.ACCOUNT_CLOSED if number % 10 == 0 else Script.PAYS, 100 + number)
    wait_until(shop.is_quiet, 60)
    return shop


def test_a_new_payout_comes_on_top(page: Page, busy_shop: MerchantClient) -> None:
    page.goto(f"/m/{busy_shop.merchant}/payouts")
    rows = page.get_by_role("table", name="Payouts").get_by_role("row")
    expect(rows).to_have_count(1 + 30)
    busy_shop.pay(str(uuid4()), Script.PAYS, 77_700)
    expect(page.get_by_role("link", name="₹777.00")).to_be_visible()
    expect(rows).to_have_count(1 + 31)


def operation(request: Request) -> str:
    document = (request.post_data_json or {}).get("query", "")
    [name] = re.findall(r"^\s*(?:query|mutation) (\w+)", document) or [""]
    return str(name)


def test_an_open_page_polls_the_revision_and_shows_changes(page: Page, shop: MerchantClient) -> None:
    shop.pay(str(uuid4()), Script.PAYS, 10_000)  # without a payout the overview looks at its first steps too
    wait_until(shop.is_quiet, 60)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(operation(request)) if "/graphql/" in request.url else None)
    with page.expect_response(lambda answer: operation(answer.request) == "Revision"):
        page.goto(f"/m/{shop.merchant}")
    expect(page.get_by_text("₹9,99,900.00").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    sent.clear()
    for _ in range(3):
        page.wait_for_event("response", lambda answer: operation(answer.request) == "Revision")
    assert set(sent) - {"Viewer"} == {"Revision"}  # the viewer is polled once a minute

    shop.pay(str(uuid4()), Script.PAYS, 45_600)
    rows = page.get_by_role("table", name="Payouts").get_by_role("row")
    expect(rows).to_have_count(1 + 2)
    expect(rows.nth(1)).to_contain_text("₹456.00")
    expect(rows.nth(1)).to_contain_text("Paid")
    expect(page.get_by_text("₹9,99,444.00").first).to_be_visible()
    expect(page.get_by_text("Nothing on hold")).to_be_visible()
    assert {"Balance", "PayoutsPage", "BalanceHistory"} <= set(sent)


def test_payouts_are_filtered_by_status(page: Page, busy_shop: MerchantClient) -> None:
    page.goto(f"/m/{busy_shop.merchant}/payouts")
    page.get_by_role("link", name="Failed 3", exact=True).click()
    rows = page.get_by_role("table", name="Payouts").get_by_role("row")
    expect(rows).to_have_count(1 + 3)
    expect(page).to_have_url(re.compile("status=FAILED"))


def test_an_entry_links_to_its_payout(page: Page, shop: MerchantClient) -> None:
    shop.pay(str(uuid4()))
    wait_until(shop.is_quiet, 60)
    page.goto(f"/m/{shop.merchant}/ledger")
    ledger = page.get_by_role("table")
    expect(ledger).to_contain_text("₹10,00,000.00")
    expect(ledger.get_by_role("row")).to_have_count(1 + 2)
    page.get_by_role("switch", name="Show holds").click()
    expect(ledger.get_by_role("row")).to_have_count(1 + 4)
    ledger.get_by_role("link").first.click()
    expect(page.get_by_role("dialog")).to_contain_text(re.compile("SIMB[0-9]{12}"))


def test_the_export_holds_the_whole_ledger(page: Page, busy_shop: MerchantClient) -> None:
    page.goto(f"/m/{busy_shop.merchant}/ledger?holds=shown")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    text = download.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")  # a spreadsheet reads ₹ and names as UTF-8
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert len(rows) == 1 + 27 * 3 + 3 * 2
    [paise] = [name for name in rows[0] if "paise" in name.lower() and "balance" not in name.lower()][:1]
    balance = busy_shop.ask("GET", "/api/v1/balance/")[1]
    assert f'"available_balance_paise": {sum(int(row[paise]) for row in rows)}'.encode() in balance


@pytest.mark.cut_off
def test_a_page_survives_a_server_restart(page: Page) -> None:
    with prepared_engine() as engine:
        engine.start_and_wait(**BRISK)
        page.goto(f"http://127.0.0.1:{engine.port}/")
        expect(page.get_by_text("₹10,000.00").first).to_be_visible()
        engine.stop()
        expect(page.get_by_text("Can't reach the server.")).to_be_visible()
        engine.start_and_wait(**BRISK)
        expect(page.get_by_text("Can't reach the server.")).to_be_hidden()
        pay_and_see(page, engine)


def pay_and_see(page: Page, engine: LocalEngine) -> None:
    client = MerchantClient(engine.port)
    merchant = page.url.split("/m/")[1].split("/")[0]
    document = "query($m: ID!) { merchant(id: $m) { bankAccounts { id } } }"
    [account, *_] = client.graphql(document, m=merchant)["merchant"]["bankAccounts"]
    client.merchant, client.accounts = merchant, {Script.PAYS: account["id"]}
    assert client.pay(str(uuid4()), Script.PAYS, 12_300)[0] == 201
    # Once it is paid, the first element with its amount is in the chart's data, which is folded away.
    expect(page.get_by_text("₹123.00").filter(visible=True).first).to_be_visible()
