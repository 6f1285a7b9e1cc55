"""The life of a payout as tables, pure: which moves are legal, and which entries each state has in the ledger."""

from django.db.models import TextChoices

from server.ledger.models import EntryType


class Status(TextChoices):
    PENDING = "pending", "Pending"
    PROCESSING = "processing", "Processing"
    COMPLETED = "completed", "Completed"
    FAILED = "failed", "Failed"


MOVES: dict[Status, frozenset[Status]] = {
    Status.PENDING: frozenset({Status.PROCESSING}),
    Status.PROCESSING: frozenset({Status.COMPLETED, Status.FAILED}),
    Status.COMPLETED: frozenset(),
    Status.FAILED: frozenset(),
}

ENTRIES: dict[Status, frozenset[EntryType]] = {
    Status.PENDING: frozenset({EntryType.PAYOUT_HOLD}),
    Status.PROCESSING: frozenset({EntryType.PAYOUT_HOLD}),
    Status.COMPLETED: frozenset({EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE, EntryType.PAYOUT_COMPLETED}),
    Status.FAILED: frozenset({EntryType.PAYOUT_HOLD, EntryType.PAYOUT_RELEASE}),
}

OPEN = frozenset(status for status, moves in MOVES.items() if moves)
FINAL = frozenset(MOVES) - OPEN


def may_move(before: Status, after: Status) -> bool:
    return after in MOVES[before]
