"""The questions of rows 9b and 9c: the dashboard's lists, searches and totals, asked for an engine's largest merchant.

Each finds as much among a thousand payouts as among a million, so that only what is searched differs.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from benchmarks.data import ACCOUNT, MERCHANT, id_of
from benchmarks.many_payouts import OFTEN_PAYEE, SELDOM_PAYEE
from benchmarks.requests import SEARCH, graphql, request

FOUND = 20
COUNTED = 10_000  # as the dashboard
LARGEST, OFTEN = str(id_of(MERCHANT, 1)), str(id_of(ACCOUNT, 1))
TOTALS = """query Totals($merchantId: ID!, $filter: PayoutFilter, $atMost: Int) {
  payoutTotals(merchantId: $merchantId, filter: $filter, atMost: $atMost) { count sumPaise isComplete }
}"""
OTHERS = {
    "a UTR": '{ payoutByUtr(utr: "UTR000000000099") { id status } }',
    "what needs somebody": "{ attention(first: 20) { edges { node { kind reason } } } }",
    "merchants": "{ merchants(first: 20) { edges { node { id name } } } }",
    "merchants by words": '{ merchants(first: 20, search: "guntur silks") { edges { node { id name } } } }',
    "beneficiaries": "{ beneficiaries(merchantId: $id, first: 20) { edges { node { id } } } }",
    "a beneficiary by name": '{ beneficiaries(merchantId: $id, first: 9, search: "jaipur") { edges { node { id } } } }',
    "batches": "{ payoutBatches(merchantId: $id, first: 20) { edges { node { id name progress { status } } } } }",
    "the ledger": "{ ledger(merchantId: $id, first: 20) { edges { node { id entryType amountPaise } } } }",
    "the ledger's payments": "{ ledger(merchantId: $id, types: [PAYMENT_RECEIVED]) { edges { node { id } } } }",
    "the balance": "{ balance(merchantId: $id) { availablePaise heldPaise } }",
}
BY_DAY = """query ($id: ID!, $from: Date!, $to: Date!) {
  balanceByPeriod(merchantId: $id, from: $from, to: $to, bucket: DAY) { openPaise minPaise maxPaise inPaise outPaise }
}"""


def questions(payout: str) -> dict[str, bytes]:
    """`payout` is the id of one of the merchant's."""
    asked = {name: _search(given, sort) for name, given, sort in _searches(payout)}
    for name, fields in OTHERS.items():
        text = f"query ($id: ID!) {fields}" if "$id" in fields else fields
        asked[name] = graphql(text, {"id": LARGEST})
    file = {"merchant_id": LARGEST, "bank_account_id": str(id_of(ACCOUNT, 40))}
    return asked | {"a payee's payouts as a file": request("GET", f"/api/v1/payouts/export/?{urlencode(file)}")}


def totals() -> dict[str, bytes]:
    days = {"from": _day(30)[:10], "to": _day(0)[:10]}
    filters: dict[str, Any] = {
        "all": None,
        "a month": _month(),
        "failed": {"statuses": ["FAILED"]},
        "a payee's failed": {"text": OFTEN_PAYEE, "statuses": ["FAILED"]},
        "a payee's": {"text": OFTEN_PAYEE},
    }
    return {
        **{
            f"count and sum: {name}": graphql(TOTALS, {"merchantId": LARGEST, "filter": given, "atMost": COUNTED})
            for name, given in filters.items()
        },
        "balances of 31 days": graphql(BY_DAY, {"id": LARGEST, **days}),
    }


def _searches(payout: str) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    for order in ("newest", "oldest", "largest", "smallest"):
        yield f"{order} first", None, f"{order.upper()}_FIRST"
    for status in ("COMPLETED", "FAILED", "PROCESSING", "PENDING"):
        yield status.lower(), {"statuses": [status]}, "NEWEST_FIRST"
    yield "unconfirmed", {"needsReview": True}, "NEWEST_FIRST"
    yield "a month", _month(), "NEWEST_FIRST"
    yield "a month, largest first", _month(), "LARGEST_FIRST"
    yield "amounts", {"minPaise": 1_000_000, "maxPaise": 2_000_000}, "NEWEST_FIRST"
    yield "a payee", {"bankAccountId": OFTEN}, "NEWEST_FIRST"
    yield "a payee, largest first", {"bankAccountId": OFTEN}, "LARGEST_FIRST"
    yield "a payee's failed, of whom none did", {"bankAccountId": OFTEN, "statuses": ["FAILED"]}, "NEWEST_FIRST"
    for name, text in {
        "text: a payee": OFTEN_PAYEE,
        "text: a seldom payee": SELDOM_PAYEE,
        "text: many payees": "sons",
        "text: an account's ending": "0277",
        "text: an amount": "12,345.67",
        "text: a reference": "inv-77",
        "text: a UTR": "utr000000000099",
        "text: an id": payout,
        "text: nothing": "nobody at all",
    }.items():
        yield name, {"text": text}, "NEWEST_FIRST"


def _search(given: dict[str, Any] | None, sort: str) -> bytes:
    return graphql(SEARCH, {"merchantId": LARGEST, "first": FOUND, "filter": given, "sort": sort})


def _month() -> dict[str, str]:
    return {"from": _day(60), "to": _day(30)}


def _day(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat()


def is_good(response: bytes) -> bool:
    """A file, or an answer without errors."""
    return not response.startswith(b"{") or "errors" not in json.loads(response)
