"""Both APIs order payouts, list, read and cancel orders; bad input changes nothing, and nobody sees another's."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from server.merchants.models import Merchant
from server.payout_orders.models import FundingPolicy, OrderState, PayoutOrder
from server.payout_orders.policy import policy_of
from server.payouts.models import Payout
from tests.support.orders import waiting_order

from .conftest import ApiCaller

ORDER = """mutation ($input: OrderPayoutInput!) { r: orderPayout(input: $input) {
    ... on OrderPayoutSuccess { replayed payout { id amountPaise }
        order { id sequence state amountPaise amountInr idempotencyKey reference rail notBefore expiresAt payoutId
                refusedBecause retryOf merchantId bankAccount { id } madeBy { kind } payout { id } endedAt } }
    ... on IdempotencyConflict { message } ... on ValidationError { message field } } }"""
CANCEL = """mutation ($id: ID!) { r: cancelPayoutOrder(input: {orderId: $id}) {
    ... on CancelPayoutOrderSuccess { changed order { id state endedAt } }
    ... on PayoutOrderEnded { message state } ... on ValidationError { message field } } }"""
POLICY = """mutation ($m: ID!, $policy: PayoutOrderPolicy!) {
    r: setPayoutOrderPolicy(input: {merchantId: $m, policy: $policy}) {
    ... on SetPayoutOrderPolicySuccess { policy changed } ... on ValidationError { message field } } }"""
LIST = """query ($m: ID!, $state: PayoutOrderState, $first: Int, $after: String) {
    payoutOrders(merchantId: $m, state: $state, first: $first, after: $after) {
        totalCount pageInfo { endCursor hasNextPage } edges { node { sequence state } } }
    payoutOrderPolicy(merchantId: $m) balance(merchantId: $m) { availablePaise promisedPaise } }"""
ADDRESS = "/api/v1/payout_orders/"


def ordered(caller: ApiCaller, paise: int = 10, **given: Any) -> Any:
    required = {"bankAccountId": str(caller.account.id), "amountPaise": paise, "idempotencyKey": str(uuid4())}
    variables = {"merchantId": str(caller.merchant.id)} | required | given
    return caller.ask(ORDER, input=variables).json()["data"]["r"]


def post(caller: ApiCaller, body: dict[str, Any], address: str = ADDRESS, **headers: str) -> Any:
    headers = {"X-Merchant-Id": str(caller.merchant.id), "Idempotency-Key": str(uuid4())} | headers
    return caller.client.post(address, body, "application/json", headers=headers)


def test_graphql_orders_and_says_whether_the_payout_is_made(caller: ApiCaller) -> None:
    key = str(uuid4())
    made = ordered(caller, 100_000, idempotencyKey=key, reference="INV-7", rail="IMPS")
    payout = Payout.objects.get()
    assert (made["replayed"], made["payout"]) == (False, {"id": str(payout.id), "amountPaise": 100_000})
    assert (made["order"]["state"], made["order"]["payoutId"]) == ("FUNDED", str(payout.id))
    assert (made["order"]["reference"], made["order"]["rail"], made["order"]["sequence"]) == ("INV-7", "IMPS", 1)
    again = ordered(caller, 100_000, idempotencyKey=key, reference="INV-7", rail="IMPS")
    assert (again["replayed"], again["payout"]["id"]) == (True, str(payout.id))
    waits = ordered(caller, 1)
    assert (waits["payout"], waits["order"]["state"], waits["order"]["payout"]) == (None, "WAITING", None)
    assert "another amount" in ordered(caller, 2, idempotencyKey=key, reference="INV-7", rail="IMPS")["message"]
    assert PayoutOrder.objects.count() == 2


def test_the_list_is_newest_first_and_the_balance_says_what_is_promised(caller: ApiCaller) -> None:
    for paise in (100_000, 20, 30):
        ordered(caller, paise)
    m = str(caller.merchant.id)
    shown = caller.ask(LIST, m=m).json()["data"]
    assert [edge["node"] for edge in shown["payoutOrders"]["edges"]] == [
        {"sequence": 3, "state": "WAITING"},
        {"sequence": 2, "state": "WAITING"},
        {"sequence": 1, "state": "FUNDED"},
    ]
    assert (shown["payoutOrderPolicy"], shown["balance"]) == ("STRICT", {"availablePaise": 0, "promisedPaise": 50})
    first = caller.ask(LIST, m=m, state="WAITING", first=1).json()["data"]["payoutOrders"]
    assert (first["totalCount"], first["edges"][0]["node"]["sequence"]) == (2, 3)
    rest = caller.ask(LIST, m=m, state="WAITING", first=1, after=first["pageInfo"]["endCursor"]).json()["data"]
    assert [edge["node"]["sequence"] for edge in rest["payoutOrders"]["edges"]] == [2]


def test_graphql_cancels_an_order_that_waits(caller: ApiCaller) -> None:
    funded, waits = ordered(caller, 100_000)["order"], ordered(caller, 1)["order"]
    cancelled = caller.ask(CANCEL, id=waits["id"]).json()["data"]["r"]
    assert (cancelled["changed"], cancelled["order"]["state"]) == (True, "CANCELLED")
    assert caller.ask(CANCEL, id=waits["id"]).json()["data"]["r"]["changed"] is False
    ended = caller.ask(CANCEL, id=funded["id"]).json()["data"]["r"]
    assert (ended["state"], "Cancel the payout instead" in ended["message"]) == ("FUNDED", True)
    for unknown in (str(uuid4()), "x"):
        assert caller.ask(CANCEL, id=unknown).json()["data"]["r"]["field"] == "orderId"


def test_rest_orders_lists_reads_and_cancels(caller: ApiCaller) -> None:
    body = {"amount_paise": 100_000, "bank_account_id": str(caller.account.id)}
    key = str(uuid4())
    made = post(caller, body, **{"Idempotency-Key": key})
    payout = Payout.objects.get()
    assert (made.status_code, made.json()["state"], made.json()["payout_id"]) == (201, "funded", str(payout.id))
    again = post(caller, body, **{"Idempotency-Key": key})
    assert (again.status_code, again.json()) == (200, made.json())
    waits = post(caller, body | {"amount_paise": 1, "reference": "INV-8", "purpose": "refund"}).json()
    assert (waits["state"], waits["reference"], waits["sequence"]) == ("waiting", "INV-8", 2)
    listed = caller.get("payout_orders/", state="waiting").json()
    assert (listed["count"], listed["results"]) == (1, [waits])
    assert caller.get(f"payout_orders/{waits['id']}/").json() == waits
    ended = post(caller, {}, f"{ADDRESS}{waits['id']}/cancel/")
    assert (ended.status_code, ended.json()["state"]) == (200, "cancelled")
    refused = post(caller, {}, f"{ADDRESS}{made.json()['id']}/cancel/")
    assert (refused.status_code, refused.json()["error"], refused.json()["status"]) == (
        409,
        "not_possible_now",
        "funded",
    )
    conflict = caller.create(key=key, amount_paise=100_000)
    assert (conflict.status_code, conflict.json()["error"]) == (409, "idempotency_conflict")
    assert "payout order" in conflict.json()["message"]


@pytest.mark.parametrize(
    ("member", "value", "field"),
    [
        ("amount_paise", 0, "amount_paise"),
        ("amount_paise", "5", "amount_paise"),
        ("bank_account_id", "x", "bank_account_id"),
        ("bank_account_id", "0198f3a2-5b7c-7d10-9a3e-4c5d6e7f8091", "bank_account_id"),
        ("not_before", "2020-01-01T00:00:00+00:00", "not_before"),
        ("not_before", "2099-01-01T00:00:00", "not_before"),
        ("not_before", 5, "not_before"),
        ("expires_at", "2020-01-01T00:00:00+00:00", "expires_at"),
        ("expires_at", "2099-01-01T00:00:00+00:00", "expires_at"),
        ("expires_at", "0001-01-01T00:00:00+23:59", "expires_at"),
        ("notBefore", "2020-01-01T00:00:00+00:00", "not_before"),
        ("expiresAt", "2020-01-01T00:00:00+00:00", "expires_at"),
        ("rail", "UPI", "rail"),
        ("rail", "imps", "rail"),
        ("narration", "₹", "narration"),
        ("purpose", "rent", "purpose"),
        ("retry_of", "x", "retry_of"),
    ],
)
def test_bad_input_is_refused_by_its_name_and_changes_nothing(
    caller: ApiCaller, member: str, value: object, field: str
) -> None:
    body = {"amount_paise": 5, "bank_account_id": str(caller.account.id)}
    refused = post(caller, body | {member: value})
    assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert not PayoutOrder.objects.exists()


def test_not_before_and_expiry_are_the_same_moment_in_any_offset(caller: ApiCaller) -> None:
    then = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    ist = then.astimezone().isoformat()
    body = {"amount_paise": 5, "bank_account_id": str(caller.account.id), "not_before": ist}
    key = str(uuid4())
    first = post(caller, body, **{"Idempotency-Key": key})
    again = post(caller, body | {"not_before": then.isoformat()}, **{"Idempotency-Key": key})
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["state"], first.json()["not_before"]) == ("waiting", then.isoformat())


def test_both_set_which_order_comes_next(caller: ApiCaller) -> None:
    m = str(caller.merchant.id)
    set_ = caller.ask(POLICY, m=m, policy="FIRST_THAT_FITS").json()["data"]["r"]
    assert set_ == {"policy": "FIRST_THAT_FITS", "changed": True}
    assert caller.get("payout_orders/policy/").json() == {"merchant_id": m, "policy": "first_that_fits"}
    assert post(caller, {"policy": "strict"}, f"{ADDRESS}policy/").json()["policy"] == "strict"
    for bad in ("STRICT", 5, None, ["strict"]):
        assert post(caller, {"policy": bad}, f"{ADDRESS}policy/").json()["field"] == "policy"
    assert policy_of(caller.merchant.id) is FundingPolicy.STRICT


def test_another_merchants_order_is_one_that_does_not_exist(
    caller: ApiCaller, new_merchant: Callable[..., Merchant]
) -> None:
    theirs = waiting_order(new_merchant())
    unknown = post(caller, {}, f"{ADDRESS}{uuid4()}/cancel/")
    other = post(caller, {}, f"{ADDRESS}{theirs.id}/cancel/")
    assert (unknown.status_code, unknown.json()) == (other.status_code, other.json()) or other.status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == OrderState.WAITING
