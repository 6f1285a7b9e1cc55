"""Makes the payouts of orders that wait: oldest first, as far as the money goes.

Each payout is made by the verb that makes all others, by its rules, under the order's own key and in the name of
whoever ordered it; the order ends in the same transaction. So a process may die anywhere, and several may fund at once.
"""

import logging
import sys
from dataclasses import dataclass
from itertools import accumulate, groupby
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now

from server.audit_log.context import Actor, ActorKind, AuditContext, in_context
from server.errors import IdempotencyConflict, InsufficientFunds, InvalidInput, Refusal
from server.failpoints import around
from server.ledger.balance import balance_of
from server.payouts.creation import PayoutRequest, Turn, create_ordered_payouts
from server.payouts.idempotency import Acceptance

from .ending import end_expired, refuse_order
from .models import FundingPolicy, OrderState, PayoutOrder
from .policy import policy_of

AT_ONCE = 100  # payouts in one transaction

# Merchants of whom some order may have its money: a sum of the ledger for each that waits.
FUNDABLE = """
SELECT b.merchant_id FROM payout_order_books b
CROSS JOIN LATERAL (
    SELECT o.amount_paise, o.bank_account_id FROM payout_orders o
    WHERE o.merchant_id = b.merchant_id AND o.state = 'waiting' AND o.expires_at > now()
      AND (o.not_before IS NULL OR o.not_before <= now())
    ORDER BY CASE WHEN b.policy = 'strict' THEN o.seq ELSE o.amount_paise END, o.seq LIMIT 1
) next
JOIN merchants m ON m.id = b.merchant_id
CROSS JOIN LATERAL ledger_balance(b.merchant_id) have
WHERE b.waiting > 0 AND (
    next.amount_paise <= have.available_paise OR NOT m.is_active
    OR EXISTS (SELECT FROM bank_accounts a WHERE a.id = next.bank_account_id AND a.retired_at IS NOT NULL)
)
ORDER BY b.merchant_id"""

logger = logging.getLogger(__name__)


def fund_due() -> int:
    """Of every merchant; also ends what has expired. Returns how many payouts were made."""
    end_expired()
    with connection.cursor() as cursor:
        cursor.execute(FUNDABLE)
        merchants = [merchant_id for [merchant_id] in cursor.fetchall()]
    return sum(map(_without_stopping, merchants))


def try_to_fund(merchant_id: UUID) -> int:
    """One round of `fund`, for a request, whose answer waits: the worker makes up for what is left and what fails."""
    return _without_stopping(merchant_id, most_rounds=1)


def fund(merchant_id: UUID, most_rounds: int = sys.maxsize) -> int:
    """Make the payouts of this merchant's orders as far as the money goes; returns how many."""
    made, passed = 0, 0
    for _ in range(most_rounds):
        is_strict = policy_of(merchant_id) is FundingPolicy.STRICT
        due = _due(merchant_id, passed, is_strict=is_strict)
        funded = _fund_some(merchant_id, due, is_strict=is_strict)
        made += funded.made
        if not due or funded.is_over or (is_strict and not funded.ended):
            break
        # Strictly, it is the oldest one's turn again. Otherwise a hundred that do not fit would hide one that does.
        passed = 0 if is_strict else due[-1].seq
    return made


@dataclass
class _Funded:
    """What one round came to. `is_over`: an order's money is not there, and those after it wait for their turn."""

    made: int = 0
    ended: int = 0
    is_over: bool = False


def _fund_some(merchant_id: UUID, due: list[PayoutOrder], *, is_strict: bool) -> _Funded:
    funded = _Funded()
    for maker, group in groupby(due, _maker):
        orders = list(group)
        with around("fund"), in_context(AuditContext(maker)):
            results = _make(merchant_id, orders, is_strict=is_strict)
        for order, result in zip(orders, results, strict=True):
            if isinstance(result, Acceptance):
                funded.made += 1
                funded.ended += 1
            elif isinstance(result, InsufficientFunds):
                funded.is_over |= is_strict
            elif not isinstance(result, IdempotencyConflict):  # it has ended meanwhile
                refuse_order(order, result.message)
                funded.ended += 1
        if funded.is_over:
            break
    return funded


def _due(merchant_id: UUID, after: int, *, is_strict: bool) -> list[PayoutOrder]:
    """The next beyond this number, as far as the money may go. Without a lock: the verb that makes their payouts
    decides."""
    waiting = PayoutOrder.objects.filter(merchant_id=merchant_id, state=OrderState.WAITING, expires_at__gt=Now())
    due = waiting.filter(Q(not_before=None) | Q(not_before__lte=Now()), seq__gt=after)
    available = balance_of(merchant_id).available_paise
    if not is_strict:
        due = due.filter(amount_paise__lte=available)
    found = list(due.order_by("seq")[:AT_ONCE])
    return _up_to(available, found) if is_strict else found


def _up_to(available: int, orders: list[PayoutOrder]) -> list[PayoutOrder]:
    """With the first whose money is not there, which may be refused for another reason. Those after it wait, however
    many they are."""
    sums = accumulate(order.amount_paise for order in orders)
    enough_for = sum(paise <= available for paise in sums)
    return orders[: enough_for + 1]


def _maker(order: PayoutOrder) -> Actor:
    return Actor(ActorKind(order.made_by_kind), order.made_by_id, order.made_by_name)


def _make(merchant_id: UUID, orders: list[PayoutOrder], *, is_strict: bool) -> list[Acceptance | Refusal]:
    requests = [
        PayoutRequest(
            each.bank_account_id, each.amount_paise, each.idempotency_key, each.details, Turn(each.id, is_strict)
        )
        for each in orders
    ]
    try:
        return create_ordered_payouts(merchant_id, requests)
    except InvalidInput as refusal:  # the merchant is suspended
        return [refusal] * len(orders)


def _without_stopping(merchant_id: UUID, most_rounds: int = sys.maxsize) -> int:
    """One that fails does not keep the others from theirs. It is tried again."""
    try:
        return fund(merchant_id, most_rounds)
    except Exception:
        logger.exception("funding the orders of merchant %s was interrupted", merchant_id)
        return 0
