"""Stores a batch, all of it or nothing. It pays nothing: `paying.py` does."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from server.audit_log.context import current_context
from server.audit_log.recording import record
from server.errors import IdempotencyConflict, InvalidInput
from server.merchants.models import Merchant
from server.payouts.creation_words import NO_MERCHANT, SUSPENDED
from server.payouts.scheduling import cannot_be_scheduled
from server.text import clean_text

from .models import LONGEST_NAME, PayoutBatch, PayoutBatchRow
from .rows import ReadRow, Row, read_rows, sound_rows

RETRIED = "The failed rows of this batch are in another batch already, which pays them again."
ID_IS_USED = "This id was already used for another batch."

INSERT = """
    INSERT INTO payout_batches (id, merchant_id, name, row_count, total_paise, retry_of_id, repeat_of_id, not_before,
                                made_by_kind, made_by_id, made_by_name)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING"""
INSERT_ROWS = """
    INSERT INTO payout_batch_rows (batch_id, number, merchant_id, bank_account_id, amount_paise, reference, narration,
                                   purpose, retry_of)
    SELECT %s, row.number, %s, row.account, row.paise, row.reference, row.narration, row.purpose, row.retry_of
    FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::text[], %s::uuid[])
        WITH ORDINALITY AS row (account, paise, reference, narration, purpose, retry_of, number)"""


class Created(NamedTuple):
    batch: PayoutBatch
    replayed: bool


def create_batch(
    *,
    merchant_id: UUID,
    batch_id: UUID,
    name: str,
    rows: Sequence[object],
    retry_of: UUID | None = None,
    repeat_of: UUID | None = None,
    not_before: datetime | None = None,
    retried: Sequence[UUID | None] = (),
) -> Created:
    """Keep these rows as a batch. The same batch under the same id is a replay, however much of it has been paid.
    `not_before`: none of its payouts is sent to the bank before; their money is held when the batch is paid.

    Raises InvalidInput (with InvalidRows: what is wrong with which row), or IdempotencyConflict if the id is another
    batch's; then nothing has changed. `retried`: for each row the failed payout that it pays again, if any are known.
    """
    name = clean_text(name, "name", LONGEST_NAME)
    read = read_rows(merchant_id, rows)
    if known := PayoutBatch.objects.filter(pk=batch_id, merchant_id=merchant_id).first():
        return _replayed(known, name, read, retry_of, repeat_of, not_before)
    _require_active(merchant_id)
    _require_possible(not_before)
    sound = sound_rows(read)
    if retried:
        sound = [row._replace(retry_of=payout) for row, payout in zip(sound, retried, strict=True)]
    _require_earlier(merchant_id, retry_of, "retry_of")
    _require_earlier(merchant_id, repeat_of, "repeat_of")
    try:
        with transaction.atomic():
            is_new = _insert(merchant_id, batch_id, name, sound, retry_of, repeat_of, not_before)
            if is_new:
                record("payout_batch.created", merchant_id=merchant_id, subject_id=batch_id)
    except IntegrityError as error:
        if "batch_retried_once" in str(error):
            raise InvalidInput(RETRIED, "retry_of") from None
        raise
    batch = PayoutBatch.objects.filter(pk=batch_id, merchant_id=merchant_id).first()
    if batch is None:
        raise IdempotencyConflict(ID_IS_USED)  # another merchant's
    return Created(batch, replayed=False) if is_new else _replayed(batch, name, read, retry_of, repeat_of, not_before)


def _insert(merchant_id: UUID, batch_id: UUID, name: str, rows: list[Row], *given: UUID | datetime | None) -> bool:
    """False if the id is in use: ON CONFLICT waits for whoever is writing it."""
    actor = current_context().actor
    total = sum(row.amount_paise for row in rows)
    maker = (actor.kind.value, actor.id, actor.name)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [batch_id, merchant_id, name, len(rows), total, *given, *maker])
        if not cursor.rowcount:
            return False
        cursor.execute(INSERT_ROWS, [batch_id, merchant_id, *map(list, zip(*rows, strict=True))])
    return True


def _replayed(known: PayoutBatch, name: str, read: Sequence[ReadRow], *given: UUID | datetime | None) -> Created:
    """By what was sent alone: an account may have been retired since."""
    stored = [
        Row(row.bank_account_id, row.amount_paise, row.reference, row.narration, row.purpose)  # type: ignore[arg-type]
        for row in PayoutBatchRow.objects.filter(batch_id=known.id).order_by("number")
    ]
    same = (known.name, known.retry_of_id, known.repeat_of_id, known.not_before) == (name, *given)
    if not same or stored != [each.sent for each in read]:
        raise IdempotencyConflict(ID_IS_USED)
    return Created(known, replayed=True)


def _require_active(merchant_id: UUID) -> None:
    is_active = Merchant.objects.filter(pk=merchant_id).values_list("is_active", flat=True).first()
    if not is_active:
        raise InvalidInput(NO_MERCHANT if is_active is None else SUSPENDED, "merchant_id")


def _require_possible(not_before: datetime | None) -> None:
    if not_before is None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT payout_schedule_refusal(%s)", [not_before])
        [why] = cursor.fetchone()
    if why:
        raise cannot_be_scheduled(why)


def _require_earlier(merchant_id: UUID, batch_id: UUID | None, field: str) -> None:
    if batch_id and not PayoutBatch.objects.filter(pk=batch_id, merchant_id=merchant_id).exists():
        raise InvalidInput(f"{field} must be an earlier batch of this merchant.", field)
