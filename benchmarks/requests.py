"""What the load sends: requests that are whole, but for the keys."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.data import PAISE, Shop
from benchmarks.load import KEY, Calls

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


def request(method: str, path: str, body: Any = None, headers: Mapping[str, str] = {}) -> bytes:
    text = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    if text:
        lines += ["Content-Type: application/json", f"Content-Length: {len(text)}"]
    return "\r\n".join([*lines, "", ""]).encode() + text


def rest_create(shops: Sequence[Shop]) -> Calls:
    return Calls([_rest_payout(shop, KEY.decode()) for shop in shops], 201)


def replays(shops: Sequence[Shop], keys: Sequence[str], status: int = 200) -> Calls:
    """The payouts of these shops under these keys; in turn, so that a first run makes them and the others replay."""
    return Calls([_rest_payout(shop, key) for shop, key in zip(shops, keys, strict=True)], status, in_turn=True)


def graphql_create(shops: Sequence[Shop]) -> Calls:
    requests = [
        graphql(
            CREATE_PAYOUT,
            input={
                "merchantId": str(shop.merchant),
                "bankAccountId": str(shop.account),
                "amountPaise": PAISE,
                "idempotencyKey": KEY.decode(),
            },
        )
        for shop in shops
    ]
    return Calls(requests, 200, b"CreatePayoutSuccess")


def balance(shop: Shop) -> Calls:
    return Calls([request("GET", f"/api/v1/balance/?merchant_id={shop.merchant}")], 200, b"available_balance_paise")


def graphql(document: str, **variables: Any) -> bytes:
    return request("POST", "/graphql/", {"query": document, "variables": variables})


def _rest_payout(shop: Shop, key: str) -> bytes:
    body = {"amount_paise": PAISE, "bank_account_id": str(shop.account)}
    return request("POST", "/api/v1/payouts/", body, {"X-Merchant-Id": str(shop.merchant), "Idempotency-Key": key})
