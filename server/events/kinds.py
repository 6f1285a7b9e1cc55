"""The kinds of events. An entry's follows from its type; a side event's stands in its row."""

from enum import StrEnum

from server.ledger.models import EntryType


class EventType(StrEnum):
    PAYMENT_RECEIVED = "PAYMENT_RECEIVED"
    PAYOUT_CREATED = "PAYOUT_CREATED"
    PAYOUT_COMPLETED = "PAYOUT_COMPLETED"
    PAYOUT_FAILED = "PAYOUT_FAILED"
    PAYOUT_RETURNED = "PAYOUT_RETURNED"
    PAYOUT_CANCEL_REQUESTED = "PAYOUT_CANCEL_REQUESTED"
    PAYOUT_NEEDS_REVIEW = "PAYOUT_NEEDS_REVIEW"
    PAYOUT_REVIEW_ENDED = "PAYOUT_REVIEW_ENDED"
    BALANCE_ADJUSTED = "BALANCE_ADJUSTED"
    BALANCE_LOW = "BALANCE_LOW"
    WEBHOOK_ENDPOINT_DISABLED = "WEBHOOK_ENDPOINT_DISABLED"


# The release of a completed payout is no event: its completion, which is the next entry, is. Nor is a fee yet.
OF_ENTRIES = {
    EntryType.PAYMENT_RECEIVED: EventType.PAYMENT_RECEIVED,
    EntryType.PAYOUT_HOLD: EventType.PAYOUT_CREATED,
    EntryType.PAYOUT_COMPLETED: EventType.PAYOUT_COMPLETED,
    EntryType.PAYOUT_RETURNED: EventType.PAYOUT_RETURNED,
    EntryType.ADJUSTMENT_CREDIT: EventType.BALANCE_ADJUSTED,
    EntryType.ADJUSTMENT_DEBIT: EventType.BALANCE_ADJUSTED,
}
OF_PAYOUTS = frozenset(
    {EventType.PAYOUT_CANCEL_REQUESTED, EventType.PAYOUT_NEEDS_REVIEW, EventType.PAYOUT_REVIEW_ENDED}
)
SIDE_EVENTS = OF_PAYOUTS | {EventType.BALANCE_LOW, EventType.WEBHOOK_ENDPOINT_DISABLED}
