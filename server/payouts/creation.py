"""Creates payouts: holds the money and stores the receipt, in one round trip and one transaction.

`sql/decide_payout.sql` has the rules; `sql/create_payout.sql` writes one payout and `sql/create_payouts.sql` many. This
module passes their parameters, and `creation_results.py` names their results.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from server.audit_log.context import current_context
from server.database.lock_queue import QueueFull
from server.errors import InvalidInput, Refusal, Unavailable
from server.failpoints import around
from server.ids import new_id
from server.merchants.models import lock_queue
from server.rails.rules import rules

from .creation_results import Decision, results_of
from .details import GivenDetails
from .idempotency import Acceptance, window
from .pricing import RefusedRails, refused_rails
from .terms import NONE, Terms, read_terms

MOST_PAYOUTS = 1_000  # in one batch
MOST_READINGS = 5  # of terms that change again before the verb has come to them


@dataclass(frozen=True)
class Turn:
    """That a payout is made for an order, whose turn has come (payout_orders/funding.py)."""

    order: UUID
    is_strict: bool  # if its money is not there, the orders after it get none either

    def as_json(self) -> dict[str, Any]:
        return {"order": str(self.order), "strict": self.is_strict}


@dataclass(frozen=True)
class PayoutRequest:
    """`amount_paise` comes from `money.read_amount`; the table's CHECK enforces the same bounds."""

    bank_account_id: UUID
    amount_paise: int
    idempotency_key: UUID
    details: GivenDetails | None = None
    turn: Turn | None = None


def create_payout(
    *,
    merchant_id: UUID,
    bank_account_id: UUID,
    amount_paise: int,
    idempotency_key: UUID,
    details: GivenDetails | None = None,
    is_retry: bool = False,
) -> Acceptance:
    """Accept a payout of `amount_paise` and hold its money, or replay the receipt that this key has.

    `is_retry`: the caller has sent this key before. If its receipt is gone, the payout is not made a second time; if
    the key never made one, the first attempt did not arrive or was refused, so this one is decided like a first.

    Raises InvalidInput, InsufficientFunds (with the available paise), IdempotencyConflict or IdempotencyKeyForgotten
    (with the earlier payouts); then nothing has changed. Raises Unavailable if another transaction holds the merchant's
    lock for too long.
    """
    request = PayoutRequest(bank_account_id, amount_paise, idempotency_key, details)
    no_rail = refused_rails(merchant_id, [request]) if details and details.rail else {}
    with around("create"):
        if details:
            decisions = _decide_many(merchant_id, [request], no_rail, is_retry)
        else:
            decisions = _queued(merchant_id, partial(_call_for_one, merchant_id, request, is_retry))
            if _asks_for_terms(decisions):
                decisions = _decide_many(merchant_id, [request], no_rail, is_retry, read_terms(merchant_id, [request]))
    [result] = results_of(merchant_id, [request], decisions, no_rail)
    if isinstance(result, Refusal):
        raise result
    return result


def create_payouts(
    merchant_id: UUID, requests: list[PayoutRequest], *, is_retry: bool = False
) -> list[Acceptance | Refusal]:
    """Create payouts in this order, under one lock and in one transaction. Each is accepted, replayed or refused as if
    it came alone; its refusal is returned, not raised. `is_retry`: some of the keys may have been sent before.

    Raises InvalidInput (no payouts or more than 1,000; an unknown or inactive merchant, unless some key has a receipt)
    and Unavailable for the whole batch; then nothing has changed.
    """
    if not 0 < len(requests) <= MOST_PAYOUTS:
        raise InvalidInput("A batch has 1 to 1,000 payouts.", "payouts")
    no_rail = refused_rails(merchant_id, requests)
    with around("create"):
        decisions = _decide_many(merchant_id, requests, no_rail, is_retry)
    return results_of(merchant_id, requests, decisions, no_rail)


def create_ordered_payouts(merchant_id: UUID, requests: list[PayoutRequest]) -> list[Acceptance | Refusal]:
    """Like `create_payouts`, of orders whose turn has come: each ends with its payout. Of one that has ended meanwhile
    the result is an IdempotencyConflict. A merchant who has orders has terms, which are read at once."""
    no_rail = refused_rails(merchant_id, requests)
    decisions = _decide_many(merchant_id, requests, no_rail, False, read_terms(merchant_id, requests))
    return results_of(merchant_id, requests, decisions, no_rail)


def _decide_many(
    merchant_id: UUID, requests: list[PayoutRequest], no_rail: RefusedRails, is_retry: bool, terms: Terms = NONE
) -> list[Decision]:
    """By the merchant's terms, if it has any. Raises Unavailable if they change all the time."""
    for _ in range(MOST_READINGS):
        call = partial(_call_for_many, merchant_id, requests, no_rail, terms, is_retry=is_retry)
        decisions = _queued(merchant_id, call)
        if not _asks_for_terms(decisions):
            return decisions
        terms = read_terms(merchant_id, requests)
    raise Unavailable


def _asks_for_terms(decisions: list[Decision]) -> bool:
    return decisions[0].outcome == "terms"


def _queued(merchant_id: UUID, call: Callable[[bool], list[Decision]]) -> list[Decision]:
    if connection.in_atomic_block:
        raise RuntimeError("a payout created within a transaction could be acknowledged and rolled back")
    try:
        with lock_queue.enter(merchant_id):
            return call(True)
    except QueueFull:  # a replay needs no lock
        return call(False)


def _call_for_one(merchant_id: UUID, request: PayoutRequest, is_retry: bool, may_wait: bool) -> list[Decision]:
    asked = (request.bank_account_id, request.amount_paise, request.idempotency_key)
    parameters = [merchant_id, *asked, new_id(), new_id(), new_id(), window(), may_wait, is_retry, *_actor()]
    return _decided("create_payout_v2", parameters)


def _call_for_many(
    merchant_id: UUID,
    requests: list[PayoutRequest],
    no_rail: RefusedRails,
    terms: Terms,
    may_wait: bool,
    *,
    is_retry: bool,
) -> list[Decision]:
    asked = (
        _array(request.bank_account_id for request in requests),
        _array(request.amount_paise for request in requests),
        _array(request.idempotency_key for request in requests),
    )
    ids = (_array(new_id() for _ in requests) for _ in range(3))
    details = _details(requests, no_rail, terms)
    parameters = [merchant_id, *asked, details, terms.version, *ids, window(), may_wait, is_retry, *_actor()]
    return _decided("create_payouts_v4", parameters)


def _decided(verb: str, parameters: list[Any]) -> list[Decision]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {verb}({', '.join(['%s'] * len(parameters))})", parameters)
        return [Decision(*row) for row in cursor.fetchall()]


def _details(requests: list[PayoutRequest], no_rail: RefusedRails, terms: Terms) -> str | None:
    if not terms.of_items and not any(request.details or request.turn for request in requests):
        return None
    items = enumerate(requests)
    return json.dumps([_details_of(each, terms.of(number), may_go=number not in no_rail) for number, each in items])


def _details_of(request: PayoutRequest, terms: dict[str, Any], *, may_go: bool) -> dict[str, Any] | None:
    """None: the caller gave none, and the terms add nothing."""
    given = request.details
    rail_rules = {"rail_rules": rules().version} if given and given.rail and may_go else {}
    terms = terms | request.turn.as_json() if request.turn else terms
    return (given.as_json() if given else {}) | rail_rules | ({"terms": terms} if terms else {}) or None


def _actor() -> tuple[str, str, str, UUID | None]:
    here = current_context()
    return here.actor.kind.value, here.actor.id, here.actor.name, here.request_id


def _array(values: Iterator[object]) -> str:
    """An array in PostgreSQL's notation. psycopg adapts a list value by value, slower than the statement runs."""
    return f"{{{','.join(map(str, values))}}}"
