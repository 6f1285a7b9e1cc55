"""Creates payouts: holds the money and stores the receipt, in one round trip and one transaction.

`sql/decide_payout.sql` has the rules; `sql/create_payout.sql` writes one payout and `sql/create_payouts.sql` many. This
module passes their parameters and names their results.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from server.audit_log.context import current_context
from server.database.lock_queue import QueueFull
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput, Refusal, Unavailable
from server.failpoints import around
from server.ids import new_id
from server.merchants.models import lock_queue

from .idempotency import Acceptance, window

MOST_PAYOUTS = 1_000  # in one batch


@dataclass(frozen=True)
class PayoutRequest:
    """`amount_paise` comes from `money.read_amount`; the table's CHECK enforces the same bounds."""

    bank_account_id: UUID
    amount_paise: int
    idempotency_key: UUID


class _Decision(NamedTuple):
    """A row of the verb's result."""

    outcome: str
    payout_id: UUID | None
    receipt: str | None  # of `no_account`: "retired" if the account is
    available_paise: int | None


def create_payout(*, merchant_id: UUID, bank_account_id: UUID, amount_paise: int, idempotency_key: UUID) -> Acceptance:
    """Accept a payout of `amount_paise` and hold its money, or replay the receipt that this key has.

    Raises InvalidInput, InsufficientFunds (with the available paise) or IdempotencyConflict; then nothing has changed.
    Raises Unavailable if another transaction holds the merchant's lock for too long.
    """
    request = PayoutRequest(bank_account_id, amount_paise, idempotency_key)
    with around("create"):
        [decision] = _queued(merchant_id, partial(_call_for_one, merchant_id, request))
    result = _result_of(merchant_id, decision)
    if isinstance(result, Refusal):
        raise result
    return result


def create_payouts(merchant_id: UUID, requests: list[PayoutRequest]) -> list[Acceptance | Refusal]:
    """Create payouts in this order, under one lock and in one transaction. Each is accepted, replayed or refused as if
    it came alone; its refusal is returned, not raised.

    Raises InvalidInput (an unknown or inactive merchant, no payouts or more than 1,000) and Unavailable for the whole
    batch; then nothing has changed.
    """
    if not 0 < len(requests) <= MOST_PAYOUTS:
        raise InvalidInput("A batch has 1 to 1,000 payouts.", "payouts")
    with around("create"):
        decisions = _queued(merchant_id, partial(_call_for_many, merchant_id, requests))
    return [_result_of(merchant_id, decision) for decision in decisions]


def _queued(merchant_id: UUID, call: Callable[[bool], list[_Decision]]) -> list[_Decision]:
    if connection.in_atomic_block:
        raise RuntimeError("a payout created within a transaction could be acknowledged and rolled back")
    try:
        with lock_queue.enter(merchant_id):
            return call(True)
    except QueueFull:  # a replay needs no lock
        return call(False)


def _call_for_one(merchant_id: UUID, request: PayoutRequest, may_wait: bool) -> list[_Decision]:
    asked = (request.bank_account_id, request.amount_paise, request.idempotency_key)
    parameters = [merchant_id, *asked, new_id(), new_id(), new_id(), window(), may_wait, *_actor()]
    return _decided("SELECT * FROM create_payout(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", parameters)


def _call_for_many(merchant_id: UUID, requests: list[PayoutRequest], may_wait: bool) -> list[_Decision]:
    asked = (
        _array(request.bank_account_id for request in requests),
        _array(request.amount_paise for request in requests),
        _array(request.idempotency_key for request in requests),
    )
    ids = (_array(new_id() for _ in requests) for _ in range(3))
    parameters = [merchant_id, *asked, *ids, window(), may_wait, *_actor()]
    return _decided("SELECT * FROM create_payouts(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", parameters)


def _decided(call: str, parameters: list[Any]) -> list[_Decision]:
    with connection.cursor() as cursor:
        cursor.execute(call, parameters)
        return [_Decision(*row) for row in cursor.fetchall()]


def _actor() -> tuple[str, str, str, UUID | None]:
    here = current_context()
    return here.actor.kind.value, here.actor.id, here.actor.name, here.request_id


def _array(values: Iterator[object]) -> str:
    """An array in PostgreSQL's notation. psycopg adapts a list value by value, slower than the statement runs."""
    return f"{{{','.join(map(str, values))}}}"


def _result_of(merchant_id: UUID, decision: _Decision) -> Acceptance | Refusal:
    """This payout's acceptance or refusal, returned. Raises the refusals that concern the whole call."""
    match decision:
        case _Decision("created" | "replayed" as outcome, UUID() as payout_id, str(receipt)):
            return Acceptance(merchant_id, payout_id, receipt, replayed=outcome == "replayed")
        case _Decision("conflict"):
            return IdempotencyConflict()
        case _Decision("no_account", receipt="retired"):
            return InvalidInput("This bank account is retired, so no new payout goes to it.", "bank_account_id")
        case _Decision("no_account"):
            return InvalidInput("No such bank account of this merchant.", "bank_account_id")
        case _Decision("no_money", available_paise=int(available)):
            return InsufficientFunds(available)
        case _Decision("no_merchant"):
            raise InvalidInput("No active merchant with this id.", "merchant_id")
        case _Decision("locked"):
            raise Unavailable
    raise AssertionError(decision)
