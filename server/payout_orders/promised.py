"""What waits for a merchant's money: now, or at an earlier moment, which the orders' own times tell."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from .models import OrderState, PayoutOrder, PayoutOrderBook


def promised_by(merchant_id: UUID, at: datetime | None = None) -> int:
    """The sum of the orders that wait (None: now), in paise. It is no part of any balance."""
    if at is None:
        books = PayoutOrderBook.objects.filter(pk=merchant_id)
        return books.values_list("waiting_paise", flat=True).first() or 0
    orders = PayoutOrder.objects.filter(merchant_id=merchant_id)
    return waiting(orders, at).aggregate(paise=Sum("amount_paise"))["paise"] or 0


def waiting(orders: QuerySet[PayoutOrder], at: datetime | None) -> QuerySet[PayoutOrder]:
    """Those of `orders` that wait (None: now)."""
    if at is None:
        return orders.filter(state=OrderState.WAITING)
    return orders.filter(Q(ended_at=None) | Q(ended_at__gt=at), created_at__lte=at)
