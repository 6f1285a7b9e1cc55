"""Many payouts are cancelled in one call, and what is left of a batch: each answered for itself."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from server.access.callers import Scope
from server.audit_log.models import AuditEvent
from server.bank.simulator import SimulatedBank
from server.batches.paying import pay_batch
from server.ledger.balance import balance_of
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.cancelling import cancel, cancel_together
from server.payouts.models import Payout, PayoutCancellation
from tests.api.conftest import ApiCaller, graphql, no_row_changes
from tests.api.keys import client_of
from tests.batches.conftest import batch_of, sent_row
from tests.conftest import pay
from tests.support.counting import round_trips
from tests.support.racing import at_once

MANY = """mutation ($input: CancelPayoutsInput!) { r: cancelPayouts(input: $input) { __typename
  ... on CancelPayoutsSuccess { results { __typename
    ... on CancelRequested { replayed cancellation { payoutId requestedAt outcome } }
    ... on NotPossibleNow { message status } ... on ValidationError { message field } } }
  ... on ValidationError { message field } } }"""
BATCH = """mutation ($input: CancelPayoutBatchInput!) { r: cancelPayoutBatch(input: $input) { __typename
  ... on CancelPayoutBatchSuccess { requested replayed ended batch { name } }
  ... on ValidationError { message field } } }"""
ENDED = "This payout is completed: the bank has paid it."


def in_graphql(caller: ApiCaller, ids: list[Any], **more: Any) -> Any:
    return graphql(caller.client, MANY, input={"payoutIds": [str(each) for each in ids]} | more).json()["data"]["r"]


def in_rest(caller: ApiCaller, body: Any) -> Any:
    return caller.client.post("/api/v1/payouts/cancel/", body, content_type="application/json")


def settle() -> None:
    lifecycle.settle_due(SimulatedBank())


def test_graphql_answers_each_for_itself_and_in_order(caller: ApiCaller) -> None:
    done = pay(caller.merchant, 10)
    settle()
    before, two = pay(caller.merchant, 10), pay(caller.merchant, 10)
    cancel(before)
    said = in_graphql(caller, [two.id, done.id, before.id, uuid4(), "x", two.id], remark="Paid in cash")["results"]
    assert [each["__typename"] for each in said] == [
        *("CancelRequested", "NotPossibleNow", "CancelRequested", "ValidationError", "ValidationError"),
        "CancelRequested",
    ]
    assert [said[place]["replayed"] for place in (0, 2, 5)] == [False, True, True]
    assert (said[0]["cancellation"]["payoutId"], said[1]) == (
        str(two.id),
        {"__typename": "NotPossibleNow", "message": ENDED, "status": "COMPLETED"},
    )
    assert (said[3]["message"], said[4]["field"]) == ("No such payout.", "payoutId")
    assert PayoutCancellation.objects.get(pk=two.pk).remark == "Paid in cash"
    assert PayoutCancellation.objects.get(pk=before.pk).remark is None
    settle()
    assert set(Payout.objects.exclude(pk=done.pk).values_list("status", flat=True)) == {"failed"}
    assert balance_of(caller.merchant.id).held_paise == 0


def test_rest_answers_each_for_itself_and_in_order(caller: ApiCaller) -> None:
    done = pay(caller.merchant, 10)
    settle()
    two = pay(caller.merchant, 10)
    answer = in_rest(caller, {"payout_ids": [str(two.id), str(done.id), "x", str(uuid4())], "remark": "No"})
    assert answer.status_code == 200
    asked = {
        "payout_id": str(two.id),
        "requested_at": PayoutCancellation.objects.get().requested_at.isoformat(),
        "outcome": "requested",
    }
    first, *refused = answer.json()["results"]
    assert first == {"status": "requested"} | asked
    assert [each["error"]["error"] for each in refused] == ["not_possible_now", "validation_error", "validation_error"]
    assert refused[0]["error"] == {"error": "not_possible_now", "message": ENDED, "status": "completed"}
    settle()
    [again] = in_rest(caller, {"payout_ids": [str(two.id)]}).json()["results"]
    assert again == {"status": "replayed"} | asked | {"outcome": "cancelled"}
    events = AuditEvent.objects.filter(action="payout.cancel_requested")
    assert [event.subject_id for event in events] == [str(two.id)]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "payout_ids"),
        ({"payout_ids": []}, "payout_ids"),
        ({"payout_ids": "x"}, "payout_ids"),
        ({"payout_ids": ["x"] * 1_001}, "payout_ids"),
        ({"payoutIds": ["x"]}, "payout_ids"),
        ({"payout_ids": ["x"], "remark": "x" * 301}, "remark"),
        ({"payout_ids": ["x"], "remark": 5}, "remark"),
    ],
    ids=["none", "empty", "text", "many", "misspelt", "long", "number"],
)
def test_a_bad_call_is_refused_as_a_whole(caller: ApiCaller, body: Any, field: str) -> None:
    with no_row_changes():
        answer = in_rest(caller, body)
    assert (answer.status_code, answer.json()["field"]) == (400, field)


def test_too_many_in_graphql_are_refused_as_a_whole(caller: ApiCaller) -> None:
    assert in_graphql(caller, [])["field"] == "payoutIds"
    with no_row_changes():
        assert in_graphql(caller, ["x"] * 1_001)["field"] == "payoutIds"


def test_another_merchants_payout_is_like_none(
    settings: Settings, merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    caller, theirs = ApiCaller(client_of(merchant), merchant), pay(new_merchant(), 10)
    with no_row_changes():
        foreign, unknown = in_graphql(caller, [theirs.id, uuid4()])["results"]
        same, missing = in_rest(caller, {"payout_ids": [str(theirs.id), str(uuid4())]}).json()["results"]
    assert (foreign, same) == (unknown, missing)


def test_an_operator_who_names_a_merchant_cancels_its_payouts_alone(
    settings: Settings, merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client, ids = client_of(None), [str(pay(each, 10).id) for each in (merchant, new_merchant())]
    of = {"X-Merchant-Id": str(merchant.id)}
    answer = client.post("/api/v1/payouts/cancel/", {"payout_ids": ids}, "application/json", headers=of)
    assert [each["status"] for each in answer.json()["results"]] == ["requested", "refused"]
    answer = client.post("/api/v1/payouts/cancel/", {"payout_ids": ids}, "application/json")
    assert [each["status"] for each in answer.json()["results"]] == ["replayed", "requested"]


def test_a_key_that_may_pay_and_not_read_learns_no_state(settings: Settings, merchant: Merchant) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    done = pay(merchant, 10)
    settle()
    caller = ApiCaller(client_of(merchant, Scope.PAYOUTS), merchant)
    [refused] = in_rest(caller, {"payout_ids": [str(done.id)]}).json()["results"]
    assert refused["error"] == {"error": "not_possible_now", "message": "This is not possible now."}
    document = MANY.replace("message status", "message").replace(" outcome", "")
    answer = graphql(caller.client, document, input={"payoutIds": [str(done.id)]}).json()["data"]["r"]
    assert answer["results"] == [{"__typename": "NotPossibleNow", "message": "This is not possible now."}]


def test_many_cost_no_round_trip_more_than_one(merchant: Merchant) -> None:
    payouts = [pay(merchant, 10).id for _ in range(11)]
    with round_trips() as few:
        cancel_together(merchant.id, payouts[:1])
    with round_trips() as many:
        cancel_together(merchant.id, payouts[1:])
    assert many.round_trips == few.round_trips


def test_who_cancels_the_same_at_once_asks_once_for_each(merchant: Merchant) -> None:
    payouts = [pay(merchant, 10).id for _ in range(6)]
    results = at_once(3, lambda number: cancel_together(merchant.id, payouts[number : number + 4]))
    assert not [each for each in results if isinstance(each, Exception)]
    assert AuditEvent.objects.filter(action="payout.cancel_requested").count() == 6
    assert PayoutCancellation.objects.count() == 6


def test_what_is_left_of_a_batch(caller: ApiCaller) -> None:
    batch = batch_of(caller.merchant, *[sent_row(caller.merchant, 10, each) for each in ("1000", "1001", "1002")])
    pay_batch(batch)
    first = Payout.objects.order_by("id")[0]
    cancel(first)
    settle()
    answer = graphql(caller.client, BATCH, input={"batchId": str(batch.id)}).json()["data"]["r"]
    counts = {"requested": 0, "replayed": 1, "ended": 2}
    assert answer == {"__typename": "CancelPayoutBatchSuccess", "batch": {"name": "November"}} | counts
    again = batch_of(caller.merchant, *[sent_row(caller.merchant, 10, each) for each in ("1000", "1001")])
    pay_batch(again)
    path = f"/api/v1/payout_batches/{again.id}/cancel/"
    done = caller.client.post(path, {"remark": "Twice"}, "application/json")
    counts = {"requested": 2, "replayed": 0, "ended": 0}
    assert (done.status_code, done.json()) == (200, {"batch_id": str(again.id)} | counts)
    assert set(PayoutCancellation.objects.exclude(pk=first.pk).values_list("remark", flat=True)) == {"Twice"}
    assert caller.client.post(path, "", "application/json").json() == {
        "batch_id": str(again.id),
        "requested": 0,
        "replayed": 2,
        "ended": 0,
    }
    for unknown in (str(uuid4()), "x"):
        assert (
            caller.client.post(f"/api/v1/payout_batches/{unknown}/cancel/", "", "application/json").status_code == 404
        )
        said = graphql(caller.client, BATCH, input={"batchId": unknown}).json()["data"]["r"]
        assert (said["__typename"], said["field"]) == ("ValidationError", "batchId")
