"""Cancelling through both APIs: asked for, answered honestly, the same again, and refused for what has ended."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from server.access.callers import Scope
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.models import Payout, PayoutCancellation
from tests.api.conftest import ApiCaller, ApiResponse, graphql, no_row_changes
from tests.api.keys import client_of
from tests.conftest import pay

CANCEL = """mutation ($input: CancelPayoutInput!) { cancelPayout(input: $input) { __typename
  ... on CancelPayoutSuccess { replayed payout { id status nextAction explanation
    cancellation { outcome remark requestedAt } } }
  ... on NotPossibleNow { message status } ... on ValidationError { message field } } }"""
READ = "query ($id: ID!) { payout(id: $id) { status safeToRetry cancellation { outcome remark } } }"


def by_graphql(client: Client, payout: object, **more: Any) -> Any:
    return graphql(client, CANCEL, input={"payoutId": str(payout)} | more).json()["data"]["cancelPayout"]


def by_rest(client: Client, payout: object, body: str = "", **headers: str) -> ApiResponse:
    return client.post(f"/api/v1/payouts/{payout}/cancel/", body, "application/json", headers=headers)


def end(payout: Payout) -> None:
    lifecycle.settle_due(SimulatedBank())
    payout.refresh_from_db()


def test_graphql_says_what_was_asked_and_later_what_came_of_it(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 10_000)
    said = by_graphql(caller.client, payout.id, remark="Wrong supplier")
    assert (said["replayed"], said["payout"]["status"], said["payout"]["nextAction"]) == (False, "PENDING", "VOID")
    assert said["payout"]["explanation"].startswith("To be cancelled.")
    asked = said["payout"]["cancellation"]
    assert (asked["outcome"], asked["remark"]) == ("REQUESTED", "Wrong supplier")
    end(payout)
    read = graphql(caller.client, READ, id=str(payout.id)).json()["data"]["payout"]
    assert read == {
        "status": "FAILED",
        "safeToRetry": True,
        "cancellation": {"outcome": "CANCELLED", "remark": "Wrong supplier"},
    }
    again = by_graphql(caller.client, payout.id, remark="Another")
    assert (again["replayed"], again["payout"]["cancellation"]["remark"]) == (True, "Wrong supplier")


def test_rest_says_202_then_200_with_what_came_of_it(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 10_000)
    first = by_rest(caller.client, payout.id, '{"remark": "Wrong supplier"}')
    assert first.status_code == 202
    cancellation = PayoutCancellation.objects.get()
    assert cancellation.remark == "Wrong supplier"
    assert first.json() == {
        "payout_id": str(payout.id),
        "requested_at": cancellation.requested_at.isoformat(),
        "outcome": "requested",
    }
    end(payout)
    again = by_rest(caller.client, payout.id)
    assert (again.status_code, again.json()) == (200, first.json() | {"outcome": "cancelled"})


def test_a_completed_payout_is_refused_with_its_status(caller: ApiCaller) -> None:
    payout = pay(caller.merchant, 10_000)
    end(payout)
    with no_row_changes():
        refused = by_rest(caller.client, payout.id)
        said = by_graphql(caller.client, payout.id)
    message = "This payout is completed: the bank has paid it."
    assert refused.status_code == 409
    assert refused.json() == {"error": "not_possible_now", "message": message, "status": "completed"}
    assert said == {"__typename": "NotPossibleNow", "message": message, "status": "COMPLETED"}


BAD_REMARKS = [(5, "remark must be a string."), ("x" * 301, "300")]


@pytest.mark.parametrize(("remark", "words"), BAD_REMARKS, ids=["number", "long"])
def test_a_bad_remark_changes_nothing(caller: ApiCaller, remark: object, words: str) -> None:
    payout = pay(caller.merchant, 10_000)
    with no_row_changes():
        refused = caller.client.post(
            f"/api/v1/payouts/{payout.id}/cancel/", {"remark": remark}, content_type="application/json"
        )
    assert (refused.status_code, refused.json()["field"]) == (400, "remark")
    assert words in refused.json()["message"]


@pytest.mark.parametrize("body", ["[]", '{"remark": ', "7"])
def test_a_body_that_is_no_object_changes_nothing(caller: ApiCaller, body: str) -> None:
    payout = pay(caller.merchant, 10_000)
    with no_row_changes():
        assert by_rest(caller.client, payout.id, body).status_code == 400


def test_unknown_malformed_and_foreign_ids_look_alike(
    settings: Settings, merchant: Merchant, new_merchant: Callable[..., Merchant]
) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(merchant)
    theirs = pay(new_merchant(), 10_000)
    with no_row_changes():
        in_rest = {(answer.status_code, answer.json()["message"]) for answer in (
            by_rest(client, theirs.id), by_rest(client, uuid4()), by_rest(client, "none")
        )}  # fmt: skip
        in_graphql = [by_graphql(client, each) for each in (theirs.id, uuid4())]
    assert in_rest == {(404, "No such payout.")}
    assert in_graphql[0] == in_graphql[1] == {
        "__typename": "ValidationError", "message": "No such payout.", "field": "payoutId"
    }  # fmt: skip


def test_a_key_that_may_pay_and_not_read_learns_no_state(settings: Settings, merchant: Merchant) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    client = client_of(merchant, Scope.PAYOUTS)
    payout, paid = pay(merchant, 10_000), pay(merchant, 10_000)
    assert by_rest(client, payout.id).json()["outcome"] == "requested"
    end(payout)
    assert by_rest(client, payout.id).json()["outcome"] is None
    paid.refresh_from_db()
    assert paid.status == "completed"
    assert by_rest(client, paid.id).json() == {"error": "not_possible_now", "message": "This is not possible now."}


def test_a_key_that_may_only_read_cancels_nothing(settings: Settings, merchant: Merchant) -> None:
    settings.PAYOUT_OPEN_ACCESS = False
    payout = pay(merchant, 10_000)
    client = client_of(merchant, Scope.READ)
    with no_row_changes():
        assert by_rest(client, payout.id).status_code == 403
