"""The newest check of an account that the bank answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Func, JSONField

from .models import AccountCheck, Verdict

# Of the newest that was answered, whatever name the account had then.
NEWEST = f"""
    SELECT c.* FROM account_checks c WHERE c.bank_account_id = %(account)s AND c.verdict <> '{Verdict.UNAVAILABLE}'
    ORDER BY c.checked_at DESC, c.id DESC LIMIT 1"""


def of_each_row() -> Func:
    """SQL that finds it for each bank account, within the statement that lists them. `read` reads its value."""
    inner = NEWEST % {"account": "%(expressions)s"}
    return Func(F("id"), template=f"(SELECT to_jsonb(newest) FROM ({inner}) newest)", output_field=JSONField())


def read(found: dict[str, Any] | None) -> AccountCheck | None:
    if found is None:
        return None
    at = datetime.fromisoformat(found["checked_at"])
    ids = {name: UUID(found[name]) for name in ("id", "merchant_id", "bank_account_id")}
    return AccountCheck(**{**found, **ids, "checked_at": at})


def newest_answer(account_id: UUID) -> AccountCheck | None:
    rows = AccountCheck.objects.filter(bank_account=account_id).exclude(verdict=Verdict.UNAVAILABLE)
    return rows.order_by("-checked_at", "-id").first()
