"""Expected receipts: said and cancelled, for their merchant and for operators. What satisfies one is the ledger's own
doing (`sql/matching.sql`): the payment's transaction."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from server.audit_log.recording import record
from server.errors import IdempotencyConflict, InvalidInput, NotPossibleNow
from server.ledger.periods import today
from server.merchants.onboarding import lock_merchant
from server.money import read_amount
from server.text import clean_text

from .models import LONGEST_PAYER, LONGEST_REFERENCE, ExpectedReceipt, ReceiptEnd, ReceiptState

MOST_OPEN = 1_000  # of a merchant: a payment looks for its own among them
FURTHEST_DAYS = 1_096  # as sql/expected_receipts.sql
CONFLICT = "This idempotency key was already used for an expected receipt with other facts."
RECEIVED = "A payment has satisfied this expected receipt. It cannot be cancelled any more."


@dataclass(frozen=True)
class ReceiptFacts:
    """As somebody sent them. One amount alone is both of its bounds."""

    at_least_paise: int
    at_most_paise: int
    due_on: date
    payer: str | None = None
    reference: str | None = None


class Expected(NamedTuple):
    receipt: ExpectedReceipt
    replayed: bool


def expect_receipt(merchant_id: UUID, facts: ReceiptFacts, idempotency_key: UUID) -> Expected:
    """The first later payment that is within the bounds, and has the reference if there is one, satisfies it. The same
    again is a replay, for ever. Raises InvalidInput and IdempotencyConflict; then nothing has changed."""
    columns = _judged(facts)
    with transaction.atomic():
        merchant = lock_merchant(merchant_id)
        known = ExpectedReceipt.objects.filter(merchant=merchant, idempotency_key=idempotency_key).first()
        if known and any(getattr(known, name) != value for name, value in columns.items()):
            raise IdempotencyConflict(CONFLICT)
        if known:
            return Expected(known, replayed=True)
        # Not of a replay: its day may be over by now.
        if not 0 <= (facts.due_on - today()).days <= FURTHEST_DAYS:
            furthest = today() + timedelta(days=FURTHEST_DAYS)
            raise InvalidInput(f"due_on must be a day from today in India to {furthest}.", "due_on")
        if ExpectedReceipt.objects.filter(merchant=merchant, end__isnull=True).count() >= MOST_OPEN:
            raise InvalidInput(f"A merchant awaits {MOST_OPEN} receipts at most. Cancel one first.")
        receipt = ExpectedReceipt(merchant=merchant, idempotency_key=idempotency_key, **columns)
        receipt.save(force_insert=True)
        record("expected_receipt.created", merchant_id=merchant_id, subject_id=receipt.id)
    receipt.refresh_from_db()
    return Expected(receipt, replayed=False)


def cancel_receipt(receipt: ExpectedReceipt) -> tuple[ReceiptEnd, bool]:
    """Its end, and whether this call wrote it: False if it was cancelled before. Raises NotPossibleNow."""
    with transaction.atomic():
        lock_merchant(receipt.merchant_id)
        end = ReceiptEnd.objects.filter(receipt=receipt).first()
        if end and end.entry_id:
            raise NotPossibleNow(RECEIVED, ReceiptState.RECEIVED)
        if end:
            return end, False
        end = ReceiptEnd(receipt=receipt, merchant_id=receipt.merchant_id)
        end.save(force_insert=True)
        record("expected_receipt.cancelled", merchant_id=receipt.merchant_id, subject_id=receipt.id)
    end.refresh_from_db()
    return end, True


def _judged(facts: ReceiptFacts) -> dict[str, object]:
    at_least = read_amount(facts.at_least_paise, "at_least_paise")
    at_most = read_amount(facts.at_most_paise, "at_most_paise")
    if at_least > at_most:
        raise InvalidInput("at_most_paise must not be less than at_least_paise.", "at_most_paise")
    texts = (("payer", facts.payer, LONGEST_PAYER), ("reference", facts.reference, LONGEST_REFERENCE))
    return {
        "at_least_paise": at_least,
        "at_most_paise": at_most,
        "due_on": facts.due_on,
        **{name: None if text is None else clean_text(text, name, longest) for name, text, longest in texts},
    }
