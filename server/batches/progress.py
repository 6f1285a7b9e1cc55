"""How far batches have come: their rows by state, as their payouts say. Nothing of it is stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, JSONField, TextChoices

from server.cooling_off.cooled import cooled_column
from server.fees.reading import WITH_FEES
from server.merchants.models import BankAccount
from server.payouts.models import Payout


class RowState(TextChoices):
    WAITING = "waiting", "Not paid yet."
    REFUSED = "refused", "The last payment of the batch made no payout of it; the next one may."
    PENDING = "pending", "Its payout waits to be sent to the bank."
    PROCESSING = "processing", "Its payout is on its way."
    COMPLETED = "completed", "The bank has paid it."
    FAILED = "failed", "The bank has not paid it, and never will."


class BatchStatus(TextChoices):
    READY = "ready", "No row has been paid."
    PROCESSING = "processing", "Some payouts have not ended."
    INCOMPLETE = "incomplete", "Some rows have no payout: pay the batch again. The payouts of the others have ended."
    FAILED = "failed", "Every row has a payout, and all of these have ended; some have failed."
    COMPLETED = "completed", "The bank has paid every row."


STATE = "coalesce(p.status, CASE WHEN f.code IS NOT NULL THEN 'refused' END, 'waiting')"
# The outer joins go by keys: each row looks for its payout and its refusal once.
ROWS = """
    payout_batch_rows r
    LEFT JOIN payout_details d ON d.batch_id = r.batch_id AND d.batch_row = r.number
    LEFT JOIN payouts p ON p.id = d.payout_id
    LEFT JOIN payout_batch_refusals f ON f.batch_id = r.batch_id AND f.number = r.number"""
OF_BATCHES = f"""
    SELECT r.batch_id, {STATE}, count(*), sum(r.amount_paise)::bigint FROM {ROWS}
    WHERE r.batch_id = ANY(%s) GROUP BY 1, 2"""
# For a queryset of batches: within its own statement, {state: [count, paise]}.
COLUMN = f"""(
    SELECT jsonb_object_agg(t.state, jsonb_build_array(t.count, t.paise)) FROM (
        SELECT {STATE} AS state, count(*) AS count, sum(r.amount_paise)::bigint AS paise FROM {ROWS}
        WHERE r.batch_id = %(expressions)s GROUP BY 1
    ) t
)"""
PAYMENT = ("number", "bank_account_id", "amount_paise", "reference", "narration", "purpose")
OF_ROWS = f"""
    SELECT {", ".join(f"r.{column}" for column in PAYMENT)}, {STATE}, d.payout_id,
           f.code, f.message, f.available_paise, f.refused_at
    FROM {ROWS} WHERE r.batch_id = %s AND r.number > %s AND (%s::text IS NULL OR {STATE} = %s)
    ORDER BY r.number LIMIT %s"""


@dataclass(frozen=True)
class Tally:
    count: int = 0
    sum_paise: int = 0


@dataclass(frozen=True)
class Progress:
    by_state: dict[RowState, Tally]

    def of(self, state: RowState) -> Tally:
        return self.by_state.get(state, Tally())

    @property
    def status(self) -> BatchStatus:
        states = set(self.by_state)
        if states == {RowState.WAITING}:
            return BatchStatus.READY
        if states & {RowState.PENDING, RowState.PROCESSING}:
            return BatchStatus.PROCESSING
        if states & {RowState.WAITING, RowState.REFUSED}:
            return BatchStatus.INCOMPLETE
        return BatchStatus.FAILED if RowState.FAILED in states else BatchStatus.COMPLETED


def progress_column() -> Func:
    return Func(F("id"), template=COLUMN, output_field=JSONField())


def read_progress(column: dict[str, list[int]]) -> Progress:
    return Progress({RowState(state): Tally(*tally) for state, tally in column.items()})


def progress_of(batch_ids: Iterable[UUID]) -> dict[UUID, Progress]:
    """One statement."""
    found: dict[UUID, dict[RowState, Tally]] = {batch_id: {} for batch_id in batch_ids}
    with connection.cursor() as cursor:
        cursor.execute(OF_BATCHES, [list(found)])
        for batch_id, state, count, paise in cursor:
            found[batch_id][RowState(state)] = Tally(count, paise)
    return {batch_id: Progress(by_state) for batch_id, by_state in found.items()}


@dataclass(frozen=True)
class RefusedRow:
    code: str
    message: str
    available_paise: int | None
    refused_at: datetime


@dataclass(frozen=True)
class RowNow:
    number: int
    bank_account_id: UUID
    amount_paise: int
    reference: str | None
    narration: str | None
    purpose: str | None
    state: RowState
    payout_id: UUID | None
    refusal: RefusedRow | None  # of a row that has no payout


def rows_now(batch_id: UUID, *, after: int = 0, first: int, state: RowState | None = None) -> list[RowNow]:
    """The batch's rows beyond number `after`, as they are now."""
    wanted = state and state.value
    with connection.cursor() as cursor:
        cursor.execute(OF_ROWS, [batch_id, after, wanted, wanted, first])
        return list(_rows(cursor.fetchall()))


def _rows(found: Iterable[tuple[Any, ...]]) -> Iterator[RowNow]:
    for row in found:
        (number, account, paise, reference, narration, purpose) = row[:6]
        (state, payout_id, code, message, available_paise, refused_at) = row[6:]
        refusal = RefusedRow(code, message, available_paise, refused_at) if code and not payout_id else None
        yield RowNow(number, account, paise, reference, narration, purpose, RowState(state), payout_id, refusal)


def payouts_of(rows: Iterable[RowNow]) -> dict[UUID, Payout]:
    """With their accounts. One statement."""
    ids = [row.payout_id for row in rows if row.payout_id]
    payouts = Payout.objects.select_related("bank_account", "details", "its_return", "approval_gate", WITH_FEES)
    found: dict[UUID, Payout] = dict(payouts.annotate(was_cooled=cooled_column()).in_bulk(ids))
    return found


def accounts_of(rows: Iterable[RowNow]) -> dict[UUID, BankAccount]:
    """One statement."""
    return BankAccount.objects.in_bulk({row.bank_account_id for row in rows})
