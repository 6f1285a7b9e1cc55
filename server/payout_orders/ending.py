"""Ends of an order that make no payout: it is cancelled, it expires, or it is refused when its turn has come."""

import logging
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from server.audit_log.recording import record
from server.errors import NotPossibleNow
from server.failpoints import around
from server.merchants.models import Merchant

from .models import LONGEST_REASON, OrderState, PayoutOrder

logger = logging.getLogger(__name__)

AT_ONCE = 500  # orders of one merchant, whose lock is held so long

TOO_LATE = {
    OrderState.FUNDED: "This order is funded: its payout is made. Cancel the payout instead.",
    OrderState.EXPIRED: "This order has expired. It makes no payout any more.",
    OrderState.REFUSED: "This order was refused. It makes no payout any more.",
}


def cancel_order(order: PayoutOrder) -> bool:
    """Whether this call cancelled it; False if it was cancelled before. Raises NotPossibleNow, and Unavailable."""
    with around("order"), transaction.atomic(durable=True):
        Merchant.objects.lock(order.merchant_id)
        order.refresh_from_db()
        if order.state == OrderState.CANCELLED:
            return False
        if order.state != OrderState.WAITING:
            raise NotPossibleNow(TOO_LATE[OrderState(order.state)], order.state)
        _end(order, OrderState.CANCELLED)
        record("payout_order.cancelled", merchant_id=order.merchant_id, subject_id=order.id)
    order.refresh_from_db()
    return True


def refuse_order(order: PayoutOrder, why: str) -> None:
    """Nothing happens to one that has ended meanwhile."""
    with around("fund"), transaction.atomic(durable=True):
        Merchant.objects.lock(order.merchant_id)
        _end(order, OrderState.REFUSED, refused_because=why[:LONGEST_REASON])


def end_expired() -> int:
    """All of every merchant whose time is over; returns how many. One merchant that fails does not keep the others'
    from their ends, and is tried again. Safe to run concurrently anywhere."""
    expired = PayoutOrder.objects.filter(state=OrderState.WAITING, expires_at__lte=Now()).order_by()
    ended = 0
    for merchant_id in list(expired.values_list("merchant_id", flat=True).distinct()):
        try:
            while number := _end_expired_of(merchant_id):
                ended += number
        except Exception:
            logger.exception("ending the orders of merchant %s was interrupted", merchant_id)
    return ended


def _end_expired_of(merchant_id: UUID) -> int:
    with around("fund"), transaction.atomic(durable=True):
        Merchant.objects.lock(merchant_id)
        some = PayoutOrder.objects.filter(merchant_id=merchant_id, state=OrderState.WAITING, expires_at__lte=Now())
        ids = list(some.order_by("seq").values_list("id", flat=True)[:AT_ONCE])
        return PayoutOrder.objects.filter(pk__in=ids).update(state=OrderState.EXPIRED, ended_at=Now())


def _end(order: PayoutOrder, state: OrderState, **columns: str) -> None:
    waiting = PayoutOrder.objects.filter(pk=order.pk, state=OrderState.WAITING)
    waiting.update(state=state, ended_at=Now(), **columns)
