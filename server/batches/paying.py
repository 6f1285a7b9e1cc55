"""Pays a batch: one payout for each row that has none. Sending it again, at any time, is safe.

A row's idempotency key is made of its batch and its number, and every payment says that it may be a retry; so a key
whose receipt is gone pays nothing a second time. Each payout names its row in its details, of which the database takes
one for each row (batch_row_paid_once).
"""

from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import connection, transaction
from django.utils import timezone

from server.audit_log.recording import record
from server.errors import IdempotencyConflict, IdempotencyKeyForgotten, InsufficientFunds, Refusal
from server.payouts.creation import PayoutRequest, create_payouts
from server.payouts.details import GivenDetails, Purpose
from server.payouts.idempotency import Acceptance

from .models import PayoutBatch

UNPAID = """
    SELECT r.number, r.bank_account_id, r.amount_paise, r.reference, r.narration, r.purpose, r.retry_of
    FROM payout_batch_rows r LEFT JOIN payout_details d ON d.batch_id = r.batch_id AND d.batch_row = r.number
    WHERE r.batch_id = %s AND d.payout_id IS NULL ORDER BY r.number"""
KEEP = """
    INSERT INTO payout_batch_refusals (batch_id, number, merchant_id, code, message, available_paise, refused_at)
    SELECT %s, refused.number, %s, refused.code, refused.message, refused.paise, clock_timestamp()
    FROM unnest(%s::integer[], %s::text[], %s::text[], %s::bigint[]) AS refused (number, code, message, paise)
    ORDER BY refused.number
    ON CONFLICT (batch_id, number) DO UPDATE SET code = excluded.code, message = excluded.message,
        available_paise = excluded.available_paise, refused_at = excluded.refused_at"""

CODES: dict[type[Refusal], str] = {
    InsufficientFunds: "insufficient_funds",
    IdempotencyConflict: "idempotency_conflict",
    IdempotencyKeyForgotten: "idempotency_key_forgotten",
}
OTHERWISE = "validation_error"
LONGEST_MESSAGE = 300


class Paid(NamedTuple):
    """What this call did. The rows that had a payout before are in neither number."""

    created: int
    refused: int


def key_of(batch_id: UUID, number: int) -> UUID:
    """The idempotency key of a row."""
    return uuid5(batch_id, str(number))


def pay_batch(batch: PayoutBatch) -> Paid:
    """Pay the rows that have no payout yet, in their order. A row that is refused keeps the refusal, and may be paid
    by another call.

    Raises InvalidInput (the merchant is suspended) and Unavailable, like `create_payouts`; then nothing has changed.
    """
    numbers, requests = _unpaid(batch)
    if not requests:
        return Paid(0, 0)
    results = create_payouts(batch.merchant_id, requests, is_retry=True)
    refused = [(number, it) for number, it in zip(numbers, results, strict=True) if isinstance(it, Refusal)]
    created = sum(isinstance(it, Acceptance) and not it.replayed for it in results)
    # The payouts are made by now, and their own events are recorded. Whoever does not come to here has paid all the
    # same: then the rows that were refused look as if nobody had tried.
    with transaction.atomic():
        if refused:
            _keep(batch, refused)
        record("payout_batch.paid", merchant_id=batch.merchant_id, subject_id=batch.id)
    return Paid(created, len(refused))


def _unpaid(batch: PayoutBatch) -> tuple[list[int], list[PayoutRequest]]:
    with connection.cursor() as cursor:
        cursor.execute(UNPAID, [batch.id])
        rows = cursor.fetchall()
    # Once its time has come, its rows are paid at once.
    not_before = batch.not_before if batch.not_before and batch.not_before > timezone.now() else None
    return [row[0] for row in rows], [
        PayoutRequest(
            account,
            paise,
            key_of(batch.id, number),
            GivenDetails(
                reference, narration, Purpose(purpose) if purpose else None, batch.id, number, retry_of, not_before
            ),
        )
        for number, account, paise, reference, narration, purpose, retry_of in rows
    ]


def _keep(batch: PayoutBatch, refused: list[tuple[int, Refusal]]) -> None:
    numbers = [number for number, _ in refused]
    codes = [CODES.get(type(refusal), OTHERWISE) for _, refusal in refused]
    messages = [refusal.message[:LONGEST_MESSAGE] for _, refusal in refused]
    paise = [refusal.available_paise if isinstance(refusal, InsufficientFunds) else None for _, refusal in refused]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [batch.id, batch.merchant_id, numbers, codes, messages, paise])
