"""What was paid to a bank account, and has not come back: when and how much last, and how much in this Indian
financial year."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, JSONField, Value
from django.utils import timezone

from server.india import start_of_financial_year

COLUMNS = "last_paid_at, last_paid_paise, paise, payouts, is_complete"


class PaidToAccount(NamedTuple):
    """`paise` and `payouts` are of this financial year; too small unless `is_complete`."""

    last_paid_at: datetime | None
    last_paid_paise: int | None
    paise: int
    payouts: int
    is_complete: bool


def of_each_row(since: datetime | None = None) -> Func:
    """SQL that finds it for each bank account, within the statement that lists them. `read` reads its value."""
    return Func(
        F("merchant_id"),
        F("id"),
        Value(since or _since()),
        template="(SELECT to_jsonb(p) FROM paid_to_account(%(expressions)s) p)",
        output_field=JSONField(),
    )


def read(found: dict[str, object]) -> PaidToAccount:
    at = found["last_paid_at"]
    return PaidToAccount(**{**found, "last_paid_at": datetime.fromisoformat(at) if isinstance(at, str) else None})  # type: ignore[arg-type]


def paid_to(merchant_id: UUID, account_id: UUID, since: datetime | None = None) -> PaidToAccount:
    since = since or _since()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM paid_to_account(%s, %s, %s)", [merchant_id, account_id, since])
        row = PaidToAccount(*cursor.fetchone())
    return row._replace(paise=int(row.paise))


def _since() -> datetime:
    return start_of_financial_year(timezone.now())
