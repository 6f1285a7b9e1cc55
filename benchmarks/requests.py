"""What the load sends: requests that are whole, but for the keys."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.data import PAISE, Shop
from benchmarks.load import KEY, Calls

Headers = Mapping[str, str]
NONE: Headers = {}

# As much as REST's receipt says.
CREATE_PAYOUT = """mutation Pay($input: CreatePayoutInput!) {
  createPayout(input: $input) {
    __typename
    ... on CreatePayoutSuccess {
      payout {
        id status amountPaise amountInr idempotencyKey createdAt
        bankAccount { id accountNumberMasked ifscCode }
      }
    }
    ... on InsufficientFunds { message availablePaise }
    ... on IdempotencyConflict { message }
    ... on ValidationError { message field }
  }
}"""
CREATE_PAYOUTS = """mutation Payroll($input: CreatePayoutsInput!) {
  createPayouts(input: $input) {
    __typename
    ... on CreatePayoutsSuccess {
      results {
        __typename
        ... on CreatePayoutSuccess {
          payout {
            id status amountPaise amountInr idempotencyKey createdAt
            bankAccount { id accountNumberMasked ifscCode }
          }
        }
        ... on InsufficientFunds { message availablePaise }
        ... on IdempotencyConflict { message }
        ... on ValidationError { message field }
      }
    }
    ... on ValidationError { message field }
  }
}"""
# Without a count: what is compared is the finding of a page.
PAYOUTS = """query Payouts($merchantId: ID!, $first: Int!, $after: String) {
  payouts(merchantId: $merchantId, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node { id status amountPaise createdAt completedAt bankAccount { accountNumberMasked } } }
  }
}"""
LEDGER = """query Ledger($merchantId: ID!, $first: Int!, $after: String) {
  ledger(merchantId: $merchantId, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node { id entryType amountPaise sequence description createdAt } }
  }
}"""


def rest_create(shops: Sequence[Shop], headers: Sequence[Headers] | None = None) -> Calls:
    of_each = headers or [NONE] * len(shops)
    return Calls([_payout(shop, KEY.decode(), more) for shop, more in zip(shops, of_each, strict=True)], 201)


def replays(shops: Sequence[Shop], keys: Sequence[str], status: int = 200) -> Calls:
    """Payouts of these shops under these keys; in turn, so that a first run makes each, and the others replay it."""
    return Calls([_payout(shop, key) for shop, key in zip(shops, keys, strict=True)], status, in_turn=True)


def graphql_create(shops: Sequence[Shop]) -> Calls:
    inputs = [{"merchantId": str(shop.merchant), **_item(shop)} for shop in shops]
    return Calls([graphql(CREATE_PAYOUT, {"input": item}) for item in inputs], 200, b"CreatePayoutSuccess")


def rest_batch(shop: Shop, size: int) -> Calls:
    items = [
        {"bank_account_id": str(shop.account), "amount_paise": PAISE, "idempotency_key": KEY.decode()}
        for _ in range(size)
    ]
    headers = {"X-Merchant-Id": str(shop.merchant)}
    batch = request("POST", "/api/v1/payouts/batch/", {"payouts": items}, headers)
    return Calls([batch], 200, b'"status": "created"', size)


def graphql_batch(shop: Shop, size: int) -> Calls:
    batch = {"merchantId": str(shop.merchant), "payouts": [_item(shop) for _ in range(size)]}
    return Calls([graphql(CREATE_PAYOUTS, {"input": batch})], 200, b'"CreatePayoutSuccess"', size)


def balance(shop: Shop) -> Calls:
    return Calls([request("GET", f"/api/v1/balance/?merchant_id={shop.merchant}")], 200, b"available_balance_paise")


def page(document: str, shop: Shop, size: int, after: str | None) -> Calls:
    variables = {"merchantId": str(shop.merchant), "first": size, "after": after}
    return Calls([graphql(document, variables)], 200, b'"cursor"', times=size)


def graphql(document: str, variables: Mapping[str, Any], headers: Headers = NONE) -> bytes:
    return request("POST", "/graphql/", {"query": document, "variables": variables}, headers)


def request(method: str, path: str, body: Any = None, headers: Headers = NONE) -> bytes:
    text = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if text:
        lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    return "\r\n".join([*lines, "", ""]).encode() + text


def _payout(shop: Shop, key: str, headers: Headers = NONE) -> bytes:
    body = {"amount_paise": PAISE, "bank_account_id": str(shop.account)}
    names = {"X-Merchant-Id": str(shop.merchant), "Idempotency-Key": key}
    return request("POST", "/api/v1/payouts/", body, {**names, **headers})


def _item(shop: Shop) -> dict[str, Any]:
    return {"bankAccountId": str(shop.account), "amountPaise": PAISE, "idempotencyKey": KEY.decode()}
