"""The same key, the same answer: for a while after a payout was accepted, its key gives back its receipt.

Only what succeeded is remembered; a refused request leaves nothing behind and may be sent again. The key belongs to
the merchant, and the window (`PAYOUT_IDEMPOTENCY_WINDOW_HOURS`) is judged by the database's clock alone.
"""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

from server.errors import IdempotencyConflict
from server.money import format_inr

from .models import IdempotencyRecord, Payout


@dataclass(frozen=True)
class Acceptance:
    """What the caller is told: the receipt's text never changes, so that a replay is the same to the byte."""

    payout: Payout
    receipt: str
    replayed: bool


def recall(merchant_id: UUID, key: UUID, bank_account_id: UUID, amount_paise: int) -> Acceptance | None:
    """What was answered under this key, or None; `IdempotencyConflict` if the request was another one."""
    record = (
        IdempotencyRecord.objects.select_related("payout__bank_account")
        .filter(merchant_id=merchant_id, key=key, created_at__gt=Now() - _window())
        .first()
    )
    if record is None:
        return None
    payout = record.payout
    if (payout.bank_account_id, payout.amount_paise) != (bank_account_id, amount_paise):
        raise IdempotencyConflict
    return Acceptance(payout, record.answer, replayed=True)


def remember(payout: Payout) -> Acceptance:
    """Keep the receipt, in the transaction that creates the payout; an expired record of the key gives way."""
    receipt = render_receipt(payout)
    IdempotencyRecord.objects.bulk_create(
        [
            IdempotencyRecord(
                merchant_id=payout.merchant_id,
                key=payout.idempotency_key,
                payout=payout,
                answer=receipt,
                created_at=payout.created_at,
            )
        ],
        update_conflicts=True,
        unique_fields=["merchant_id", "key"],
        update_fields=["payout", "answer", "created_at"],
    )
    return Acceptance(payout, receipt, replayed=False)


def purge_expired() -> int:
    """Delete the records whose window has passed. Creation does not depend on it: it judges expiry itself."""
    deleted, _ = IdempotencyRecord.objects.filter(created_at__lte=Now() - _window()).delete()
    return deleted


def render_receipt(payout: Payout) -> str:
    """The answer to a creation, as JSON text. Text, because jsonb would reorder the keys of a replay."""
    account = payout.bank_account
    return json.dumps(
        {
            "id": str(payout.id),
            "status": payout.status,
            "amount_paise": payout.amount_paise,
            "amount_inr": format_inr(payout.amount_paise),
            "bank_account_id": str(account.id),
            "bank_account": {
                "id": str(account.id),
                "account_number_masked": account.account_number_masked,
                "ifsc_code": account.ifsc_code,
            },
            "idempotency_key": str(payout.idempotency_key),
            "created_at": payout.created_at.isoformat(),
        },
        ensure_ascii=False,
    )


def _window() -> timedelta:
    return timedelta(hours=settings.PAYOUT_IDEMPOTENCY_WINDOW_HOURS)
