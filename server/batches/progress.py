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
    COMPLETED = "completed", "The bank has paid it. Its money may have come back since."
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
    LEFT JOIN payout_batch_refusals f ON f.batch_id = r.batch_id AND f.number = r.number
    LEFT JOIN payout_returns back ON back.payout_id = p.id AND p.status = 'completed'"""
TALLY = "count(*), sum(r.amount_paise)::bigint, count(back.payout_id), coalesce(sum(back.amount_paise), 0)::bigint"
OF_BATCHES = f"""
    SELECT r.batch_id, {STATE}, {TALLY} FROM {ROWS} WHERE r.batch_id = ANY(%s) GROUP BY 1, 2"""
# For a queryset of batches: within its own statement, {state: [count, paise, and the same of what came back]}.
COLUMN = f"""(
    SELECT jsonb_object_agg(t.state, jsonb_build_array(t.rows, t.paise, t.rows_back, t.paise_back)) FROM (
        SELECT {STATE}, {TALLY} FROM {ROWS} WHERE r.batch_id = %(expressions)s GROUP BY 1
    ) t (state, rows, paise, rows_back, paise_back)
)"""
PAYMENT = ("number", "bank_account_id", "amount_paise", "reference", "narration", "purpose")
OF_ROWS = f"""
    SELECT {", ".join(f"r.{column}" for column in PAYMENT)}, {STATE}, d.payout_id,
           back.payout_id IS NOT NULL, f.code, f.message, f.available_paise, f.refused_at
    FROM {ROWS} WHERE r.batch_id = %s AND r.number > %s AND (%s::text IS NULL OR {STATE} = %s)
    ORDER BY r.number LIMIT %s"""


@dataclass(frozen=True)
class Tally:
    count: int = 0
    sum_paise: int = 0


@dataclass(frozen=True)
class Progress:
    by_state: dict[RowState, Tally]
    returned: Tally = Tally()
    """Of the completed rows, those whose money came back."""

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
    *_, came_back, paise_back = column.get(RowState.COMPLETED, [0, 0])
    by_state = {RowState(state): Tally(*tally[:2]) for state, tally in column.items()}
    return Progress(by_state, Tally(came_back, paise_back))


def progress_of(batch_ids: Iterable[UUID]) -> dict[UUID, Progress]:
    """One statement."""
    found: dict[UUID, dict[str, list[int]]] = {batch_id: {} for batch_id in batch_ids}
    with connection.cursor() as cursor:
        cursor.execute(OF_BATCHES, [list(found)])
        for batch_id, state, *tally in cursor:
            found[batch_id][state] = tally
    return {batch_id: read_progress(column) for batch_id, column in found.items()}


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
    was_returned: bool  # it is completed, and its money came back
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
        (state, payout_id, was_returned, *refused) = row[6:]
        refusal = RefusedRow(*refused) if refused[0] and not payout_id else None
        yield RowNow(
            *(number, account, paise, reference, narration, purpose),
            RowState(state),
            payout_id,
            was_returned,
            refusal,
        )


def payouts_of(rows: Iterable[RowNow]) -> dict[UUID, Payout]:
    """With their accounts. One statement."""
    ids = [row.payout_id for row in rows if row.payout_id]
    payouts = Payout.objects.select_related("bank_account", "details", "its_return", "approval_gate", WITH_FEES)
    found: dict[UUID, Payout] = dict(payouts.annotate(was_cooled=cooled_column()).in_bulk(ids))
    return found


def accounts_of(rows: Iterable[RowNow]) -> dict[UUID, BankAccount]:
    """One statement."""
    return BankAccount.objects.in_bulk({row.bank_account_id for row in rows})
