"""Records merchants' incoming international payments."""

from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from server.audit_log.recording import record
from server.errors import InvalidInput
from server.ledger import posting
from server.ledger.balance import balance_of
from server.ledger.models import EntryType, LedgerEntry
from server.merchants.onboarding import lock_merchant
from server.money import MAX_PAISE
from server.text import clean_text


class ReceivedPayment(NamedTuple):
    entry: LedgerEntry
    replayed: bool


def record_payment(*, merchant_id: UUID, amount_paise: int, reference: str, description: str = "") -> ReceivedPayment:
    """Credit an incoming international payment. A merchant's reference counts once: with the same amount again it is a
    replay, with another amount InvalidInput."""
    reference = clean_text(reference, "reference", 100)
    description = clean_text(description, "description", 500, may_be_empty=True)
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        known = LedgerEntry.objects.filter(
            merchant=merchant, entry_type=EntryType.PAYMENT_RECEIVED, reference=reference
        ).first()
        if known and known.amount_paise != amount_paise:
            raise InvalidInput("This reference was recorded before with another amount.", "reference")
        if known:
            return ReceivedPayment(known, replayed=True)
        if balance_of(merchant_id).total_paise + amount_paise > MAX_PAISE:
            raise InvalidInput("The merchant's balance would pass 2^53 - 1 paise.", "amount_paise")
        entry = posting.post_payment(merchant_id, amount_paise, reference, description)
        record("payment.recorded", merchant_id=merchant_id, subject_id=entry.id)
        return ReceivedPayment(entry, replayed=False)
