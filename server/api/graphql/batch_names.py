"""The batch that a payout was made by, read within the statement that lists the payouts.

A payout's details hold the batch's id without a relation, since the payouts know no batches: so the optimizer cannot
join them. The batch's own columns are there without another statement; what is computed of it costs one for each.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Func, JSONField

from server.access.callers import Caller
from server.api.auth.tenant_scope import rows_of
from server.batches.models import PayoutBatch
from server.payouts.models import Payout

COLUMNS = ("id", "merchant_id", "name", "row_count", "total_paise", "created_at", "retry_of_id", "repeat_of_id")
IDS = {"id", "merchant_id", "retry_of_id", "repeat_of_id"}
NAMED = ", ".join(f"'{column}', b.{column}" for column in COLUMNS)
# By two primary keys.
BATCH = f"""(
    SELECT jsonb_build_object({NAMED})
    FROM payout_details d JOIN payout_batches b ON b.id = d.batch_id WHERE d.payout_id = %(expressions)s
)"""


def batch_column() -> Func:
    return Func(F("id"), template=BATCH, output_field=JSONField())


def batch_of(payout_id: UUID, caller: Caller) -> dict[str, Any] | None:
    """The column's value for one payout."""
    payouts = rows_of(Payout, caller).filter(pk=payout_id).annotate(batch_named=batch_column())
    return payouts.values_list("batch_named", flat=True).first()


def read_batch(column: dict[str, Any]) -> PayoutBatch:
    return PayoutBatch.from_db("default", COLUMNS, [_value(name, column[name]) for name in COLUMNS])


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in IDS:
        return UUID(value)
    return datetime.fromisoformat(value) if name == "created_at" else value
