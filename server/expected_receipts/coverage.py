"""When the money that is expected would be enough."""

from datetime import date
from uuid import UUID

from django.db.models import F, Sum, Window

from server.ledger.explaining import ExplainedBalance

from .models import ExpectedReceipt, ReceiptState, in_state


def expected_by(merchant_id: UUID, explained: ExplainedBalance, paise: int) -> date | None:
    """The day, in India, on which the awaited receipts come to `paise`: each at its least, on its last day that is not
    late. None if all of them do not, and for an earlier moment than now."""
    if explained.as_of is not None:
        return None
    awaited = in_state(ExpectedReceipt.objects.filter(merchant_id=merchant_id), ReceiptState.AWAITED)
    total = Window(Sum("at_least_paise"), order_by=[F("due_on").asc(), F("id").asc()])
    enough = awaited.annotate(total=total).filter(total__gte=paise).order_by("due_on")
    return enough.values_list("due_on", flat=True).first()
