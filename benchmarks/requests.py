"""The requests of the load, complete but for their idempotency keys."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.data import PAISE, BenchmarkTenant
from benchmarks.load import KEY, Calls

Headers = Mapping[str, str]
NONE: Headers = {}

BALANCE = "query ($m: ID!) { balance(merchantId: $m) { ledgerSequence availablePaise heldPaise totalPaise } }"
EXPLAIN = """query ($m: ID!) { explainBalance(merchantId: $m) { __typename ... on BalanceExplanation {
  sequence availablePaise heldPaise totalPaise lines { entryType count sumPaise } } } }"""
# Selects the same fields as REST's receipt.
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
# Without a total count, since only the search for a page is compared.
PAYOUTS = """query Payouts($merchantId: ID!, $first: Int!, $after: String) {
  payouts(merchantId: $merchantId, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { cursor node { id status amountPaise createdAt completedAt bankAccount { accountNumberMasked } } }
  }
}"""
SEARCH = """query Search($merchantId: ID!, $first: Int!, $filter: PayoutFilter, $sort: PayoutSort!) {
  payouts(merchantId: $merchantId, first: $first, filter: $filter, sort: $sort) {
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


def rest_create(tenants: Sequence[BenchmarkTenant], headers: Sequence[Headers] | None = None) -> Calls:
    headers_of_each = headers or [NONE] * len(tenants)
    return Calls(
        [_payout(tenant, KEY.decode(), more) for tenant, more in zip(tenants, headers_of_each, strict=True)], 201
    )


def replays(tenants: Sequence[BenchmarkTenant], keys: Sequence[str], status: int = 200) -> Calls:
    """Payouts of these tenants under these keys, in order: the first run creates each, later runs replay it."""
    return Calls([_payout(tenant, key) for tenant, key in zip(tenants, keys, strict=True)], status, in_order=True)


def graphql_create(tenants: Sequence[BenchmarkTenant]) -> Calls:
    inputs = [{"merchantId": str(tenant.merchant), **_item(tenant)} for tenant in tenants]
    return Calls([graphql(CREATE_PAYOUT, {"input": item}) for item in inputs], 200, b"CreatePayoutSuccess")


def rest_batch(tenant: BenchmarkTenant, size: int) -> Calls:
    items = [
        {"bank_account_id": str(tenant.account), "amount_paise": PAISE, "idempotency_key": KEY.decode()}
        for _ in range(size)
    ]
    headers = {"X-Merchant-Id": str(tenant.merchant)}
    batch = request("POST", "/api/v1/payouts/batch/", {"payouts": items}, headers)
    return Calls([batch], 200, b'"status": "created"', size)


def graphql_batch(tenant: BenchmarkTenant, size: int) -> Calls:
    batch = {"merchantId": str(tenant.merchant), "payouts": [_item(tenant) for _ in range(size)]}
    return Calls([graphql(CREATE_PAYOUTS, {"input": batch})], 200, b'"CreatePayoutSuccess"', size)


def balance(tenant: BenchmarkTenant) -> Calls:
    return Calls([request("GET", f"/api/v1/balance/?merchant_id={tenant.merchant}")], 200, b"available_balance_paise")


def graphql_balance(tenant: BenchmarkTenant) -> Calls:
    return Calls([graphql(BALANCE, {"m": str(tenant.merchant)})], 200, b"availablePaise")


def explanation(tenant: BenchmarkTenant) -> Calls:
    return Calls([graphql(EXPLAIN, {"m": str(tenant.merchant)})], 200, b"BalanceExplanation")


def page(document: str, tenant: BenchmarkTenant, size: int, after: str | None) -> Calls:
    variables = {"merchantId": str(tenant.merchant), "first": size, "after": after}
    return Calls([graphql(document, variables)], 200, b'"cursor"', occurrences=size)


def graphql(document: str, variables: Mapping[str, Any], headers: Headers = NONE) -> bytes:
    return request("POST", "/graphql/", {"query": document, "variables": variables}, headers)


def request(method: str, path: str, body: Any = None, headers: Headers = NONE) -> bytes:
    text = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if text:
        lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    return "\r\n".join([*lines, "", ""]).encode() + text


def _payout(tenant: BenchmarkTenant, key: str, headers: Headers = NONE) -> bytes:
    body = {"amount_paise": PAISE, "bank_account_id": str(tenant.account)}
    names = {"X-Merchant-Id": str(tenant.merchant), "Idempotency-Key": key}
    return request("POST", "/api/v1/payouts/", body, {**names, **headers})


def _item(tenant: BenchmarkTenant) -> dict[str, Any]:
    return {"bankAccountId": str(tenant.account), "amountPaise": PAISE, "idempotencyKey": KEY.decode()}
