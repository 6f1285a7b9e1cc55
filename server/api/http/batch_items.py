"""A payroll in one call, as both APIs take it: each item is read, then all of them are created together."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest

from server.access.callers import Caller
from server.errors import InvalidInput, Refusal
from server.payouts import tasks
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest, create_payouts
from server.payouts.idempotency import Acceptance

from . import rate_limits

Item = TypeVar("Item")


def carry_out(
    request: HttpRequest, caller: Caller, merchant_id: UUID, items: list[Item], read: Callable[[Item], PayoutRequest]
) -> list[Acceptance | Refusal]:
    """A result for each, in order. `read` raises InvalidInput for one that is at fault, which refuses that one."""
    if not 0 < len(items) <= MOST_PAYOUTS:
        raise no_batch()
    rate_limits.count_batch(request, caller, len(items))
    asked = [_read_or_refuse(item, read) for item in items]
    readable = [item for item in asked if isinstance(item, PayoutRequest)]
    decided = iter(create_payouts(merchant_id, readable) if readable else [])
    results = [item if isinstance(item, Refusal) else next(decided) for item in asked]
    if any(isinstance(result, Acceptance) and not result.replayed for result in results):
        tasks.notify_workers()
    return results


def no_batch() -> InvalidInput:
    return InvalidInput("payouts must be a list of 1 to 1,000 payouts.", "payouts")


def _read_or_refuse(item: Item, read: Callable[[Item], PayoutRequest]) -> PayoutRequest | InvalidInput:
    try:
        return read(item)
    except InvalidInput as refusal:
        return refusal
