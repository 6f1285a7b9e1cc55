"""Returns: the money of a completed payout came back, days later and whole.

The payout stays completed for ever. Its return is a fact beside it, which owns one entry of the ledger and makes the
money available again. It is recorded once, whoever tells of it first: the bank (`hearing_returns.py`) or an operator.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.bank.failures import OF_ENGINE, FailureCode
from server.bank.returns import LONGEST_REFERENCE
from server.errors import InvalidInput
from server.failpoints import around
from server.free_text import mask_account_numbers
from server.ids import new_id
from server.india import IST
from server.ledger.credits import credited
from server.merchants.models import Merchant
from server.text import clean_text

from .models import Payout
from .return_facts import LONGEST_REASON, PayoutReturn


class ReturnOutcome(models.TextChoices):
    """`sql/payout_returns.sql` says when which."""

    RECORDED = "recorded"
    REPLAYED = "replayed"
    UNKNOWN = "unknown"
    OPEN = "open"
    FAILED = "failed"
    OTHER_AMOUNT = "other_amount"
    RETURNED = "returned"
    REFERENCE_USED = "reference_used"
    NO_ROOM = "no_room"


DONE = {ReturnOutcome.RECORDED, ReturnOutcome.REPLAYED}
# By outcome: what is wrong, and with which input.
REFUSALS = {
    ReturnOutcome.UNKNOWN: ("No such payout.", "payout_id"),
    ReturnOutcome.OPEN: ("This payout is not completed: the bank has not paid it yet.", "payout_id"),
    ReturnOutcome.FAILED: ("This payout is not completed: it has failed, and its money was given back.", "payout_id"),
    ReturnOutcome.OTHER_AMOUNT: (
        "A payout comes back whole. Another amount is somebody's new payment: record it as one.",
        "amount_paise",
    ),
    ReturnOutcome.RETURNED: ("This payout was returned before, under another reference.", "return_reference"),
    ReturnOutcome.REFERENCE_USED: ("This reference was recorded before, for another payout.", "return_reference"),
    ReturnOutcome.NO_ROOM: ("The merchant's balance would pass 2^53 - 1 paise.", "amount_paise"),
}

CODES = [code for code in FailureCode if code not in OF_ENGINE]

RECORD = """
SELECT payout_record_return(
    %(merchant)s, %(payout)s, %(paise)s, %(reference)s, %(code)s, %(words)s, %(value_on)s, %(learned)s, %(recorder)s,
    %(entry)s
)"""


@dataclass(frozen=True)
class ToldReturn:
    """As the bank or an operator tells it, its texts clean."""

    amount_paise: int
    reference: str
    reason: str
    value_on: date
    code: FailureCode = FailureCode.UNSPECIFIED


class RecordedReturn(NamedTuple):
    payout: Payout
    replayed: bool


def record_return(
    payout: Payout, told: ToldReturn, learned: PayoutReturn.Learned = PayoutReturn.Learned.BANK
) -> ReturnOutcome:
    """Only `DONE` outcomes are recorded; the others change nothing. Raises Unavailable."""
    recorder = None
    if learned is PayoutReturn.Learned.OPERATOR:
        recorder = str(current_context().actor)[:300]
    values: dict[str, Any] = {
        "merchant": payout.merchant_id,
        "payout": payout.id,
        "paise": told.amount_paise,
        "reference": told.reference,
        "code": told.code,
        "words": told.reason,
        "value_on": told.value_on,
        "learned": learned,
        "recorder": recorder,
        "entry": new_id(),
    }
    with around("book"), transaction.atomic(durable=True):
        Merchant.objects.lock(payout.merchant_id)  # in its turn; the verb locks it again
        with connection.cursor() as cursor:
            cursor.execute(RECORD, values)
            outcome = ReturnOutcome(cursor.fetchone()[0])
        if outcome is ReturnOutcome.RECORDED and recorder is not None:
            record("payout.return_recorded", merchant_id=payout.merchant_id, subject_id=payout.id)
        if outcome is ReturnOutcome.RECORDED:
            credited(payout.merchant_id)
    return outcome


def record_by_hand(payout: Payout, told: ToldReturn) -> RecordedReturn:
    """By an operator. Raises InvalidInput, with nothing changed, and Unavailable."""
    told = _clean(told)
    if payout.completed_at:
        first, last = payout.completed_at.astimezone(IST).date(), datetime.now(IST).date()
        if not first <= told.value_on <= last:
            raise InvalidInput("value_on must be a day from the payout's completion to today, in India.", "value_on")
    outcome = record_return(payout, told, PayoutReturn.Learned.OPERATOR)
    if outcome not in DONE:
        raise InvalidInput(*REFUSALS[outcome])
    return RecordedReturn(payout, outcome is ReturnOutcome.REPLAYED)


def read_code(given: object) -> FailureCode:
    """Why, as an operator names it. Raises InvalidInput."""
    if given is None:
        return FailureCode.UNSPECIFIED
    if not isinstance(given, str) or given not in CODES:
        raise InvalidInput(f"reason_code must be one of {', '.join(CODES)}.", "reason_code")
    return FailureCode(given)


def _clean(told: ToldReturn) -> ToldReturn:
    return ToldReturn(
        told.amount_paise,
        clean_text(told.reference, "return_reference", LONGEST_REFERENCE),
        mask_account_numbers(clean_text(told.reason, "reason", LONGEST_REASON)),
        told.value_on,
        told.code,
    )
