"""Records a payment from abroad: the entry that any payment has, and what is known of it, in one transaction.

A merchant's reference counts once, whichever verb recorded it (`payments/receiving.py`).
"""

from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from server.audit_log.recording import record
from server.errors import InvalidInput
from server.merchants.onboarding import lock_merchant
from server.payments.receiving import clean_texts, receive_once

from .facts import InwardFacts, judged
from .models import InwardPayment


class RecordedInwardPayment(NamedTuple):
    payment: InwardPayment
    replayed: bool


def record_inward_payment(
    *, merchant_id: UUID, reference: str, facts: InwardFacts, description: str = ""
) -> RecordedInwardPayment:
    """The same reference with the same facts is a replay, whatever its description. Raises InvalidInput, with nothing
    changed."""
    reference, description = clean_texts(reference, description)
    columns = judged(facts)
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        entry, replayed = receive_once(merchant, facts.net_paise, reference, description, amount_field="net_paise")
        if replayed:
            return RecordedInwardPayment(_the_same(InwardPayment.objects.filter(entry=entry).first(), columns), True)
        payment = InwardPayment(merchant=merchant, entry=entry, **columns)
        payment.save(force_insert=True)
        record("inward_payment.recorded", merchant_id=merchant_id, subject_id=payment.id)
    payment.refresh_from_db()
    return RecordedInwardPayment(payment, False)


def _the_same(known: InwardPayment | None, columns: dict[str, Any]) -> InwardPayment:
    if known is None:
        raise InvalidInput("This reference was recorded before, without these facts.", "reference")
    if any(getattr(known, name) != value for name, value in columns.items()):
        raise InvalidInput("This reference was recorded before with other facts.", "reference")
    return known
