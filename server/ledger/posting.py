"""The only code that moves money: every entry of the ledger is drafted here, but for the holds of new payouts, which
`payouts/sql/create_payouts.sql` makes together with them. What ends a payout is inserted by the function that
ends it (`payouts/sql/record_outcome.sql`), the rest by `post`.

The database gives each entry its number under the merchant's lock, and refuses what breaks a rule of the ledger
(`sql/entries.sql`); the verbs above take that lock first, so that what they decided still holds here.
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

    @property
    def signed_paise(self) -> int:
        return self.entry_type.sign * self.amount_paise


def post(*drafts: Draft) -> list[LedgerEntry]:
    """Insert the entries in this order, in one statement, in the caller's transaction."""
    return LedgerEntry.objects.bulk_create(
        LedgerEntry(
            entry_type=draft.entry_type,
            merchant_id=draft.merchant_id,
            amount_paise=draft.signed_paise,
            payout_id=draft.payout_id,
            reference=draft.reference,
            description=draft.description,
        )
        for draft in drafts
    )


def release(merchant_id: UUID, payout_id: UUID, amount_paise: int) -> list[Draft]:
    """To give the money of a failed payout back: held → available."""
    return [Draft(EntryType.PAYOUT_RELEASE, merchant_id, amount_paise, payout_id, None, "Payout failed, hold released")]


def completion(merchant_id: UUID, payout_id: UUID, amount_paise: int, utr: str) -> list[Draft]:
    """The bank has paid: held → available → bank. The release comes first, so that available never dips below zero."""
    settled, paid = "Payout settled, hold released", f"Paid by the bank, UTR {utr}"
    return [
        Draft(EntryType.PAYOUT_RELEASE, merchant_id, amount_paise, payout_id, None, settled),
        Draft(EntryType.PAYOUT_COMPLETED, merchant_id, amount_paise, payout_id, None, paid),
    ]


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
