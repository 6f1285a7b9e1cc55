"""A payroll in one call, for both APIs: each item is parsed, then all payouts are created together."""

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from server.access.callers import Caller
from server.access.large_payouts import require_for_paying
from server.errors import InvalidInput, Refusal
from server.payouts import tasks
from server.payouts.creation import MOST_PAYOUTS, PayoutRequest, create_payouts
from server.payouts.idempotency import Acceptance

from .errors import as_told

Item = TypeVar("Item")


def create_batch(
    caller: Caller,
    merchant_id: UUID,
    items: list[Item],
    read: Callable[[Item], PayoutRequest],
    *,
    is_retry: bool,
) -> list[Acceptance | Refusal]:
    """One result per item, in order, as the caller may see it. If `read` raises InvalidInput for an item, that item
    alone is refused."""
    if not 0 < len(items) <= MOST_PAYOUTS:
        raise not_a_batch()
    parsed = [_read_or_refuse(item, read) for item in items]
    requests = [item for item in parsed if isinstance(item, PayoutRequest)]
    require_for_paying(caller, merchant_id, sum(request.amount_paise for request in requests))
    created = iter(create_payouts(merchant_id, requests, is_retry=is_retry) if requests else [])
    results = [item if isinstance(item, Refusal) else next(created) for item in parsed]
    if any(isinstance(result, Acceptance) and not result.replayed for result in results):
        tasks.notify_workers()
    return [as_told(result, caller) if isinstance(result, Refusal) else result for result in results]


def not_a_batch() -> InvalidInput:
    return InvalidInput("payouts must be a list of 1 to 1,000 payouts.", "payouts")


def _read_or_refuse(item: Item, read: Callable[[Item], PayoutRequest]) -> PayoutRequest | InvalidInput:
    try:
        return read(item)
    except InvalidInput as refusal:
        return refusal
