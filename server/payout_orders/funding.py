"""Makes the payouts of orders that wait: oldest first, as far as the money goes.

Each payout is made by the verb that makes all others, by its rules, under the order's own key and in the name of
whoever ordered it; the order ends in the same transaction. So a process may die anywhere, and several may fund at once.
"""

import logging
import sys
from itertools import groupby
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
    made = 0
    for _ in range(most_rounds):
        funded = _fund_some(merchant_id)
        made += funded.made
        if funded.is_over or not funded:
            break
    return made


class _Funded:
    """What one round came to. It is true if it ended any order."""

    def __init__(self) -> None:
        self.made = self.refused = 0
        self.is_over = False

    def __bool__(self) -> bool:
        return bool(self.made or self.refused)


def _fund_some(merchant_id: UUID) -> _Funded:
    funded = _Funded()
    is_strict = policy_of(merchant_id) is FundingPolicy.STRICT
    for maker, group in groupby(_due(merchant_id, is_strict=is_strict), _maker):
        orders = list(group)
        with around("fund"), in_context(AuditContext(maker)):
            results = _make(merchant_id, orders, is_strict=is_strict)
        for order, result in zip(orders, results, strict=True):
            if isinstance(result, Acceptance):
                funded.made += 1
            elif isinstance(result, InsufficientFunds):
                funded.is_over |= is_strict
            elif not isinstance(result, IdempotencyConflict):  # it has ended meanwhile
                refuse_order(order, result.message)
                funded.refused += 1
        if funded.is_over:
            break
    return funded


def _due(merchant_id: UUID, *, is_strict: bool) -> list[PayoutOrder]:
    waiting = PayoutOrder.objects.filter(merchant_id=merchant_id, state=OrderState.WAITING, expires_at__gt=Now())
    due = waiting.filter(Q(not_before=None) | Q(not_before__lte=Now()))
    if not is_strict:  # else many that do not fit would hide one that does
        due = due.filter(amount_paise__lte=balance_of(merchant_id).available_paise)
    return list(due.order_by("seq")[:AT_ONCE])


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
