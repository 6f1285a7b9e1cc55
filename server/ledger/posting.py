"""Posts to the ledger from Python: payments, what is taken back of them, and adjustments. Payouts are posted by the
verbs that move them (`payouts/sql/create_payout.sql`, `write_payouts.sql`, `record_outcome.sql`).

The database numbers each entry under the merchant's lock and refuses what breaks a rule (`sql/entries.sql`). Callers
take that lock first, so that what they decided still holds here.
"""

from uuid import UUID

from .credits import credited
from .models import EntryType, LedgerEntry


def post_payment(merchant_id: UUID, amount_paise: int, reference: str, description: str) -> LedgerEntry:
    """An international payment came in: inbound clearing → available."""
    credited(merchant_id)
    return LedgerEntry.objects.create(
        entry_type=EntryType.PAYMENT_RECEIVED,
        merchant_id=merchant_id,
        amount_paise=amount_paise,
        reference=reference,
        description=description,
    )


def post_reversal(merchant_id: UUID, amount_paise: int, description: str) -> LedgerEntry:
    """A payment that had come in is taken back by `amount_paise` (positive): available → inbound clearing."""
    return LedgerEntry.objects.create(
        entry_type=EntryType.PAYMENT_REVERSED,
        merchant_id=merchant_id,
        amount_paise=-amount_paise,
        description=description,
    )


def post_adjustment(merchant_id: UUID, entry_type: EntryType, amount_paise: int, description: str) -> LedgerEntry:
    """A correction by `amount_paise` (positive): adjustments → available, or the other way for a debit."""
    if entry_type.sign > 0:
        credited(merchant_id)
    return LedgerEntry.objects.create(
        entry_type=entry_type,
        merchant_id=merchant_id,
        amount_paise=entry_type.sign * amount_paise,
        description=description,
    )
