"""Paying several at once through REST: the twin of GraphQL's fields, and what only REST has: sheets and files."""

import io
import json
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from tests.api.conftest import ApiCaller, post
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import account_of


@pytest.fixture
def api(client: Any, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client, merchant)


def send(api: ApiCaller, address: str, **body: object) -> Any:
    return api.post(json.dumps(body), address=f"/api/v1/{address}")


def test_a_batch_goes_from_sheet_to_result(api: ApiCaller) -> None:
    merchant = api.merchant
    number = "501000000001"
    headers = {"X-Merchant-Id": str(merchant.id)}
    text = f'Account Number,Amount,Invoice No\n{number},"1,000",INV-1\n{number},5,INV-2\n'
    sheet = post(api.client, "/api/v1/payout_sheets/", text, "text/csv; charset=utf-8", headers).json()
    assert sheet["columns"] == {"account_number": "Account Number", "amount": "Amount", "reference": "Invoice No"}
    names = ("bank_account_id", "amount_paise", "reference", "narration", "purpose")
    rows = [{name: row[name] for name in names} for row in sheet["rows"]]
    assert [row["amount_paise"] for row in rows] == [100_000, 500]

    found = send(api, "payouts/preview/", rows=rows).json()
    assert [row["verdict"] for row in found["rows"]] == ["ready", "ready"]
    assert found["short_by_paise"] == 500

    batch_id = str(uuid4())
    made = [send(api, "payout_batches/", id=batch_id, name="November, vendors", rows=rows) for _ in range(2)]
    assert [response.status_code for response in made] == [201, 200]
    assert send(api, "payout_batches/", id=batch_id, name="Another", rows=rows).status_code == 409
    assert send(api, f"payout_batches/{batch_id}/pay/").json() == {"batch_id": batch_id, "created": 1, "refused": 1}
    lifecycle.settle_due(SimulatedBank())

    batch = api.get(f"payout_batches/{batch_id}/").json()
    assert (batch["status"], batch["progress"]["completed"]) == ("incomplete", {"count": 1, "sum_paise": 100_000})
    assert batch["progress"]["returned"] == {"count": 0, "sum_paise": 0}
    assert api.get("payout_batches/").json() == {"count": 1, "results": [batch]}
    refused = api.get(f"payout_batches/{batch_id}/rows/", state="refused").json()
    assert (refused["count"], refused["results"][0]["refusal"]["available_paise"]) == (1, 0)
    assert [row["number"] for row in api.get(f"payout_batches/{batch_id}/rows/", offset=1).json()["results"]] == [2]

    exported = api.get(f"payout_batches/{batch_id}/export/")
    lines = exported.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("1,Kaveri Silks LLP,XXXXXXXX0001,HDFC0001234,HDFC Bank,1000.00,100000,INV-1,,,Paid,SIMB")
    assert ",Not made,,The available balance is too small for this payout.," in lines[2]
    assert exported["Content-Disposition"].startswith('attachment; filename="batch-november-vendors-2')
    book = load_workbook(io.BytesIO(api.get(f"payout_batches/{batch_id}/export/", format="xlsx").content))
    assert [cell.value for cell in book["Payouts"]["F"]] == ["Amount (₹)", 1000, 5, "=SUM(F2:F3)"]
    # The result is a sheet too: its rows name the same payees.
    again = post(api.client, "/api/v1/payout_sheets/", exported.content, "text/csv", headers).json()
    assert [row["bank_account_id"] for row in again["rows"]] == [str(account_of(merchant).id)] * 2
    assert [row["amount_paise"] for row in again["rows"]] == [100_000, 500]


def test_each_faulty_row_is_told(api: ApiCaller) -> None:
    rows = [sent_row(api.merchant), 5, {"bank_account_id": "x", "amount_paise": "5", "purpose": "gift"}]
    refused = send(api, "payout_batches/", id=str(uuid4()), name="X", rows=rows)
    assert refused.status_code == 400
    assert [(fault["row"], fault["field"]) for fault in refused.json()["rows"]] == [
        (2, None),
        (3, "bank_account_id"),
        (3, "amount_paise"),
        (3, "purpose"),
    ]
    for rows in (None, [], {}, [{}] * 1_001):  # type: ignore[assignment]
        assert send(api, "payout_batches/", id=str(uuid4()), name="X", rows=rows).json()["field"] == "rows"


def test_the_failed_rows_are_retried_and_an_earlier_batch_is_a_draft(api: ApiCaller) -> None:
    merchant = api.merchant
    batch = batch_of(merchant, sent_row(merchant, 100, reference="A"), sent_row(merchant, 200, Script.ACCOUNT_CLOSED))
    send(api, f"payout_batches/{batch.id}/pay/")
    lifecycle.settle_due(SimulatedBank())
    retry = str(uuid4())
    made = [send(api, f"payout_batches/{batch.id}/retry/", id=retry, name="Again") for _ in range(2)]
    assert [(each.status_code, each.json()["replayed"]) for each in made] == [(201, False), (200, True)]
    assert api.get(f"payout_batches/{retry}/").json()["retry_of"] == str(batch.id)
    draft = api.get("payouts/draft/", batch_id=str(batch.id)).json()["rows"]
    assert [row["amount_paise"] for row in draft] == [100, 200]
    month = api.get(f"payout_batches/{batch.id}/").json()["created_at"][:7]
    paid = api.get("payouts/draft/", month=month).json()["rows"]
    assert [row for row in paid if row["reference"] == "A"] == paid  # or India is a month ahead
    for wrong in (
        {},
        {"month": "2026-13"},
        {"month": "2026-1"},
        {"month": "9999-12"},
        {"month": month, "batch_id": retry},
    ):
        assert api.get("payouts/draft/", **wrong).status_code == 400


def test_a_body_of_another_type_is_no_sheet(api: ApiCaller) -> None:
    response = send(api, "payout_sheets/")
    assert (response.status_code, response.json()["error"]) == (415, "unsupported_media_type")


def test_another_merchants_batch_is_not_there(api: ApiCaller, stranger: ApiCaller) -> None:
    theirs = batch_of(stranger.merchant)
    for address in ("pay", "retry"):
        body = {"id": str(uuid4()), "name": "X"}
        answers = [send(api, f"payout_batches/{each}/{address}/", **body) for each in (theirs.id, uuid4())]
        assert [(each.status_code, each.json()) for each in answers] == [
            (404, {"error": "not_found", "message": "No such batch."})
        ] * 2
    assert send(api, "payout_batches/", id=str(theirs.id), name="X", rows=[sent_row(api.merchant)]).status_code == 409
