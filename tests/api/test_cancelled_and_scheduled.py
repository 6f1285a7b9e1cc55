"""Both APIs narrow a list to the cancelled payouts, to the scheduled ones, or to the others."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.bank.scripts import Script
from server.bank.simulator import SimulatedBank
from server.merchants.models import Merchant
from server.payouts import lifecycle
from server.payouts.cancelling import cancel
from server.payouts.details import GivenDetails
from server.payouts.failures import FailureKind, failure_of
from server.payouts.models import Payout
from server.payouts.scheduling import is_scheduled
from server.payouts.states import Status
from tests.api.conftest import ApiCaller, refusal_of
from tests.conftest import empty_the_books, guards_off, pay
from tests.support.many_payouts import insert_payouts

LIST = """query ($m: ID!, $filter: PayoutFilter) {
  payouts(merchantId: $m, filter: $filter, first: 100) { edges { node { id } } }
  payoutTotals(merchantId: $m, filter: $filter) { count } }"""


def scheduled(merchant: Merchant) -> Payout:
    return pay(merchant, details=GivenDetails(not_before=datetime.now(UTC) + timedelta(days=1)))


@pytest.fixture
def every_kind(merchant: Merchant) -> list[Payout]:
    """Cancelled at once, cancelled while scheduled, completed, failed, open and scheduled."""
    for payout in (pay(merchant), scheduled(merchant)):
        cancel(payout)
    pay(merchant)
    pay(merchant, script=Script.ACCOUNT_CLOSED)
    lifecycle.settle_due(SimulatedBank())
    pay(merchant)
    scheduled(merchant)
    return list(Payout.objects.all())


def found(caller: ApiCaller, **given: Any) -> set[str]:
    data = caller.ask(LIST, m=str(caller.merchant.id), filter=given).json()["data"]
    over_graphql = {edge["node"]["id"] for edge in data["payouts"]["edges"]}
    parameters = {
        name.replace("statuses", "status"): value[0].lower() if isinstance(value, list) else str(value).lower()
        for name, value in given.items()
    }
    over_rest = {row["id"] for row in caller.get("payouts/", limit=100, **parameters).json()["results"]}
    assert over_graphql == over_rest
    assert data["payoutTotals"]["count"] == len(over_rest)
    return over_rest


def was_cancelled(payout: Payout) -> bool:
    failure = failure_of(payout)
    return failure is not None and failure.kind is FailureKind.CANCELLED


def test_cancelled_are_those_whose_failure_says_so(caller: ApiCaller, every_kind: list[Payout]) -> None:
    cancelled = {str(it.id) for it in every_kind if was_cancelled(it)}
    assert len(cancelled) == 2
    assert found(caller, cancelled=True) == cancelled
    assert found(caller, cancelled=False) == {str(it.id) for it in every_kind} - cancelled
    failed = {str(it.id) for it in every_kind if it.status == Status.FAILED}
    assert found(caller, cancelled=False, statuses=["FAILED"]) == failed - cancelled != set()


@pytest.mark.parametrize("answer", [None, "rejected", "voided"])
@pytest.mark.parametrize("was_asked", [True, False])
def test_failures_from_before_codes_were_kept_are_told_apart_too(
    caller: ApiCaller, answer: str | None, was_asked: bool
) -> None:
    insert_payouts(caller.merchant, [caller.account], 1, statuses=["failed"])
    with guards_off():
        Payout.objects.update(last_answer=answer, cancel_requested_at=datetime.now(UTC) if was_asked else None)
    payout = Payout.objects.get()
    found_cancelled = [bool(found(caller, cancelled=wanted)) for wanted in (True, False)]
    expected = [was_cancelled(payout), not was_cancelled(payout)]
    empty_the_books()
    assert found_cancelled == expected


def test_scheduled_are_those_that_wait_for_their_time(caller: ApiCaller, every_kind: list[Payout]) -> None:
    waiting = {str(it.id) for it in every_kind if is_scheduled(it)}
    assert len(waiting) == 1
    assert found(caller, scheduled=True) == waiting
    assert found(caller, scheduled=False) == {str(it.id) for it in every_kind} - waiting
    assert found(caller, scheduled=True, cancelled=True) == set()


@pytest.mark.parametrize("name", ["cancelled", "scheduled"])
def test_anything_else_than_true_and_false_is_refused(caller: ApiCaller, name: str) -> None:
    assert refusal_of(caller.get("payouts/", **{name: "yes"})) == (400, "validation_error", name)
