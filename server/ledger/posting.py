"""The only code that moves money: every entry of the ledger is posted here, but for the holds of new payouts, which
`payouts/migrations/create_payouts.sql` posts together with them.

The database gives each entry its number under the merchant's lock, and refuses what breaks a rule of the ledger
(`migrations/statement_guards.sql`); the verbs above take that lock first, so that what they decided still holds here.
"""

from dataclasses import dataclass
from uuid import UUID

from .models import EntryType, LedgerEntry


@dataclass(frozen=True)
class Draft:
    """An entry before it has a number. `amount_paise` is unsigned; the type gives the sign."""

    entry_type: EntryType
    merchant_id: UUID
    amount_paise: int
    payout_id: UUID | None = None
    reference: str | None = None
    description: str = ""


def post(*drafts: Draft) -> list[LedgerEntry]:
    """Insert the entries in this order, in one statement, in the caller's transaction."""
    return LedgerEntry.objects.bulk_create(
        LedgerEntry(
            entry_type=draft.entry_type,
            merchant_id=draft.merchant_id,
            amount_paise=draft.entry_type.sign * draft.amount_paise,
            payout_id=draft.payout_id,
            reference=draft.reference,
            description=draft.description,
        )
        for draft in drafts
    )


def release(merchant_id: UUID, payout_id: UUID, amount_paise: int) -> None:
    """Give the money of a failed payout back: held → available."""
    post(
        Draft(
            EntryType.PAYOUT_RELEASE,
            merchant_id,
            amount_paise,
            payout_id,
            description="Payout failed, hold released",
        )
    )


def complete(merchant_id: UUID, payout_id: UUID, amount_paise: int, utr: str) -> None:
    """The bank has paid: held → available → bank. The release comes first, so that available never dips below zero."""
    post(
        Draft(
            EntryType.PAYOUT_RELEASE,
            merchant_id,
            amount_paise,
            payout_id,
            description="Payout settled, hold released",
        ),
        Draft(
            EntryType.PAYOUT_COMPLETED,
            merchant_id,
            amount_paise,
            payout_id,
            description=f"Paid by the bank, UTR {utr}",
        ),
    )


def receive(merchant_id: UUID, amount_paise: int, reference: str, description: str) -> LedgerEntry:
    """An international payment came in: inbound clearing → available."""
    [entry] = post(
        Draft(
            EntryType.PAYMENT_RECEIVED,
            merchant_id,
            amount_paise,
            reference=reference,
            description=description,
        )
    )
    return entry
