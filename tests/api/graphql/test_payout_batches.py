"""Paying several at once through GraphQL: dry run, batch, payment, result."""

from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout
from tests.api.conftest import ApiCaller, graphql
from tests.api.keys import client_of
from tests.conftest import account_of, pay

CREATE = """
    mutation CreatePayoutBatch($input: CreatePayoutBatchInput!) { createPayoutBatch(input: $input) {
        __typename
        ... on CreatePayoutBatchSuccess { replayed batch {
            id name rowCount totalPaise totalInr madeBy { kind name } retryOf { id } merchant { id }
            progress { status waiting { count sumPaise } }
        } }
        ... on PayoutBatchRowsToFix { message faults { row field message } }
        ... on ValidationError { message field }
        ... on IdempotencyConflict { message }
    } }"""
PAY = """
    mutation ($input: PayPayoutBatchInput!) { payPayoutBatch(input: $input) {
        __typename
        ... on PayPayoutBatchSuccess { created refused batch { id progress { status pending { count } } } }
        ... on ValidationError { message field }
    } }"""
RETRY = """
    mutation ($input: RetryPayoutBatchInput!) { retryPayoutBatch(input: $input) {
        __typename
        ... on RetryPayoutBatchSuccess { replayed batch { id rowCount retryOf { id } rows { amountPaise reference } } }
        ... on ValidationError { message field }
        ... on IdempotencyConflict { message }
    } }"""
READ = """
    query ($id: ID!, $state: PayoutBatchRowState, $first: Int, $after: Int) { payoutBatch(id: $id) {
        name progress {
            status refused { count sumPaise } completed { count } failed { count } returned { count sumPaise }
        }
        rows(state: $state, first: $first, after: $after) {
            number amountPaise amountInr reference narration purpose state
            bankAccount { accountNumberMasked }
            payout { status reference bankAccount { id } ledgerEntries { amountPaise } }
            refusal { code message availablePaise }
        }
    } }"""
PREVIEW = """
    query PreviewPayouts($m: ID!, $rows: [PayoutBatchRowInput!]!) { previewPayouts(merchantId: $m, rows: $rows) {
        rows { number verdict amountPaise faults { row field message } alike { kind payoutId row } }
        ready { count sumPaise } maybePaid { count sumPaise } toFix { count sumPaise }
        payablePaise availablePaise shortByPaise
    } }"""


@pytest.fixture
def api(client: Any, merchant: Merchant) -> ApiCaller:
    return ApiCaller(client, merchant)


def row(api: ApiCaller, paise: object = 10_000, script: str = Script.PAYS, **texts: object) -> dict[str, object]:
    return {"bankAccountId": str(account_of(api.merchant, script).id), "amountPaise": paise, **texts}


def create(api: ApiCaller, *rows: dict[str, object], **more: object) -> dict[str, Any]:
    sent = {"id": str(uuid4()), "merchantId": str(api.merchant.id), "name": "November", "rows": rows} | more
    result: dict[str, Any] = api.ask(CREATE, input=sent).json()["data"]["createPayoutBatch"]
    return result


def pay_it(api: ApiCaller, batch: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = api.ask(PAY, input={"batchId": batch["batch"]["id"]}).json()["data"]["payPayoutBatch"]
    return result


def read(api: ApiCaller, batch: dict[str, Any], **variables: object) -> dict[str, Any]:
    found: dict[str, Any] = api.ask(READ, id=batch["batch"]["id"], **variables).json()["data"]["payoutBatch"]
    return found


def test_a_batch_is_stored_and_paid_and_shows_its_payouts(api: ApiCaller) -> None:
    created = create(
        api, row(api, 10_000, reference="INV-1", narration="Invoice 1", purpose="VENDOR_BILL"), row(api, 20_000)
    )
    assert created["batch"] | {"id": ""} == {
        "id": "",
        "name": "November",
        "rowCount": 2,
        "totalPaise": 30_000,
        "totalInr": "₹300.00",
        "madeBy": {"kind": "OPEN", "name": "open access"},
        "retryOf": None,
        "merchant": {"id": str(api.merchant.id)},
        "progress": {"status": "READY", "waiting": {"count": 2, "sumPaise": 30_000}},
    }
    assert Payout.objects.count() == 0
    paid = pay_it(api, created)
    assert paid == {
        "__typename": "PayPayoutBatchSuccess",
        "created": 2,
        "refused": 0,
        "batch": {"id": created["batch"]["id"], "progress": {"status": "PROCESSING", "pending": {"count": 2}}},
    }
    lifecycle.settle_due(SimulatedBank())
    found = read(api, created)
    assert found["progress"]["status"] == "COMPLETED"
    assert found["progress"]["returned"] == {"count": 0, "sumPaise": 0}
    whole = {"name": "November", "rowCount": 2, "progress": {"status": "COMPLETED"}}
    document = """query ($m: ID) { payouts(merchantId: $m) { edges { node {
        batch { id name rowCount progress { status } } } } } }"""
    edges = api.ask(document, m=str(api.merchant.id)).json()["data"]["payouts"]["edges"]
    assert [edge["node"]["batch"] for edge in edges] == [{"id": created["batch"]["id"]} | whole] * 2
    one = api.ask("query ($id: ID!) { payout(id: $id) { batch { id name } } }", id=str(pay(api.merchant).id)).json()
    assert one["data"]["payout"]["batch"] is None
    assert found["rows"][0] == {
        "number": 1,
        "amountPaise": 10_000,
        "amountInr": "₹100.00",
        "reference": "INV-1",
        "narration": "Invoice 1",
        "purpose": "VENDOR_BILL",
        "state": "COMPLETED",
        "bankAccount": {"accountNumberMasked": api.account.account_number_masked},
        "payout": {
            "status": "COMPLETED",
            "reference": "INV-1",
            "bankAccount": {"id": str(api.account.id)},
            "ledgerEntries": [{"amountPaise": -10_000}, {"amountPaise": 10_000}, {"amountPaise": -10_000}],
        },
        "refusal": None,
    }


def test_each_faulty_row_is_told_and_nothing_is_stored(api: ApiCaller) -> None:
    refused = create(
        api,
        row(api),
        row(api, 0, narration="Rent & more"),
        {"bankAccountId": str(uuid4()), "amountPaise": 5},
        {},
        row(api, reference="x" * 41),
    )
    assert refused == {
        "__typename": "PayoutBatchRowsToFix",
        "message": "4 of the rows have something to fix.",
        "faults": [
            {
                "row": 2,
                "field": "amountPaise",
                "message": "amountPaise must be a positive integer of paise, at most 2^53 - 1.",
            },
            {
                "row": 2,
                "field": "narration",
                "message": "narration must be letters, digits and blanks alone (A–Z, a–z, 0–9).",
            },
            {"row": 3, "field": "bankAccountId", "message": "No such bank account of this merchant."},
            {
                "row": 4,
                "field": "bankAccountId",
                "message": "bankAccountId must be a UUID such as 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34.",
            },
            {
                "row": 4,
                "field": "amountPaise",
                "message": "amountPaise must be a positive integer of paise, at most 2^53 - 1.",
            },
            {"row": 5, "field": "reference", "message": "reference is longer than 40 characters."},
        ],
    }
    assert create(api)["message"] == "rows must be a list of 1 to 1,000 rows."


def test_creating_again_replays_and_another_batch_under_its_id_is_a_conflict(api: ApiCaller) -> None:
    first = create(api, row(api))
    again = create(api, row(api), id=first["batch"]["id"])
    assert (first["replayed"], again["replayed"]) == (False, True)
    assert create(api, row(api, 5), id=first["batch"]["id"])["__typename"] == "IdempotencyConflict"
    assert create(api, row(api), id=first["batch"]["id"], name="Other")["__typename"] == "IdempotencyConflict"


def test_refused_rows_say_why_and_are_found_by_their_state(api: ApiCaller) -> None:
    created = create(api, row(api, 60_000), row(api, 50_000))
    assert pay_it(api, created)["refused"] == 1
    found = read(api, created, state="REFUSED")
    assert [each["number"] for each in found["rows"]] == [2]
    assert found["rows"][0]["refusal"] == {
        "code": "insufficient_funds",
        "message": "The available balance is too small for this payout.",
        "availablePaise": 40_000,
    }
    assert found["progress"]["refused"] == {"count": 1, "sumPaise": 50_000}
    assert [each["number"] for each in read(api, created, first=1, after=1)["rows"]] == [2]


def test_the_failed_rows_of_a_batch_are_retried_once(api: ApiCaller) -> None:
    created = create(api, row(api, 100), row(api, 200, Script.ACCOUNT_CLOSED, reference="B"), row(api, 300))
    pay_it(api, created)
    new = {"id": str(uuid4()), "batchId": created["batch"]["id"], "name": "Again"}

    def retry(**more: str) -> Any:
        return api.ask(RETRY, input=new | more).json()["data"]["retryPayoutBatch"]

    assert retry()["message"] == "Some payouts of this batch have not ended. Retry it then."
    lifecycle.settle_due(SimulatedBank())
    made = retry()
    assert made["batch"] == {
        "id": new["id"],
        "rowCount": 1,
        "retryOf": {"id": created["batch"]["id"]},
        "rows": [{"amountPaise": 200, "reference": "B"}],
    }
    assert retry()["replayed"]
    assert retry(id=str(uuid4())) == {
        "__typename": "ValidationError",
        "message": "The failed rows of this batch are in another batch already, which pays them again.",
        "field": "retryOf",
    }


def test_a_dry_run_tells_each_rows_verdict_and_the_sums(api: ApiCaller) -> None:
    before = pay(api.merchant, 10_000)
    rows = [
        row(api, 10_000),
        row(api, 50_000, reference="A-1"),
        row(api, 70_000, reference="a-1"),
        row(api, -5),
        row(api, 50_000),
    ]
    found = api.ask(PREVIEW, m=str(api.merchant.id), rows=rows).json()["data"]["previewPayouts"]
    assert [each["verdict"] for each in found["rows"]] == ["MAYBE_PAID", "READY", "MAYBE_PAID", "TO_FIX", "MAYBE_PAID"]
    alike = [each["alike"] for each in found["rows"]]
    assert alike == [
        [{"kind": "SAME_ACCOUNT_AND_AMOUNT", "payoutId": str(before.id), "row": None}],
        [],
        [{"kind": "SAME_REFERENCE_IN_BATCH", "payoutId": None, "row": 2}],
        [],
        [{"kind": "SAME_ACCOUNT_AND_AMOUNT_IN_BATCH", "payoutId": None, "row": 2}],
    ]
    assert {name: found[name] for name in ("payablePaise", "availablePaise", "shortByPaise")} == {
        "payablePaise": 180_000,
        "availablePaise": 90_000,
        "shortByPaise": 90_000,
    }
    assert found["ready"] == {"count": 1, "sumPaise": 50_000}


def test_a_caller_who_may_not_read_pays_and_learns_the_numbers_alone(api: ApiCaller, settings: Settings) -> None:
    created = create(api, row(api))
    settings.PAYOUT_OPEN_ACCESS = False
    payer = client_of(api.merchant, Scope.PAYOUTS)
    told = "mutation ($i: ID!) { payPayoutBatch(input: {batchId: $i}) { ... on PayPayoutBatchSuccess { %s } } }"
    refused = graphql(payer, told % "batch { name }", i=created["batch"]["id"]).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    paid = graphql(payer, told % "created refused batch { id }", i=created["batch"]["id"]).json()
    assert paid["data"]["payPayoutBatch"] == {"created": 1, "refused": 0, "batch": {"id": created["batch"]["id"]}}
