"""A long export goes on after a rate limit and after a cut, and each entry is in its file once."""

import csv
import http.client
import io
import json
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from tests.support.engine import LocalEngine

from .closed_engine import ASHA, closed_engine, fill_in, manage, merchants
from .conftest import close_context, open_context

PAYOUTS = 1000  # one batch: six pages of entries with the opening payment

# Sent by the page's own session until the server refuses; a button is pressed then, before the limit has room again.
SPEND_THE_LIMIT = """async (button) => {
    let answer;
    do {
        answer = await fetch("/graphql/", {
            method: "POST",
            headers: {
                "Content-Type": "application/json",
                "X-CSRFToken": /csrftoken=([^;]*)/.exec(document.cookie)[1],
            },
            body: JSON.stringify({ query: "{ __typename }" }),
        });
    } while (answer.status === 200);
    button?.click();
    return [answer.status, Number(answer.headers.get("Retry-After"))];
}"""


@pytest.fixture(scope="module")
def engine(chromium: str, built_page: None) -> Iterator[LocalEngine]:
    with closed_engine(PAYOUT_RATE_LIMIT_READS="300/minute") as engine:
        acme, _ = merchants(engine)
        key = manage(engine, "api_key", "create", "--merchant", acme, "--name", "shop").strip()
        with engine.cluster().connect("payout_engine") as database:
            [[account]] = database.execute(
                "SELECT id::text FROM bank_accounts WHERE merchant_id = %s AND is_primary", [acme]
            ).fetchall()
        batch = [
            {"amount_paise": 100 + number, "bank_account_id": account, "idempotency_key": str(uuid4())}
            for number in range(PAYOUTS)
        ]
        connection = http.client.HTTPConnection("127.0.0.1", engine.port, timeout=60)
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection.request("POST", "/api/v1/payouts/batch/", json.dumps({"payouts": batch}), headers)
        assert connection.getresponse().status == 200
        connection.close()
        yield engine


def test_an_export_goes_on_after_a_rate_limit_and_after_a_cut(browser: Browser, engine: LocalEngine) -> None:
    context = open_context(browser, engine, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/ledger?holds=shown")
    fill_in(page, ASHA)
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(1 + 50)

    export = page.get_by_role("button", name="Export CSV")
    with page.expect_download() as download:
        status, retry_after = export.evaluate(SPEND_THE_LIMIT)
        assert (status, retry_after >= 1) == (429, True)
        expect(page.get_by_text("Rate limit reached. Continuing in")).to_be_visible()
        expect(page.get_by_text("of 1,001")).to_be_visible()  # some pages have come
        context.set_offline(True)
        expect(page.get_by_text("Can't reach the server. Continuing when it's back…")).to_be_visible()
        context.set_offline(False)
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert [int(row["Number"]) for row in rows] == list(range(PAYOUTS + 1, 0, -1))
    assert {row["Payee"] for row in rows[:-1]} == {"Acme Exports Pvt Ltd"}
    close_context(context)


def test_a_user_exports_the_merchants_payouts_with_the_session_alone(browser: Browser, engine: LocalEngine) -> None:
    context = open_context(browser, engine, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/payouts")
    fill_in(page, ASHA)
    expect(page.get_by_text("1,000 payouts").first).to_be_visible()
    page.get_by_role("button", name="Export XLSX").evaluate(SPEND_THE_LIMIT)
    expect(page.get_by_role("alert").filter(has_text="Nothing exported.")).to_contain_text("Rate limit reached.")
    page.wait_for_timeout(20_000)  # 5 reads a second come back, and the file counts as 20
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert sum(int(row["Amount (paise)"]) for row in rows) == sum(range(100, 100 + PAYOUTS))
    close_context(context)
