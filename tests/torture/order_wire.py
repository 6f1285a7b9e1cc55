"""Sends one request about a payout order to either API, and interprets its response."""

import json

from tests.faults.client import MerchantClient
from tests.torture.history import Api, ApiReply, CancelReply, RequestOutcome
from tests.torture.wire import UNKNOWN, OddAnswerError, exchange, graphql, odd, told_by_rest

ORDER = """mutation($input: OrderPayoutInput!) { orderPayout(input: $input) { __typename
  ... on OrderPayoutSuccess { replayed order { id } } ... on ValidationError { message field } } }"""
CANCEL_ORDER = """mutation($id: ID!) { cancelPayoutOrder(input: {orderId: $id}) { __typename
  ... on PayoutOrderEnded { state } ... on ValidationError { message field } } }"""


def place(client: MerchantClient, api: Api, account: str, paise: int, key: str) -> ApiReply:
    """The receipt is the order's id."""
    if api is Api.REST:
        body = {"amount_paise": paise, "bank_account_id": account}
        answer = exchange(client, "POST", "/api/v1/payout_orders/", body, **{"Idempotency-Key": key})
        if answer is None:
            return UNKNOWN
        told = told_by_rest(*answer)
        return ApiReply(told.outcome, json.loads(told.receipt)["id"].encode()) if told.receipt else told
    wanted = {"merchantId": client.merchant, "bankAccountId": account, "amountPaise": paise, "idempotencyKey": key}
    if not (data := graphql(client, ORDER, input=wanted)):
        return UNKNOWN
    match data["orderPayout"]:
        case {"__typename": "OrderPayoutSuccess", "replayed": replayed, "order": {"id": made}}:
            return ApiReply(RequestOutcome.REPLAYED if replayed else RequestOutcome.CREATED, made.encode())
        case {"__typename": "IdempotencyConflict"}:
            return ApiReply(RequestOutcome.CONFLICT)
    return odd(data["orderPayout"])


def cancel(client: MerchantClient, api: Api, order_id: str) -> tuple[CancelReply, str | None]:
    """The answer, and the state of an order that had ended otherwise."""
    if api is Api.REST:
        if not (answer := exchange(client, "POST", f"/api/v1/payout_orders/{order_id}/cancel/", {})):
            return CancelReply.UNKNOWN, None
        status, text = answer
        if status == 200:
            return CancelReply.REQUESTED, None
        if status == 409:
            return CancelReply.TOO_LATE, json.loads(text)["status"]
        raise OddAnswerError(f"a cancellation of an order: {status} {text[:300]!r}")
    if not (data := graphql(client, CANCEL_ORDER, id=order_id)):
        return CancelReply.UNKNOWN, None
    match data["cancelPayoutOrder"]:
        case {"__typename": "CancelPayoutOrderSuccess"}:
            return CancelReply.REQUESTED, None
        case {"__typename": "PayoutOrderEnded", "state": state}:
            return CancelReply.TOO_LATE, state.lower()
    raise OddAnswerError(f"a cancellation of an order: {data}")
