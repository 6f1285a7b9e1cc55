"""Group commit: creates the payouts of several callers in one round trip and one transaction.

It says yes or nothing: what it neither creates nor replays, the caller sends through `creation.create_payout`, which
decides it anew and words the refusal. That is sound, because a refusal leaves nothing behind, and because a key makes
the repetition safe even of what may have been committed.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from server.audit_log.context import AuditContext
from server.database.row_security import BOUND
from server.failpoints import around
from server.ids import new_id_text

from .creation import PayoutRequest
from .idempotency import Acceptance, window

LANE_MS = 300  # a lane's patience with one merchant's lock


class Undecided(Enum):
    HELD = "held"  # another transaction has the merchant's lock
    OTHER = "other"  # it is refused, or a case for the long way


class PayoutOf(NamedTuple):
    """One caller's request, which says neither that it is a retry nor that it may be one."""

    merchant_id: UUID
    request: PayoutRequest
    context: AuditContext  # for the audit event


def create_payouts_together(group: list[PayoutOf]) -> list[Acceptance | Undecided]:
    """Waits for no lock. No key may come twice for one merchant.

    Raises DatabaseError; then none of the payouts has been made, or all of them have.
    """
    with around("create"):
        return _create_one(*group) if len(group) == 1 else _create_several(group, patience_ms=0)


def create_payouts_in_lane(group: list[PayoutOf]) -> list[Acceptance | Undecided]:
    """The same for one merchant, whose lock was held: waits for it, for `LANE_MS`. Raises OperationalError if it is
    held for longer."""
    with around("create"):
        return _create_several(group, patience_ms=LANE_MS)


def _create_one(item: PayoutOf) -> list[Acceptance | Undecided]:
    """By the verb for one, which costs two thirds of the verb for several."""
    request, actor = item.request, item.context.actor
    parameters = [
        *(str(item.merchant_id), request.bank_account_id, request.amount_paise, request.idempotency_key),
        *(new_id_text(), new_id_text(), new_id_text(), window()),
        *(actor.kind.value, actor.id, actor.name, item.context.request_id),
    ]
    statement = (
        f"SELECT made.outcome, made.payout, made.receipt FROM {BOUND}, LATERAL create_payout_v2("
        "bound.merchants[1], %s, %s, %s, %s, %s, %s, %s, false, false, %s, %s, %s, %s) made"
    )
    return [_result_of(item, *row) for row in _rows(statement, parameters)]


def _create_several(group: list[PayoutOf], patience_ms: int) -> list[Acceptance | Undecided]:
    contexts = [item.context for item in group]
    parameters = [
        ",".join({str(item.merchant_id): None for item in group}),
        _array(item.merchant_id for item in group),
        _array(item.request.bank_account_id for item in group),
        _array(item.request.amount_paise for item in group),
        _array(item.request.idempotency_key for item in group),
        *(_array(new_id_text() for _ in group) for _ in range(3)),
        [context.actor.kind.value for context in contexts],
        [context.actor.id for context in contexts],
        [context.actor.name for context in contexts],
        _array(context.request_id for context in contexts),
        *(window(), patience_ms),
    ]
    statement = (
        f"SELECT made.* FROM {BOUND}, LATERAL create_payouts_together("
        f"bound.merchants, {', '.join(['%s'] * (len(parameters) - 1))}) made"
    )
    return [_result_of(item, *row) for item, row in zip(group, _rows(statement, parameters), strict=True)]


def _rows(statement: str, parameters: list[Any]) -> list[tuple[str, UUID | None, str | None]]:
    if connection.in_atomic_block:
        raise RuntimeError("a payout created within a transaction could be acknowledged and rolled back")
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def _result_of(item: PayoutOf, *row: str | UUID | None) -> Acceptance | Undecided:
    match row:
        case ("created" | "replayed" as outcome, UUID() as payout_id, str(receipt)):
            return Acceptance(item.merchant_id, payout_id, receipt, replayed=outcome == "replayed")
        case ("locked" | "undecided", *_):
            return Undecided.HELD
    return Undecided.OTHER


def _array(values: Iterator[object]) -> str:
    """As in `creation`: in PostgreSQL's notation, since psycopg adapts a list value by value."""
    return f"{{{','.join('NULL' if value is None else str(value) for value in values)}}}"
